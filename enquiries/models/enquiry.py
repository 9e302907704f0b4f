"""The enquiry: a question that a person must answer, and the only rules by which its status moves."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Base, UtcDateTime
from enquiries.errors import TransitionNotAllowed

OPEN, CLAIMED, REPLIED, CLOSED = "open", "claimed", "replied", "closed"
STATUSES = (OPEN, CLAIMED, REPLIED, CLOSED)
WAITING = (OPEN, CLAIMED)
UNANSWERED, ASKED = "unanswered", "asked"
ERASED = "erased"  # the close reason of an enquiry that was erased while somebody still owed a reply


class Enquiry(Base):
    """A question in the officers' queue, with its promise (`due_on`, a London date).

    `origin` is "unanswered" while nobody asked for a person, "asked" once somebody did. `version` grows with every change.
    `emptied_at` is set once its words are gone: what is left is for counting, and is in no list.
    """

    __tablename__ = "enquiries"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'claimed', 'replied', 'closed')", name="status"),
        CheckConstraint("origin IN ('unanswered', 'asked')", name="origin"),
        CheckConstraint("(status = 'claimed') = (claimed_by IS NOT NULL)", name="claimed_by"),
        Index("ix_enquiries_queue", "status", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    submission_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    origin: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), default=OPEN)
    question: Mapped[str] = mapped_column(Text)
    shown: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    audience: Mapped[str] = mapped_column(String(20))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"), index=True)
    due_on: Mapped[date]
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)
    close_reason_code: Mapped[str | None] = mapped_column(String(40))
    close_text: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    emptied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_waiting(self) -> bool:
        """True while somebody still owes the asker something."""
        return self.status in WAITING

    def claim(self, officer_id: int, at: datetime) -> None:
        """An officer takes an open enquiry."""
        self._require("claim", OPEN)
        self.status, self.claimed_by, self.claimed_at = CLAIMED, officer_id, at

    def release(self) -> None:
        """The officer puts a claimed enquiry back for everybody."""
        self._require("release", CLAIMED)
        self.status, self.claimed_by, self.claimed_at = OPEN, None, None

    def reply(self, at: datetime) -> None:
        """The officer who claimed it has replied; the text itself is a `Reply` row."""
        self._require("reply", CLAIMED)
        self.status, self.claimed_by, self.claimed_at, self.replied_at = REPLIED, None, None, at

    def close(self, reason_code: str, text: str, at: datetime) -> None:
        """Closed without a reply. `text` is the whole of what the asker reads as the reason."""
        self._require("close", OPEN, CLAIMED)
        if not reason_code or not text:
            raise ValueError("an enquiry is closed only with a reason that the asker can read")
        self.status, self.claimed_by, self.claimed_at = CLOSED, None, None
        self.close_reason_code, self.close_text, self.closed_at = reason_code, text, at

    def reopen(self, due_on: date) -> None:
        """Back into the queue with a new promise; earlier replies stay readable."""
        self._require("reopen", REPLIED, CLOSED)
        self.status, self.due_on = OPEN, due_on
        self.close_reason_code = self.close_text = self.closed_at = None

    def empty(self, at: datetime) -> None:
        """The words go for good; status, dates and promise stay for counting. No reference leads here afterwards."""
        self._require("empty", REPLIED, CLOSED)
        self.reference, self.submission_id, self.conversation_id = f"removed-{self.id}", None, None
        self.question, self.shown, self.close_text, self.emptied_at = "", [], None, at

    def _require(self, action: str, *allowed: str) -> None:
        if self.status not in allowed:
            raise TransitionNotAllowed(action, self.status)


class Reply(Base):
    """What an officer wrote to the asker."""

    __tablename__ = "replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiries.id", ondelete="CASCADE"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
