"""Proposing a wording, and deciding on it as a second person. Every act is one transaction with its audit event."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from database import Database
from enquiries.audit import record
from enquiries.errors import InvalidWording, ProposalDecided, UnknownOfficer, UnknownProposal, WordingChanged
from enquiries.models import Officer, UrgentHelpProposal
from enquiries.models.urgent_help import PROPOSED
from enquiries.text import storable
from enquiries.transactions import READ_LOCK, ROW_LOCK, write_retrying
from enquiries.urgent_help_wording.record import approved_content, approved_entries, latest_number, proposal_views
from enquiries.urgent_help_wording.views import Approved, Content, Entry, ProposalView, fingerprint
from enquiries.words import form_words

REASON_MAX = 500
Shipped = Callable[[Entry], Content | None]
Check = Callable[[Entry, Content, Sequence[Approved]], dict[str, str]]


class WordingService:
    """What a signed-in officer may do. Any act may raise UnknownOfficer (also: deactivated), UnknownProposal and InvalidWording.

    `shipped` gives what the shipped file has for an entry; `check` gives, by field, why a content cannot be shown beside what is
    approved. Both come from outside, because this room knows nothing of the words' rules.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], shipped: Shipped, check: Check) -> None:
        self._database, self._clock, self._shipped, self._check = database, clock, shipped, check

    def approved(self) -> list[Approved]:
        """What was approved last, for each entry that ever was."""
        with self._database.reading() as session:
            return approved_entries(session)

    def number(self) -> int:
        """Changes whenever the wording does; an approver's page says which one it showed."""
        with self._database.reading() as session:
            return latest_number(session)

    def waiting(self) -> list[ProposalView]:
        """Proposals that wait for a second person, the latest first."""
        with self._database.reading() as session:
            return proposal_views(session, UrgentHelpProposal.status == PROPOSED)

    def count_waiting(self) -> int:
        """How many wait."""
        with self._database.reading() as session:
            return session.scalar(select(func.count(UrgentHelpProposal.id)).where(UrgentHelpProposal.status == PROPOSED)) or 0

    def history(self, entry: Entry | None = None) -> list[ProposalView]:
        """Every proposal ever made, or those for one entry, the latest first."""
        which = () if entry is None else (UrgentHelpProposal.entry_type == entry.type, UrgentHelpProposal.entry_key == entry.key)
        with self._database.reading() as session:
            return proposal_views(session, *which)

    def get(self, proposal_id: int) -> ProposalView:
        """One proposal. Raises UnknownProposal."""
        with self._database.reading() as session:
            return _only(proposal_views(session, UrgentHelpProposal.id == proposal_id))

    def in_force(self, entry: Entry) -> Content:
        """What is in force for an entry; {} for one that is not there yet."""
        with self._database.reading() as session:
            return self._in_force(session, entry)

    def check(self, entry: Entry, content: Content, reason: str) -> None:
        """Nothing when it may be proposed. Raises InvalidWording, by field."""
        with self._database.reading() as session:
            self._checked(session, entry, content, reason)

    def propose(self, entry: Entry, content: Content, reason: str, officer_id: int, based_on: str) -> int:
        """Gives the proposal's id. `based_on` is the fingerprint of what was in force when the form was shown.

        The same proposal sent twice is one. Raises WordingChanged when something else is in force by now.
        """
        return write_retrying(self._database, lambda session: self._propose(session, entry, storable(content), reason, officer_id, based_on))

    def approve(self, proposal_id: int, officer_id: int, reason: str, seen_number: int) -> None:
        """In force from now on. `seen_number` is `number()` when the page was shown.

        Raises OwnProposal, ProposalDecided, WordingChanged when anything was approved since the page was shown or the entry has changed
        since it was proposed, and InvalidWording when the words would break a rule by now.
        """
        write_retrying(self._database, lambda session: self._approve(session, proposal_id, officer_id, reason, seen_number))

    def reject(self, proposal_id: int, officer_id: int, reason: str) -> None:
        """Not to be. Raises OwnProposal, ProposalDecided."""
        reason = _reason(reason)
        with self._database.writing() as session:
            row = _locked(session, proposal_id, officer_id)
            row.reject(officer_id, self._clock(), reason)
            self._record(session, row, "urgent_help_rejected", officer_id)

    def withdraw(self, proposal_id: int, officer_id: int) -> None:
        """Taken back by the proposer. Raises NotTheProposer, ProposalDecided."""
        with self._database.writing() as session:
            row = _locked(session, proposal_id, officer_id)
            row.withdraw(officer_id, self._clock())
            self._record(session, row, "urgent_help_withdrawn", officer_id)

    def _propose(self, session: Session, entry: Entry, content: Content, reason: str, officer_id: int, based_on: str) -> int:
        _active(session, officer_id)
        before = self._in_force(session, entry)
        same = session.scalars(select(UrgentHelpProposal).where(
            UrgentHelpProposal.status == PROPOSED, UrgentHelpProposal.proposed_by == officer_id,
            UrgentHelpProposal.entry_type == entry.type, UrgentHelpProposal.entry_key == entry.key))
        for row in same:
            if row.content == content and row.before == before:
                return row.id
        if fingerprint(before) != based_on:
            raise WordingChanged("the entry changed since the form was shown")
        reason = self._checked(session, entry, content, reason)
        row = UrgentHelpProposal(entry_type=entry.type, entry_key=entry.key, content=content, before=before, reason=reason, status=PROPOSED,
                                 proposed_by=officer_id, proposed_at=self._clock())
        session.add(row)
        session.flush()
        self._record(session, row, "urgent_help_proposed", officer_id)
        return row.id

    def _approve(self, session: Session, proposal_id: int, officer_id: int, reason: str, seen_number: int) -> None:
        row = _locked(session, proposal_id, officer_id)
        number, entry = latest_number(session), Entry(row.entry_type, row.entry_key)
        row.approve(officer_id, self._clock(), number + 1, _reason(reason))  # of two at once, one finds this number taken and starts again
        with session.no_autoflush:
            if seen_number != number or row.before != self._in_force(session, entry):
                raise WordingChanged("the wording changed since it was proposed or shown")
            errors = self._check(entry, row.content, approved_entries(session))
        if errors:
            raise InvalidWording(errors)
        self._record(session, row, "urgent_help_approved", officer_id)

    def _checked(self, session: Session, entry: Entry, content: Content, reason: str) -> str:
        """The tidied reason. Raises InvalidWording."""
        errors = dict(self._check(entry, content, approved_entries(session)))
        if not errors and content == self._in_force(session, entry):
            errors[""] = form_words("wording")["unchanged"]
        try:
            reason = _reason(reason)
        except InvalidWording as invalid:
            errors |= invalid.errors
        if errors:
            raise InvalidWording(errors)
        return reason

    def _in_force(self, session: Session, entry: Entry) -> Content:
        approved = approved_content(session, entry)
        return approved if approved is not None else (self._shipped(entry) or {})

    def _record(self, session: Session, row: UrgentHelpProposal, action: str, officer_id: int) -> None:
        session.flush()
        record(session, self._clock(), action, officer_id=officer_id,
               details={"proposal": row.id, "entry": f"{row.entry_type}:{row.entry_key}", "number": row.number})


def _locked(session: Session, proposal_id: int, officer_id: int) -> UrgentHelpProposal:
    """The proposal, for this active officer alone until the end of the transaction, still waiting."""
    _active(session, officer_id)
    row = session.get(UrgentHelpProposal, proposal_id, with_for_update=ROW_LOCK)
    if row is None:
        raise UnknownProposal("no such proposal")
    if row.status != PROPOSED:
        raise ProposalDecided(row.status, session.scalar(select(Officer.name).where(Officer.id == row.decided_by)) or "")
    return row


def _active(session: Session, officer_id: int) -> None:
    officer = session.get(Officer, officer_id, with_for_update=READ_LOCK)  # nobody deactivates them before this act is done
    if officer is None or not officer.is_active:
        raise UnknownOfficer("no such officer")


def _reason(typed: str) -> str:
    reason = " ".join(storable(typed).split())
    if not reason or len(reason) > REASON_MAX:
        raise InvalidWording({"reason": form_words("wording")["reason_too_long" if reason else "reason_missing"]})
    return reason


def _only(found: list[ProposalView]) -> ProposalView:
    if not found:
        raise UnknownProposal("no such proposal")
    return found[0]
