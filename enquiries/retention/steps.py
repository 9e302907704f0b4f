"""The kinds of things that are deleted by age, in order. Each step counts what is due, and removes one batch of it."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session

from enquiries.models import ContactDetails, Conversation, Enquiry, FailedLookup, OutboxMessage, Reply, Turn
from enquiries.models.enquiry import WAITING
from enquiries.retention.counting import LocalDate
from enquiries.retention.periods import RetentionPeriods, contact_is_due, conversation_is_due, enquiry_is_due, lookup_is_due
from enquiries.retention.removal import UNSENT, Counts, empty_enquiries, remove_contacts, remove_conversations
from enquiries.transactions import ROW_LOCK

SKIP = {"skip_locked": True}  # rows that somebody works on are left for the next run


class Step(Protocol):
    """One kind. `name` stands in the audit trail."""

    name: str

    def due(self, session: Session, now: datetime) -> Counts: ...
    def remove(self, session: Session, now: datetime, limit: int) -> Counts: ...


@dataclass(frozen=True)
class Conversations:
    """Conversations with their turns."""

    periods: RetentionPeriods
    local_date: LocalDate
    name: str = "conversations"

    def due(self, session: Session, now: datetime) -> Counts:
        """How many are due."""
        due = conversation_is_due(now - self.periods.conversations)
        turns = select(func.count(Turn.id)).join(Conversation, Conversation.id == Turn.conversation_id).where(due)
        return Counter(conversations=_count(session, select(func.count(Conversation.id)).where(due)), turns=_count(session, turns))

    def remove(self, session: Session, now: datetime, limit: int) -> Counts:
        """One batch. Its enquiries are locked and looked at again, because one may have been reopened since they were chosen."""
        query = (select(Conversation.id).where(conversation_is_due(now - self.periods.conversations))
                 .order_by(Conversation.last_turn_at, Conversation.id).limit(limit).with_for_update(**SKIP))
        ids = session.scalars(query).all()
        enquiries = session.execute(select(Enquiry.conversation_id, Enquiry.status).where(Enquiry.conversation_id.in_(ids))
                                    .order_by(Enquiry.id).with_for_update(**ROW_LOCK)).all()
        waiting = {conversation_id for conversation_id, status in enquiries if status in WAITING}
        return remove_conversations(session, self.local_date, [id for id in ids if id not in waiting])


@dataclass(frozen=True)
class Contacts:
    """Contact details and the mail of enquiries that have ended."""

    periods: RetentionPeriods
    name: str = "contacts"

    def due(self, session: Session, now: datetime) -> Counts:
        """How many are due."""
        ended = select(Enquiry.id).where(contact_is_due(now - self.periods.contacts))
        mails = OutboxMessage.enquiry_id.in_(ended)
        return Counter(contacts=_count(session, select(func.count(ContactDetails.enquiry_id)).where(ContactDetails.enquiry_id.in_(ended))),
                       mails=_count(session, select(func.count(OutboxMessage.id)).where(mails)),
                       unsent_mails=_count(session, select(func.count(OutboxMessage.id)).where(mails, OutboxMessage.status.in_(UNSENT))))

    def remove(self, session: Session, now: datetime, limit: int) -> Counts:
        """One batch."""
        return remove_contacts(session, [enquiry.id for enquiry in _locked(session, contact_is_due(now - self.periods.contacts), limit)])


@dataclass(frozen=True)
class Enquiries:
    """Questions and replies of enquiries that have ended."""

    periods: RetentionPeriods
    name: str = "enquiries"

    def due(self, session: Session, now: datetime) -> Counts:
        """How many are due."""
        due = enquiry_is_due(now - self.periods.enquiries)
        replies = select(func.count(Reply.id)).where(Reply.enquiry_id.in_(select(Enquiry.id).where(due)))
        return Counter(enquiries=_count(session, select(func.count(Enquiry.id)).where(due)), replies=_count(session, replies))

    def remove(self, session: Session, now: datetime, limit: int) -> Counts:
        """One batch."""
        return empty_enquiries(session, _locked(session, enquiry_is_due(now - self.periods.enquiries), limit), now)


@dataclass(frozen=True)
class Lookups:
    """Counts of wrong PINs."""

    name: str = "lookups"

    def due(self, session: Session, now: datetime) -> Counts:
        """How many are due."""
        return Counter(lookups=_count(session, select(func.count(FailedLookup.digest)).where(lookup_is_due(now))))

    def remove(self, session: Session, now: datetime, limit: int) -> Counts:
        """One batch."""
        ids = session.scalars(select(FailedLookup.digest).where(lookup_is_due(now)).limit(limit).with_for_update(**SKIP)).all()
        return Counter(lookups=session.execute(delete(FailedLookup).where(FailedLookup.digest.in_(ids))).rowcount)


def steps(periods: RetentionPeriods, local_date: LocalDate) -> tuple[Step, ...]:
    """All of them, in the order in which a purge takes them."""
    return Conversations(periods, local_date), Contacts(periods), Enquiries(periods), Lookups()


def _locked(session: Session, due: ColumnElement[bool], limit: int) -> list[Enquiry]:
    query = select(Enquiry).where(due).order_by(Enquiry.id).limit(limit).with_for_update(**ROW_LOCK, **SKIP)
    return list(session.scalars(query))


def _count(session: Session, query: Select[tuple[int]]) -> int:
    return session.scalar(query) or 0
