"""Conversations and receipts: every turn is kept, and an unanswered one opens an enquiry in the same transaction."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import Database
from enquiries.audit import record
from enquiries.ids import Ids
from enquiries.models import Conversation, Enquiry, Turn
from enquiries.models.enquiry import OPEN, UNANSWERED, WAITING
from enquiries.promises import PromiseCalendar
from enquiries.text import same_question_key, storable
from enquiries.transactions import ROW_LOCK, write_retrying
from enquiries.turn_views import turn_views
from enquiries.views import TurnView

UNANSWERED_OUTCOME = "unanswered"


@dataclass(frozen=True)
class TurnRecord:
    """One finished turn. `text` is redacted; `question` is what was looked up when that differs from `text` (a follow-up made whole)."""

    conversation_id: str
    audience: str
    text: str = field(repr=False)
    outcome: str
    masked: tuple[str, ...] = ()
    replies: list[dict[str, Any]] = field(default_factory=list, repr=False)
    trace: dict[str, Any] = field(default_factory=dict, repr=False)
    answered_by: str = "dialogue"
    duration_ms: int = 0
    question: str | None = field(default=None, repr=False)


class ConversationService:
    """Writes turns and reads them back with what became of them."""

    def __init__(self, database: Database, clock: Callable[[], datetime], calendar: PromiseCalendar, ids: Ids) -> None:
        self._database, self._clock, self._calendar, self._ids = database, clock, calendar, ids

    def record_turn(self, turn: TurnRecord) -> str:
        """Store the turn and give its receipt. An unanswered turn is in the officers' queue from the same moment."""
        return write_retrying(self._database, lambda session: self._record(session, turn))

    def turns(self, conversation_id: str) -> list[TurnView]:
        """The conversation's turns, oldest first, each with its enquiry's state; unknown conversations have none."""
        with self._database.reading() as session:
            query = select(Turn).where(Turn.conversation_id == storable(conversation_id)).order_by(Turn.id)
            return turn_views(session, session.scalars(query).all())

    def turn(self, receipt: str) -> TurnView | None:
        """The turn of a receipt, or None."""
        with self._database.reading() as session:
            found = session.scalars(select(Turn).where(Turn.receipt == storable(receipt))).all()
            return next(iter(turn_views(session, found)), None)

    def _record(self, session: Session, turn: TurnRecord) -> str:
        now = self._clock()
        self._lock_conversation(session, turn, now)
        row = Turn(receipt=self._ids.receipt(), conversation_id=turn.conversation_id, audience=turn.audience, text=storable(turn.text),
                   masked=list(turn.masked), outcome=turn.outcome, replies=storable(turn.replies), trace=storable(turn.trace),
                   answered_by=turn.answered_by, duration_ms=turn.duration_ms, created_at=now)
        if turn.outcome == UNANSWERED_OUTCOME:
            row.enquiry_id = self._waiting_enquiry(session, turn, now).id
        session.add(row)
        return row.receipt

    def _lock_conversation(self, session: Session, turn: TurnRecord, now: datetime) -> None:
        """Make or touch the conversation; its row lock keeps two turns of one conversation from opening two enquiries."""
        conversation = session.get(Conversation, turn.conversation_id, with_for_update=ROW_LOCK)
        if conversation is None:
            conversation = Conversation(id=turn.conversation_id, created_at=now)
            session.add(conversation)
        conversation.audience, conversation.last_turn_at = turn.audience, now
        session.flush()

    def _waiting_enquiry(self, session: Session, turn: TurnRecord, now: datetime) -> Enquiry:
        question = storable(turn.question or turn.text)
        key = same_question_key(question)
        waiting = session.scalars(select(Enquiry).where(
            Enquiry.conversation_id == turn.conversation_id, Enquiry.status.in_(WAITING)).order_by(Enquiry.id))
        for enquiry in waiting:
            if same_question_key(enquiry.question) == key:
                return enquiry
        enquiry = Enquiry(reference=self._ids.reference(), origin=UNANSWERED, status=OPEN, question=question, shown=storable(turn.replies),
                          audience=turn.audience, conversation_id=turn.conversation_id, due_on=self._calendar.promised_on(now),
                          created_at=now)
        session.add(enquiry)
        session.flush()
        record(session, now, "opened", enquiry_id=enquiry.id, details={"origin": UNANSWERED})
        return enquiry
