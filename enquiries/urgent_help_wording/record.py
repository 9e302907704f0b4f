"""Reading the record of the wording."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from enquiries.models import Officer, UrgentHelpProposal
from enquiries.models.urgent_help import APPROVED
from enquiries.urgent_help_wording.views import Approved, Entry, ProposalView


def latest_number(session: Session) -> int:
    """How many approvals there have been: changes with each, and is read in one step from an index."""
    return session.scalar(select(func.max(UrgentHelpProposal.number))) or 0


def approved_entries(session: Session) -> list[Approved]:
    """For each entry, what was approved last; in the order of approval."""
    query = select(UrgentHelpProposal).where(UrgentHelpProposal.number.in_(_in_force())).order_by(UrgentHelpProposal.number)
    return [Approved(row.entry_type, row.entry_key, row.content) for row in session.scalars(query)]


def approved_content(session: Session, entry: Entry) -> dict[str, Any] | None:
    """What was approved last for this entry, or None."""
    query = (select(UrgentHelpProposal.content).where(UrgentHelpProposal.entry_type == entry.type, UrgentHelpProposal.entry_key == entry.key,
                                                      UrgentHelpProposal.status == APPROVED)
             .order_by(UrgentHelpProposal.number.desc()).limit(1))
    return session.scalar(query)


def proposal_views(session: Session, *which: Any) -> list[ProposalView]:
    """The proposals that are `which`, the latest first."""
    proposer, decider = aliased(Officer), aliased(Officer)
    query: Select[Any] = (select(UrgentHelpProposal, proposer.name, decider.name).join(proposer, proposer.id == UrgentHelpProposal.proposed_by)
                          .outerjoin(decider, decider.id == UrgentHelpProposal.decided_by).where(*which).order_by(UrgentHelpProposal.id.desc()))
    in_force: Sequence[int] = session.scalars(_in_force()).all()
    return [_view(row, proposed, decided or "", row.number in in_force) for row, proposed, decided in session.execute(query)]


def _in_force() -> Select[tuple[int | None]]:
    return (select(func.max(UrgentHelpProposal.number)).where(UrgentHelpProposal.status == APPROVED)
            .group_by(UrgentHelpProposal.entry_type, UrgentHelpProposal.entry_key))


def _view(row: UrgentHelpProposal, proposed: str, decided: str, in_force: bool) -> ProposalView:
    return ProposalView(
        id=row.id, entry=Entry(row.entry_type, row.entry_key), content=row.content, before=row.before, reason=row.reason, status=row.status,
        proposed_by=row.proposed_by, proposed_by_name=proposed, proposed_at=row.proposed_at, decided_by=row.decided_by,
        decided_by_name=decided, decided_at=row.decided_at, decision_reason=row.decision_reason, number=row.number, in_force=in_force)
