"""Owing a mail: the row is added in the same transaction as the act that the mail tells of."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from enquiries.ids import Ids
from enquiries.models import OutboxMessage


def owe_mail(session: Session, ids: Ids, kind: str, enquiry_id: int, now: datetime, reply_id: int | None = None) -> None:
    """Add one mail to the outbox, due at once."""
    session.add(OutboxMessage(kind=kind, enquiry_id=enquiry_id, reply_id=reply_id, message_token=ids.token(),
                              next_attempt_at=now, created_at=now))
