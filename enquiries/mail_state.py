"""How the outbox stands, for officers: what waits, and what was given up."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from enquiries.models import Enquiry, OutboxMessage
from enquiries.models.outbox import FAILED, SENT, WAITING
from enquiries.views import FailedMail, MailState


def mail_state(session: Session) -> MailState:
    """Counts by status and every given-up mail, oldest first."""
    counts = dict(session.execute(select(OutboxMessage.status, func.count()).group_by(OutboxMessage.status)).all())
    waiting = OutboxMessage.status == WAITING
    retrying = session.scalar(select(func.count(OutboxMessage.id)).where(waiting, OutboxMessage.last_error.is_not(None))) or 0
    oldest = session.scalar(select(func.min(OutboxMessage.created_at)).where(waiting))
    failed = session.execute(select(OutboxMessage, Enquiry.reference).join(Enquiry, Enquiry.id == OutboxMessage.enquiry_id)
                             .where(OutboxMessage.status == FAILED).order_by(OutboxMessage.id))
    return MailState(waiting=counts.get(WAITING, 0), retrying=retrying, sent=counts.get(SENT, 0), oldest_waiting_at=oldest,
                     failed=tuple(FailedMail(row.id, reference, row.kind, row.attempts, row.last_error or "") for row, reference in failed))


def retry_failed(session: Session, now: datetime) -> int:
    """Make every given-up mail due again, with fresh tries; gives how many."""
    result = session.execute(update(OutboxMessage).where(OutboxMessage.status == FAILED).values(
        status=WAITING, attempts=0, next_attempt_at=now, leased_by=None, leased_until=None))
    return result.rowcount
