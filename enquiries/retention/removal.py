"""Taking rows away. Everything here runs inside the caller's transaction, on rows that the caller has locked."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from enquiries.lookups import reference_digest
from enquiries.models import ContactDetails, Conversation, Enquiry, FailedLookup, OutboxMessage, Reply, Turn
from enquiries.models.outbox import FAILED, WAITING
from enquiries.retention.counting import LocalDate, keep_counts, tally_turns

UNSENT = (WAITING, FAILED)
Counts = Counter[str]


def remove_turns(session: Session, local_date: LocalDate, which: ColumnElement[bool]) -> Counts:
    """Delete turns with their texts, replies and traces; their counts stay."""
    keep_counts(session, tally_turns(session, local_date, which))
    return Counter(turns=_delete(session, Turn, which))


def remove_conversations(session: Session, local_date: LocalDate, ids: Sequence[str]) -> Counts:
    """Delete conversations with their turns. Enquiries that came from them stay, without the way back."""
    if not ids:
        return Counter()
    counts = remove_turns(session, local_date, Turn.conversation_id.in_(ids))
    return counts + Counter(conversations=_delete(session, Conversation, Conversation.id.in_(ids)))


def remove_contacts(session: Session, enquiry_ids: Sequence[int]) -> Counts:
    """Delete contact details, and mail with them: a mail row holds no address, but it says that somebody was written to.

    Mail that could not be sent in all the time goes too (`unsent_mails` says how many); the reply can be read with reference and PIN.
    """
    mails = OutboxMessage.enquiry_id.in_(enquiry_ids)
    unsent = session.scalar(select(func.count(OutboxMessage.id)).where(mails, OutboxMessage.status.in_(UNSENT))) or 0
    contacts = _delete(session, ContactDetails, ContactDetails.enquiry_id.in_(enquiry_ids))
    return Counter(contacts=contacts, mails=_delete(session, OutboxMessage, mails), unsent_mails=unsent)


def empty_enquiries(session: Session, enquiries: Sequence[Enquiry], now: datetime) -> Counts:
    """Take every word out of enquiries that have ended; what is left of each is for counting."""
    ids = [enquiry.id for enquiry in enquiries]
    counts = remove_contacts(session, ids)
    digests = [reference_digest(enquiry.reference) for enquiry in enquiries]
    session.execute(update(Turn).where(Turn.enquiry_id.in_(ids)).values(enquiry_id=None).execution_options(synchronize_session=False))
    _delete(session, FailedLookup, FailedLookup.digest.in_(digests))
    counts["replies"] += _delete(session, Reply, Reply.enquiry_id.in_(ids))
    for enquiry in enquiries:
        enquiry.empty(now)
    session.flush()
    counts["enquiries"] += len(enquiries)
    return counts


def _delete(session: Session, table: type, which: ColumnElement[bool]) -> int:
    return session.execute(delete(table).where(which).execution_options(synchronize_session=False)).rowcount
