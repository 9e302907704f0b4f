"""The urgent help's wording: proposed by one, decided on by another, every version kept."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from enquiries.errors import (
    InvalidWording,
    NotTheProposer,
    OwnProposal,
    ProposalDecided,
    UnknownOfficer,
    UnknownProposal,
    WordingChanged,
)
from enquiries.models import AuditEvent, UrgentHelpProposal
from enquiries.urgent_help_wording.live import LiveWording
from enquiries.urgent_help_wording.service import WordingService
from enquiries.urgent_help_wording.views import fingerprint
from tests.enquiries.conftest import Room
from tests.enquiries.wording import ABUSE, NHS, SHIPPED, propose, wording_of

NEW = {"text": "Ring 999 now."}


@pytest.fixture
def wording(room: Room) -> WordingService:
    return wording_of(room)


@pytest.fixture
def people(room: Room) -> tuple[int, int, int]:
    """Ann, Ben and Cara."""
    return tuple(room.officer(f"{name} Officer").id for name in ("Ann", "Ben", "Cara"))


def trail(room: Room) -> list[tuple[str, int | None, Any]]:
    with room.database.reading() as session:
        return [(event.action, event.officer_id, event.details.get("entry")) for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))
                if event.action.startswith("urgent_help")]


def test_a_proposal_is_in_force_once_a_second_person_approves(room: Room, wording: WordingService, people) -> None:
    ann, ben, _ = people
    proposal = propose(wording, ann, NEW)
    assert wording.in_force(ABUSE) == SHIPPED[ABUSE] and wording.approved() == [] and wording.count_waiting() == 1
    wording.approve(proposal, ben, "Reads well.", wording.number())
    assert wording.in_force(ABUSE) == NEW and [entry.content for entry in wording.approved()] == [NEW]
    view = wording.get(proposal)
    assert (view.status, view.proposed_by_name, view.decided_by_name, view.decision_reason) == ("approved", "Ann Officer", "Ben Officer", "Reads well.")
    assert view.before == SHIPPED[ABUSE] and view.in_force and wording.waiting() == []
    assert trail(room) == [("urgent_help_proposed", ann, "kind:abuse"), ("urgent_help_approved", ben, "kind:abuse")]


def test_nobody_decides_on_their_own(room: Room, wording: WordingService, people) -> None:
    ann, ben, _ = people
    proposal = propose(wording, ann, NEW)
    with pytest.raises(OwnProposal):
        wording.approve(proposal, ann, "I like it.", 0)
    with pytest.raises(OwnProposal):
        wording.reject(proposal, ann, "I do not like it.")
    with pytest.raises(NotTheProposer):
        wording.withdraw(proposal, ben)
    assert wording.get(proposal).waits and wording.in_force(ABUSE) == SHIPPED[ABUSE]
    for values in ({"status": "approved", "decided_by": ann, "number": 1}, {"status": "rejected", "decided_by": ann},
                   {"status": "withdrawn", "decided_by": ben}, {"status": "approved", "decided_by": ben}, {"status": "approved", "number": 1},
                   {"status": "lost"}):
        with pytest.raises(IntegrityError), room.database.writing() as session:
            session.execute(update(UrgentHelpProposal).values(**values))


def test_what_is_decided_stays_decided(wording: WordingService, people) -> None:
    ann, ben, cara = people
    rejected, withdrawn = propose(wording, ann, NEW), propose(wording, ben, {"text": "Other."})
    wording.reject(rejected, ben, "Too short.")
    wording.withdraw(withdrawn, ben)
    for proposal, status in ((rejected, "rejected"), (withdrawn, "withdrawn")):
        for act in (lambda p: wording.approve(p, cara, "Yes.", 0), lambda p: wording.reject(p, cara, "No."), lambda p: wording.withdraw(p, ann)):
            with pytest.raises(ProposalDecided) as told:
                act(proposal)
            assert told.value.status == status and told.value.by_name == "Ben Officer"
    assert wording.in_force(ABUSE) == SHIPPED[ABUSE] and wording.number() == 0
    assert {view.status for view in wording.history(ABUSE)} == {"rejected", "withdrawn"}


def test_an_approval_of_what_changed_in_between_is_refused(wording: WordingService, people) -> None:
    ann, ben, cara = people
    first, second = propose(wording, ann, NEW), propose(wording, cara, {"text": "Other."})
    wording.approve(first, ben, "Yes.", 0)
    with pytest.raises(WordingChanged):
        wording.approve(second, ben, "Yes.", wording.number())
    assert wording.get(second).waits and wording.in_force(ABUSE) == NEW
    elsewhere = propose(wording, ann, {"name": "NHS 111", "phone": "111"}, NHS)
    with pytest.raises(WordingChanged):
        wording.approve(elsewhere, ben, "Yes.", 0)
    with pytest.raises(WordingChanged):
        wording.propose(ABUSE, {"text": "Third."}, "Why not.", ann, fingerprint(SHIPPED[ABUSE]))


def test_the_rules_hold_when_it_is_proposed_and_again_when_it_is_approved(wording: WordingService, people) -> None:
    ann, ben, _ = people
    for content, reason, field in (({"text": "forbidden"}, "Why.", "text"), (NEW, "  ", "reason"), (NEW, "x" * 501, "reason"), (SHIPPED[ABUSE], "Why.", "")):
        with pytest.raises(InvalidWording) as refused:
            propose(wording, ann, content, reason=reason)
        assert set(refused.value.errors) == {field}
    shows = propose(wording, ann, {"text": "Ring 111.", "shows": "nhs_111"})
    with pytest.raises(InvalidWording):
        wording.approve(shows, ben, " ", 0)
    wording.approve(propose(wording, ann, {"left_out": True}, NHS), ben, "Gone.", 0)
    with pytest.raises(InvalidWording):
        wording.approve(shows, ben, "Yes.", wording.number())
    assert wording.get(shows).waits


def test_going_back_is_a_proposal_like_any_other(wording: WordingService, people) -> None:
    ann, ben, _ = people
    wording.approve(propose(wording, ann, NEW), ben, "Yes.", 0)
    earlier = wording.history(ABUSE)[-1].before
    wording.approve(propose(wording, ben, earlier, reason="The old words were better."), ann, "Agreed.", wording.number())
    assert wording.in_force(ABUSE) == SHIPPED[ABUSE]
    assert [(view.number, view.in_force) for view in wording.history(ABUSE)] == [(2, True), (1, False)]


def test_sent_twice_is_one_and_unknown_people_and_proposals_are_refused(room: Room, wording: WordingService, people) -> None:
    ann, ben, cara = people
    assert propose(wording, ann, NEW) == propose(wording, ann, NEW) and wording.count_waiting() == 1
    room.officers.deactivate(cara, by=ann)
    with pytest.raises(UnknownOfficer):
        propose(wording, cara, NEW)
    with pytest.raises(UnknownOfficer):
        wording.approve(wording.waiting()[0].id, cara, "Yes.", 0)
    with pytest.raises(UnknownProposal):
        wording.approve(999, ben, "Yes.", 0)
    with pytest.raises(UnknownProposal):
        wording.get(999)


def test_of_two_decisions_at_once_one_wins_and_the_other_is_told(wording: WordingService, people, at_once: Callable[..., list[Any]]) -> None:
    ann, ben, cara = people
    proposal = propose(wording, ann, NEW)
    results = at_once(lambda: wording.approve(proposal, ben, "Yes.", 0), lambda: wording.reject(proposal, cara, "No."))
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "ProposalDecided"]
    assert wording.get(proposal).status == ("approved" if results[0] is None else "rejected")


def test_of_two_approvals_at_once_for_one_entry_one_goes_through(wording: WordingService, people, at_once: Callable[..., list[Any]]) -> None:
    ann, ben, cara = people
    first, second = propose(wording, ann, NEW), propose(wording, ann, {"text": "Other."})
    start = wording.number()
    results = at_once(lambda: wording.approve(first, ben, "Yes.", start), lambda: wording.approve(second, cara, "Yes.", start))
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "WordingChanged"]
    assert wording.number() == start + 1 and len(wording.approved()) == 1


def test_other_processes_follow_and_keep_the_last_good_words(room: Room, wording: WordingService, people) -> None:
    ann, ben, _ = people
    broken: list[bool] = []

    def database():
        if broken:
            raise OSError("the database is away")
        return room.database
    built: list[int] = []
    live = LiveWording(database, lambda entries: built.append(1) or {entry.key: entry.content for entry in entries})
    assert live.texts is None, "nothing is opened before the first look"
    assert live.refresh() and live.texts == {} and not live.refresh() and built == [1]
    wording.approve(propose(wording, ann, NEW), ben, "Yes.", 0)
    assert live.refresh() and live.texts == {"abuse": NEW}
    broken.append(True)
    assert not live.refresh() and live.texts == {"abuse": NEW}
    broken.clear()
    wording.approve(propose(wording, ann, {"text": "Third."}), ben, "Yes.", wording.number())
    assert live.refresh() and live.texts == {"abuse": {"text": "Third."}}


def test_words_that_cannot_be_built_leave_the_last_good_ones(room: Room, wording: WordingService, people) -> None:
    ann, ben, _ = people

    def build(entries):
        if entries:
            raise ValueError("a word of somebody")
        return "shipped"
    live = LiveWording(lambda: room.database, build)
    live.refresh()
    wording.approve(propose(wording, ann, NEW), ben, "Yes.", 0)
    assert not live.refresh() and live.texts == "shipped"
