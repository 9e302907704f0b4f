"""The hand-over: from "ask a person" confirmed to an enquiry with a promise, in one transaction with the mail it owes."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import Database
from enquiries.audit import ASKER, record
from enquiries.contacts import ContactVault
from enquiries.errors import UnknownEnquiry
from enquiries.handover_form import CheckedHandover, HandoverRequest, check_handover
from enquiries.ids import Ids
from enquiries.lookups import PinGate
from enquiries.models import ContactDetails, Conversation, Enquiry, Turn
from enquiries.models.enquiry import ASKED, OPEN, UNANSWERED, WAITING
from enquiries.models.outbox import ACKNOWLEDGEMENT, OFFICER_NOTICE
from enquiries.outbox_rows import owe_mail
from enquiries.pins import Pins
from enquiries.promises import PromiseCalendar
from enquiries.text import same_question_key, storable
from enquiries.transactions import ROW_LOCK, write_retrying
from enquiries.turn_views import replies_by_enquiry
from enquiries.views import EnquiryStatus
from enquiries.words import consent_wording


@dataclass(frozen=True)
class Confirmation:
    """What the asker is told. `promised_on` is a London date; `created` is False when the same form had been taken before."""

    reference: str
    pin: str = field(repr=False)
    promised_on: date
    created: bool


class HandoverService:
    """Takes hand-overs and shows askers how theirs stand."""

    def __init__(self, database: Database, clock: Callable[[], datetime], calendar: PromiseCalendar, ids: Ids, vault: ContactVault,
                 pins: Pins, gate: PinGate) -> None:
        self._database, self._clock, self._calendar, self._ids = database, clock, calendar, ids
        self._vault, self._pins, self._gate = vault, pins, gate

    def new_submission_id(self) -> str:
        """A fresh id for one form as it is shown."""
        return self._ids.token()

    def confirm(self, request: HandoverRequest) -> Confirmation:
        """Store the hand-over, or give the first confirmation again for the same form. Raises InvalidHandover."""
        checked = check_handover(request)
        return write_retrying(self._database, lambda session: self._confirm(session, request, checked))

    def look_up(self, reference: str, pin: str) -> EnquiryStatus:
        """How the enquiry stands. Raises UnknownEnquiry (reference or PIN wrong, never told apart) or TooManyAttempts."""
        now = self._clock()
        enquiry_id = self._gate.admit(reference, pin, now)
        with self._database.reading() as session:
            enquiry = session.get(Enquiry, enquiry_id)
            if enquiry is None:
                raise UnknownEnquiry("no enquiry with this reference and PIN")
            return EnquiryStatus(
                reference=enquiry.reference, status=enquiry.status, question=enquiry.question,
                asked_at=enquiry.asked_at or enquiry.created_at, promised_on=enquiry.due_on,
                overdue=enquiry.is_waiting and self._calendar.is_overdue(enquiry.due_on, now),
                replies=replies_by_enquiry(session, [enquiry.id]).get(enquiry.id, ()), close_reason=enquiry.close_text)

    def _confirm(self, session: Session, request: HandoverRequest, checked: CheckedHandover) -> Confirmation:
        now = self._clock()
        turn, conversation = self._origin(session, request)
        submission = self._pins.seal(*checked.identity())
        earlier = session.scalar(select(Enquiry).where(Enquiry.submission_id == submission))
        if earlier is not None:
            return self._confirmation(earlier, created=False)
        enquiry = self._unasked_enquiry(session, turn, conversation, checked.question)
        if enquiry is None:
            enquiry = Enquiry(reference=self._ids.reference(), status=OPEN, created_at=now)
            session.add(enquiry)
        enquiry.origin, enquiry.submission_id, enquiry.audience = ASKED, submission, checked.audience
        enquiry.question, enquiry.asked_at, enquiry.due_on = checked.question, now, self._calendar.promised_on(now)
        enquiry.conversation_id = conversation.id if conversation else None
        enquiry.shown = storable(request.shown if request.shown is not None else (turn.replies if turn else []))
        session.flush()
        if turn is not None:
            turn.enquiry_id = enquiry.id
        self._keep_contact(session, enquiry, request, checked, now)
        record(session, now, "asked_for_person", actor=ASKER, enquiry_id=enquiry.id, details={"has_contact": bool(checked.contact)})
        return self._confirmation(enquiry, created=True)

    def _origin(self, session: Session, request: HandoverRequest) -> tuple[Turn | None, Conversation | None]:
        """The turn and conversation the hand-over comes from. The conversation's row lock makes two sendings of one form queue up.

        A receipt of another conversation counts as none: the hand-over is taken all the same.
        """
        turn = session.scalar(select(Turn).where(Turn.receipt == storable(request.receipt))) if request.receipt else None
        if turn is not None and request.conversation_id and turn.conversation_id != request.conversation_id:
            turn = None
        conversation_id = turn.conversation_id if turn is not None else request.conversation_id
        if not conversation_id:
            return None, None
        return turn, session.get(Conversation, storable(conversation_id), with_for_update=ROW_LOCK)

    def _unasked_enquiry(self, session: Session, turn: Turn | None, conversation: Conversation | None, question: str) -> Enquiry | None:
        """The waiting enquiry that this turn (or this question, earlier in the conversation) opened and for which nobody has asked yet."""
        if conversation is None:
            return None
        query = select(Enquiry).where(Enquiry.conversation_id == conversation.id, Enquiry.origin == UNANSWERED,
                                      Enquiry.status.in_(WAITING)).order_by(Enquiry.id).with_for_update(**ROW_LOCK)
        for enquiry in session.scalars(query).all():
            if turn is not None and turn.enquiry_id == enquiry.id:
                return enquiry
            if turn is None and same_question_key(enquiry.question) == same_question_key(question):
                return enquiry
        return None

    def _keep_contact(self, session: Session, enquiry: Enquiry, request: HandoverRequest, checked: CheckedHandover, now: datetime) -> None:
        """Contact details with their consent, and the mail that is owed."""
        if checked.contact:
            session.add(ContactDetails(
                enquiry_id=enquiry.id, blob=self._vault.encrypt(checked.contact), can_email=bool(checked.contact.email),
                consented_at=now, consent_version=request.consent_version or consent_wording(request.audience).version))
        kinds = [ACKNOWLEDGEMENT, OFFICER_NOTICE] if checked.contact.email else [OFFICER_NOTICE]
        for kind in kinds:
            owe_mail(session, self._ids, kind, enquiry.id, now)

    def _confirmation(self, enquiry: Enquiry, created: bool) -> Confirmation:
        return Confirmation(enquiry.reference, self._pins.pin_for(enquiry.reference), enquiry.due_on, created)
