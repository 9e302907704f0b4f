"""Proposals for the wording of the urgent help, one entry each: waiting, decided, and with that the history of every version."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Base, UtcDateTime
from enquiries.errors import NotTheProposer, OwnProposal, ProposalDecided

PROPOSED, APPROVED, REJECTED, WITHDRAWN = "proposed", "approved", "rejected", "withdrawn"
KIND, CONTACT = "kind", "contact"


class UrgentHelpProposal(Base):
    """One officer's wish for one entry. `before` is what was in force then (empty for a new contact).

    `number` counts approvals over all entries. Of an entry, the approved proposal with the highest number is in force; so there is
    never more than one, and of two approvals at once the database lets one through.
    """

    __tablename__ = "urgent_help_proposals"
    __table_args__ = (
        CheckConstraint("status IN ('proposed', 'approved', 'rejected', 'withdrawn')", name="status"),
        CheckConstraint("entry_type IN ('kind', 'contact')", name="entry_type"),
        CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name="decided"),
        CheckConstraint("(status = 'approved') = (number IS NOT NULL)", name="numbered"),
        CheckConstraint("status NOT IN ('approved', 'rejected') OR decided_by <> proposed_by", name="two_people"),
        CheckConstraint("status <> 'withdrawn' OR decided_by = proposed_by", name="own_withdrawal"),
        Index("ix_urgent_help_proposals_entry", "entry_type", "entry_key", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_type: Mapped[str] = mapped_column(String(10))
    entry_key: Mapped[str] = mapped_column(String(40))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(10), default=PROPOSED)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    number: Mapped[int | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    def approve(self, officer_id: int, at: datetime, number: int, reason: str) -> None:
        """In force from now on. Raises OwnProposal, ProposalDecided."""
        self._decide_as_another(officer_id)
        self._decide(APPROVED, officer_id, at, reason)
        self.number = number

    def reject(self, officer_id: int, at: datetime, reason: str) -> None:
        """Not to be. Raises OwnProposal, ProposalDecided."""
        self._decide_as_another(officer_id)
        self._decide(REJECTED, officer_id, at, reason)

    def withdraw(self, officer_id: int, at: datetime, reason: str = "") -> None:
        """Taken back by the one who proposed it. Raises NotTheProposer, ProposalDecided."""
        if officer_id != self.proposed_by:
            raise NotTheProposer("only the proposer withdraws")
        self._decide(WITHDRAWN, officer_id, at, reason)

    def _decide_as_another(self, officer_id: int) -> None:
        if officer_id == self.proposed_by:
            raise OwnProposal("a second person decides")

    def _decide(self, status: str, officer_id: int, at: datetime, reason: str) -> None:
        if self.status != PROPOSED:
            raise ProposalDecided(self.status)
        if status != WITHDRAWN and not reason.strip():
            raise ValueError("a proposal is decided only with a reason")
        self.status, self.decided_by, self.decided_at, self.decision_reason = status, officer_id, at, reason
