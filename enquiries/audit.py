"""Writing the audit trail, always inside the transaction of the act itself."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from enquiries.models import AuditEvent

OFFICER, ASKER, PROGRAM = "officer", "asker", "program"


def record(session: Session, at: datetime, action: str, *, officer_id: int | None = None, enquiry_id: int | None = None,
           actor: str | None = None, details: dict[str, Any] | None = None) -> None:
    """Add one event. `actor` is officer when an officer is named, else the program. `details` must hold no personal data."""
    session.add(AuditEvent(at=at, actor=actor or (OFFICER if officer_id is not None else PROGRAM), officer_id=officer_id,
                           enquiry_id=enquiry_id, action=action, details=details or {}))
