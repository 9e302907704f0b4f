"""Erasure: one enquiry and the conversation it came from, at once, because somebody asked for it."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from database import Database
from enquiries.audit import record
from enquiries.errors import UnknownEnquiry
from enquiries.models import Conversation, Enquiry, Turn
from enquiries.models.enquiry import ERASED
from enquiries.reference import MalformedReference, parse_reference
from enquiries.retention.counting import LocalDate
from enquiries.retention.removal import Counts, empty_enquiries, remove_conversations, remove_turns
from enquiries.text import storable
from enquiries.transactions import ROW_LOCK

BY_MAX = 100
REASON_MAX = 500


@dataclass(frozen=True)
class Erased:
    """What went. `references` begins with the one asked for; the others came from the same conversation."""

    references: tuple[str, ...]
    counts: Counts
    files_clean: bool


class Erasure:
    """Erases on request. Afterwards the reference is as unknown as one that was never given."""

    def __init__(self, database: Database, clock: Callable[[], datetime], local_date: LocalDate) -> None:
        self._database, self._clock, self._local_date = database, clock, local_date

    def erase(self, typed_reference: str, by: str, reason: str) -> Erased:
        """Erase the enquiry, whatever its status, with every other enquiry and turn of its conversation, in one transaction.

        `by` (who erases, 1..100 characters) and `reason` (1..500, without anything personal) go into the audit trail; ValueError for
        others. Raises UnknownEnquiry.
        """
        by, reason = _line(by, BY_MAX, "who erases"), _line(reason, REASON_MAX, "the reason")
        with self._database.writing() as session:
            enquiries = _locked(session, typed_reference)
            references = tuple(enquiry.reference for enquiry in enquiries)
            counts = self._erase(session, enquiries)
            for enquiry, reference in zip(enquiries, references, strict=True):
                details = {"by": by, "reason": reason, "reference": reference}
                about = counts if reference == references[0] else {"together_with": references[0]}
                record(session, self._clock(), "erased", enquiry_id=enquiry.id, details={**details, **about})
        return Erased(references, counts, self._database.forget_deleted())

    def _erase(self, session: Session, enquiries: list[Enquiry]) -> Counts:
        now, ids = self._clock(), [enquiry.id for enquiry in enquiries]
        conversations = [enquiry.conversation_id for enquiry in enquiries[:1] if enquiry.conversation_id is not None]
        counts = remove_turns(session, self._local_date, or_(Turn.enquiry_id.in_(ids), Turn.conversation_id.in_(conversations)))
        for enquiry in enquiries:
            if enquiry.is_waiting:
                enquiry.close(ERASED, ERASED, now)
        counts.update(empty_enquiries(session, enquiries, now))
        counts.update(remove_conversations(session, self._local_date, conversations))
        return +Counter(counts)


def _locked(session: Session, typed_reference: str) -> list[Enquiry]:
    """The enquiry first, then the others of its conversation; the conversation is locked before them, as everywhere."""
    try:
        reference = parse_reference(typed_reference)
    except MalformedReference:
        raise UnknownEnquiry("no enquiry with this reference") from None
    conversation_id = session.scalar(select(Enquiry.conversation_id).where(Enquiry.reference == reference))
    if conversation_id is not None:
        session.scalar(select(Conversation.id).where(Conversation.id == conversation_id).with_for_update())
    same = Enquiry.reference == reference
    if conversation_id is not None:
        same = or_(same, Enquiry.conversation_id == conversation_id)
    found = session.scalars(select(Enquiry).where(same).order_by(Enquiry.id).with_for_update(**ROW_LOCK)).all()
    enquiries = sorted(found, key=lambda enquiry: enquiry.reference != reference)
    if not enquiries or enquiries[0].reference != reference:
        raise UnknownEnquiry("no enquiry with this reference")
    return enquiries


def _line(text: str, longest: int, what: str) -> str:
    line = " ".join(storable(text).split())
    if not 1 <= len(line) <= longest:
        raise ValueError(f"{what} must be given, in {longest} characters at most")
    return line
