"""What the services give back: plain, immutable, detached from the database."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class ReplyView:
    """An officer's reply. `officer_name` is for the console only."""

    text: str
    at: datetime
    officer_name: str = ""


@dataclass(frozen=True)
class TurnEnquiry:
    """What became of the turn's question: status is open, claimed, replied or closed; `close_reason` is written for the asker."""

    reference: str
    origin: str
    status: str
    promised_on: date
    replies: tuple[ReplyView, ...] = ()
    close_reason: str | None = None


@dataclass(frozen=True)
class TurnView:
    """One message of a conversation and what was shown for it. `trace` is for officers, not for the asker."""

    receipt: str
    conversation_id: str
    audience: str
    text: str
    masked: tuple[str, ...]
    outcome: str
    replies: list[dict[str, Any]]
    trace: dict[str, Any]
    answered_by: str
    duration_ms: int
    created_at: datetime
    enquiry: TurnEnquiry | None = None


@dataclass(frozen=True)
class EnquiryStatus:
    """What the asker sees by reference and PIN. `status` is open, claimed, replied or closed; `asked_at` is when the promise was made."""

    reference: str
    status: str
    question: str
    asked_at: datetime
    promised_on: date
    overdue: bool
    replies: tuple[ReplyView, ...]
    close_reason: str | None


@dataclass(frozen=True)
class OfficerView:
    """An officer without the password hash."""

    id: int
    name: str
    email: str
    created_at: datetime
    deactivated_at: datetime | None = None
    last_signed_in_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        """True until deactivated."""
        return self.deactivated_at is None


@dataclass(frozen=True)
class QueueFilter:
    """Which enquiries to list: `status` is open, claimed, replied, closed, or "waiting" (open and claimed); None lists all.

    `mine` is an officer's id: what they have claimed. `overdue` keeps only waiting enquiries past their promise.
    `origin` is asked or unanswered.
    """

    status: str | None = "waiting"
    mine: int | None = None
    overdue: bool = False
    origin: str | None = None


@dataclass(frozen=True)
class QueueItem:
    """One line of the queue. `trace` is that of the turn that the enquiry came from, or {}."""

    reference: str
    origin: str
    status: str
    question: str
    audience: str
    due_on: date
    due_today: bool
    overdue: bool
    created_at: datetime
    claimed_by: int | None
    claimed_by_name: str | None
    trace: dict[str, Any]
    version: int


@dataclass(frozen=True)
class QueueCounts:
    """Over all enquiries, whatever the filter. `due_today` and `overdue` count the waiting ones; `waiting` is open and claimed."""

    open: int
    claimed: int
    replied: int
    closed: int
    due_today: int
    overdue: int
    asked: int

    @property
    def waiting(self) -> int:
        """Open and claimed."""
        return self.open + self.claimed


@dataclass(frozen=True)
class QueuePage:
    """`total` is how many enquiries the filter matches; `items` are one page of them, the earliest promise first."""

    items: tuple[QueueItem, ...]
    total: int
    counts: QueueCounts


@dataclass(frozen=True)
class AuditView:
    """One audit event in an enquiry's history. `officer_name` is empty when the asker or the program acted."""

    at: datetime
    actor: str
    officer_name: str
    action: str
    details: dict[str, Any]


@dataclass(frozen=True)
class EnquiryView:
    """Everything an officer sees of one enquiry. Contact details are not in here: see `OfficeService.reveal_contact`."""

    reference: str
    origin: str
    status: str
    question: str
    shown: list[dict[str, Any]]
    audience: str
    conversation_id: str | None
    due_on: date
    overdue: bool
    created_at: datetime
    asked_at: datetime | None
    claimed_by: int | None
    claimed_by_name: str | None
    close_reason_code: str | None
    close_reason: str | None
    has_contact: bool
    can_email: bool
    version: int
    turns: tuple[TurnView, ...]
    replies: tuple[ReplyView, ...]
    audit: tuple[AuditView, ...]


@dataclass(frozen=True)
class FailedMail:
    """A mail that was given up. `kind` is acknowledgement, officer_notice, reply or closure; `error` holds no address."""

    id: int
    reference: str
    kind: str
    attempts: int
    error: str


@dataclass(frozen=True)
class MailState:
    """How the outbox stands. `retrying` counts the waiting ones that have failed at least once."""

    waiting: int
    retrying: int
    sent: int
    oldest_waiting_at: datetime | None
    failed: tuple[FailedMail, ...]
