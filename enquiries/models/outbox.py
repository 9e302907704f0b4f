"""The outbox: mail that is owed. A row holds no address and no text; both are found when the mail is sent."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from database import Base, UtcDateTime

WAITING, SENT, FAILED, NOT_NEEDED = "waiting", "sent", "failed", "not_needed"
ACKNOWLEDGEMENT, OFFICER_NOTICE, REPLY, CLOSURE = "acknowledgement", "officer_notice", "reply", "closure"


class OutboxMessage(Base):
    """One mail. `message_token` makes its Message-ID, the same at every attempt; a dispatcher holds it until `leased_until`."""

    __tablename__ = "outbox_messages"
    __table_args__ = (
        CheckConstraint("status IN ('waiting', 'sent', 'failed', 'not_needed')", name="status"),
        Index("ix_outbox_messages_due", "status", "next_attempt_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiries.id", ondelete="CASCADE"), index=True)
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("replies.id", ondelete="CASCADE"))
    message_token: Mapped[str] = mapped_column(String(64), unique=True)
    status: Mapped[str] = mapped_column(String(20), default=WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_by: Mapped[str | None] = mapped_column(String(80))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
