"""How long each kind of thing is kept, and which rows are past it. An enquiry that waits for a person is never past anything."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from enquiries.models import ContactDetails, Conversation, Enquiry, FailedLookup, OutboxMessage, Turn
from enquiries.models.enquiry import CLOSED, REPLIED, WAITING

LOOKUPS_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class RetentionPeriods:
    """Settings CONVERSATION_DAYS, CONTACT_DAYS and ENQUIRY_DAYS. Contact details never outlive the enquiry that they belong to."""

    conversations: timedelta
    contacts: timedelta
    enquiries: timedelta

    @classmethod
    def of_days(cls, conversations: int, contacts: int, enquiries: int) -> RetentionPeriods:
        """The periods in days."""
        return cls(timedelta(days=conversations), timedelta(days=min(contacts, enquiries)), timedelta(days=enquiries))


def conversation_is_due(before: datetime) -> ColumnElement[bool]:
    """Conversations silent since `before`, none of whose questions waits for a person."""
    waits = select(Enquiry.id).where(Enquiry.conversation_id == Conversation.id, Enquiry.status.in_(WAITING)).exists()
    turn_waits = (select(Turn.id).join(Enquiry, Enquiry.id == Turn.enquiry_id)
                  .where(Turn.conversation_id == Conversation.id, Enquiry.status.in_(WAITING)).exists())
    return and_(Conversation.last_turn_at <= before, ~waits, ~turn_waits)


def enquiry_is_due(before: datetime) -> ColumnElement[bool]:
    """Enquiries that ended by `before` and still have their words.

    An enquiry ends when it is closed, or with the reply: nothing moves a replied enquiry to closed, so waiting for that would keep
    details for ever. Whoever answers "not my question" reopens it, which makes it a waiting one again.
    """
    return and_(_ended_by(before), Enquiry.emptied_at.is_(None))


def contact_is_due(before: datetime) -> ColumnElement[bool]:
    """Enquiries that ended by `before` and still have contact details or mail."""
    contact = select(ContactDetails.enquiry_id).where(ContactDetails.enquiry_id == Enquiry.id).exists()
    mail = select(OutboxMessage.id).where(OutboxMessage.enquiry_id == Enquiry.id).exists()
    return and_(_ended_by(before), or_(contact, mail))


def lookup_is_due(now: datetime) -> ColumnElement[bool]:
    """Counts of wrong PINs that lock nothing any more."""
    return and_(FailedLookup.last_wrong_at <= now - LOOKUPS_KEPT, or_(FailedLookup.locked_until.is_(None), FailedLookup.locked_until <= now))


def _ended_by(before: datetime) -> ColumnElement[bool]:
    return or_(and_(Enquiry.status == CLOSED, Enquiry.closed_at <= before), and_(Enquiry.status == REPLIED, Enquiry.replied_at <= before))
