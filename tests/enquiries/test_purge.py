"""The purge: what is past its period goes, what waits for a person stays, counts stay, and nothing deleted can be read again."""
from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from enquiries.errors import UnknownEnquiry
from enquiries.models import AuditEvent, ContactDetails, Conversation, Enquiry, FailedLookup, OutboxMessage, Turn
from enquiries.retention.figures import Figures
from enquiries.retention.periods import RetentionPeriods
from enquiries.retention.purge import Purge
from enquiries.views import QueueFilter
from tests.enquiries.conftest import Room
from tests.enquiries.stored import TRAIL, holds, rows

DAYS = RetentionPeriods.of_days(conversations=90, contacts=30, enquiries=365)
ANSWERED = {"outcome": "answered", "replies": [{"type": "answer", "topic": "transport", "text": "Ask for the bunyipform."}],
            "trace": {"candidates": ["quokkatrace"]}}


def a_purge(room: Room, batch: int = 200) -> Purge:
    return Purge(room.database, room.clock, DAYS, room.calendar.local_date, batch)


def replied(room: Room, reply: str = "Here is how.", **form: Any) -> str:
    """The reference of an enquiry that an officer replied to now."""
    reference = room.handovers.confirm(room.handover(**form)).reference
    officer = next(iter(room.officers.all()), None) or room.officer()
    room.office.reply(reference, officer.id, reply)
    return reference


def closed(room: Room, **form: Any) -> str:
    reference = room.handovers.confirm(room.handover(**form)).reference
    officer = next(iter(room.officers.all()), None) or room.officer()
    room.office.close(reference, officer.id, "other", "Closed with numbatwords.")
    return reference


def test_a_conversation_goes_so_long_after_its_last_turn(room: Room) -> None:
    room.turn("the zyxomma question", **ANSWERED)
    room.clock.advance(days=60)
    room.turn("and the yabbie too", **ANSWERED)
    room.clock.advance(days=90, seconds=-1)
    assert a_purge(room).run("command").counts == {}
    room.clock.advance(seconds=1)
    assert a_purge(room).run("command").counts == {"conversations": 1, "turns": 2}
    assert not holds(room.database, "zyxomma", "yabbie", "bunyipform", "quokkatrace", "conversation-1")


@pytest.mark.parametrize("end", [replied, closed])
def test_contact_details_and_mail_go_so_long_after_the_end(room: Room, end: Callable[..., str]) -> None:
    reference = end(room)
    with room.database.reading() as session:
        blob = session.scalars(select(ContactDetails.blob)).one()
    room.clock.advance(days=30, seconds=-1)
    assert a_purge(room).run("command").counts == {}
    room.clock.advance(seconds=1)
    assert a_purge(room).run("command").counts == {"contacts": 1, "mails": 3, "unsent_mails": 3}
    assert not holds(room.database, blob.decode())
    view = room.office.get(reference)
    assert (view.question, view.has_contact, view.can_email) == ("Who pays for swimming?", False, False)


def test_the_words_of_an_ended_enquiry_go_and_its_reference_is_unknown(room: Room) -> None:
    room.turn("who pays for zyxomma")
    waiting = room.handover(question="who pays for zyxomma", conversation_id="conversation-1")
    confirmation = room.handovers.confirm(waiting)
    room.office.reply(confirmation.reference, room.officer().id, "The wombatfund does.")
    closed_reference = closed(room, question="the second yabbie")
    room.clock.advance(days=365)
    counts = a_purge(room).run("command").counts
    assert counts == {"conversations": 1, "turns": 1, "contacts": 2, "mails": 6, "unsent_mails": 6, "enquiries": 2, "replies": 1}
    assert not holds(room.database, "zyxomma", "wombatfund", "yabbie", "numbatwords", confirmation.reference, closed_reference)
    for gone in (confirmation.reference, closed_reference):
        with pytest.raises(UnknownEnquiry):
            room.office.get(gone)
        with pytest.raises(UnknownEnquiry):
            room.handovers.look_up(gone, confirmation.pin)
    for status in ("waiting", "replied", "closed", None):
        page = room.office.queue(QueueFilter(status=status))
        assert (page.items, page.total, page.counts.replied, page.counts.closed) == ((), 0, 0, 0)


def test_an_open_enquiry_holds_its_conversation_and_everything_of_its_own(room: Room) -> None:
    room.turn("an answered thing", **ANSWERED)
    room.turn("who pays for zyxomma")
    room.handovers.confirm(room.handover())
    officer = room.officer()
    taken = room.handovers.confirm(room.handover()).reference
    room.office.claim(taken, officer.id)
    before = rows(room.database, but=TRAIL)
    room.clock.advance(days=5000)
    assert a_purge(room).due() == {} and a_purge(room).run("command").counts == {}
    assert rows(room.database, but=TRAIL) == before


def test_a_reopened_enquiry_is_open_again(room: Room) -> None:
    reference = replied(room)
    room.clock.advance(days=29)
    room.office.reopen(reference, room.officers.all()[0].id)
    room.clock.advance(days=5000)
    assert a_purge(room).run("command").counts == {}


def test_a_long_conversation_outlives_its_old_enquiry_without_a_way_to_it(room: Room) -> None:
    room.turn("who pays for zyxomma")
    [item] = room.office.queue().items
    room.office.reply(item.reference, room.officer().id, "Nobody.")
    for _ in range(13):
        room.clock.advance(days=30)
        room.turn("still here", **ANSWERED)
    assert a_purge(room).run("command").counts == {"enquiries": 1, "replies": 1}
    turns = room.conversations.turns("conversation-1")
    assert len(turns) == 14 and all(turn.enquiry is None for turn in turns)


def test_a_dry_run_says_exactly_what_a_run_then_does_and_changes_nothing(room: Room) -> None:
    for number in range(7):
        room.turn("zyxomma", conversation_id=f"conversation-{number}", **ANSWERED)
        replied(room)
        closed(room)
    with pytest.raises(UnknownEnquiry):
        room.handovers.look_up("SP-0000-0000", "000000")
    room.clock.advance(days=400)
    before, due = rows(room.database), a_purge(room).due()
    assert rows(room.database) == before and due["conversations"] == 7 and due["enquiries"] == 14
    heard: list[str] = []
    done = a_purge(room, batch=3).run("command", report=lambda name, _counts: heard.append(name))
    assert done.counts == due and done.complete and done.files_clean
    assert heard.count("conversations") == 3 and heard.count("enquiries") == 5


def test_contact_details_never_outlive_their_enquiry(room: Room) -> None:
    replied(room)
    room.clock.advance(days=10)
    periods = RetentionPeriods.of_days(conversations=90, contacts=300, enquiries=10)
    work = Purge(room.database, room.clock, periods, room.calendar.local_date)
    due = work.due()
    assert work.run("command").counts == due and due["contacts"] == due["enquiries"] == 1


def test_counts_survive(room: Room) -> None:
    day = room.calendar.local_date(room.clock())
    room.turn("one", conversation_id="c-1", **ANSWERED)
    room.turn("two", conversation_id="c-1", **ANSWERED)
    room.turn("three", conversation_id="c-2", **ANSWERED)
    room.turn("four", conversation_id="c-3", outcome="small_talk", replies=[])
    replied(room, conversation_id="c-3")
    late = room.handovers.confirm(room.handover()).reference
    room.clock.advance(days=40)
    room.office.reply(late, room.officers.all()[0].id, "Sorry.")
    figures, last = Figures(room.database, room.calendar.local_date), day + timedelta(days=60)
    turns, promises = figures.turns(day, last), figures.promises(day, last)
    assert [(figure.outcome, figure.topic, figure.turns, figure.conversations) for figure in turns] == [
        ("answered", "transport", 3, 2), ("small_talk", "", 1, 1)]
    assert (promises.kept, promises.late, promises.waiting, promises.asked) == (1, 1, 0, 2)
    room.clock.advance(days=100)
    a_purge(room, batch=1).run("command")
    room.turn("five", conversation_id="c-4", **ANSWERED)
    assert figures.turns(day, last) == turns and figures.promises(day, last) == promises
    room.clock.advance(days=400)
    a_purge(room).run("command")
    assert figures.turns(day, last) == turns and figures.promises(day, last) == promises
    with room.database.reading() as session:
        assert session.scalars(select(Turn)).all() == [] and session.scalars(select(Conversation)).all() == []


def test_each_batch_and_each_run_is_in_the_audit_trail_without_a_word(room: Room) -> None:
    room.turn("zyxomma", **ANSWERED)
    replied(room, question="yabbie")
    room.clock.advance(days=400)
    a_purge(room).run("website")
    with room.database.reading() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.action.like("purge%")).order_by(AuditEvent.id)).all()
    assert [(event.actor, event.details.get("kind")) for event in events] == [
        ("program", "conversations"), ("program", "contacts"), ("program", "enquiries"), ("program", None)]
    assert events[-1].details == {"started_by": "website", "complete": True, "files_clean": True, "conversations": 1, "turns": 1,
                                  "contacts": 1, "mails": 3, "unsent_mails": 3, "enquiries": 1, "replies": 1}


def test_wrong_pins_are_forgotten_once_they_lock_nothing(room: Room) -> None:
    for _ in range(3):
        with pytest.raises(UnknownEnquiry):
            room.handovers.look_up("SP-0000-0000", "000000")
    with room.database.writing() as session:
        session.scalars(select(FailedLookup)).one().locked_until = room.clock() + timedelta(days=3)
    room.clock.advance(days=2)
    assert a_purge(room).run("command").counts == {}
    room.clock.advance(days=1)
    assert a_purge(room).run("command").counts == {"lookups": 1}


def test_a_run_that_is_stopped_says_so_and_the_next_one_goes_on(room: Room) -> None:
    for number in range(5):
        room.turn("zyxomma", conversation_id=f"c-{number}", **ANSWERED)
    room.clock.advance(days=90)
    answers = iter([False, False, True])
    stopped = a_purge(room, batch=1).run("website", stopped=lambda: next(answers))
    assert (stopped.complete, stopped.counts["conversations"]) == (False, 2)
    assert a_purge(room).run("website").counts["conversations"] == 3


def test_several_purges_at_once_count_and_delete_everything_once(room: Room, at_once: Callable[..., list[Any]]) -> None:
    day = room.calendar.local_date(room.clock())
    for number in range(24):
        room.turn("zyxomma", conversation_id=f"c-{number}", **ANSWERED)
        if number % 4 == 0:
            replied(room)
    figures = Figures(room.database, room.calendar.local_date).turns(day, day)
    room.clock.advance(days=400)
    results = at_once(*[lambda: a_purge(room, batch=2).run("command").counts] * 3)
    rest = a_purge(room).run("command").counts
    total = sum(results, rest)
    assert (total["conversations"], total["turns"], total["contacts"], total["enquiries"]) == (24, 24, 6, 6)
    assert Figures(room.database, room.calendar.local_date).turns(day, day) == figures


def test_a_family_that_comes_back_after_the_purge_begins_anew(room: Room) -> None:
    receipt = room.turn("zyxomma", **ANSWERED)
    room.clock.advance(days=90)
    a_purge(room).run("command")
    assert room.conversations.turn(receipt) is None
    late = room.handovers.confirm(room.handover(receipt=receipt, conversation_id="conversation-1"))
    room.turn("again", **ANSWERED)
    assert late.created and [turn.text for turn in room.conversations.turns("conversation-1")] == ["again"]


def test_nothing_of_it_is_logged(room: Room, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    room.turn("zyxomma", **ANSWERED)
    replied(room, question="yabbie", name="Quendoline")
    room.clock.advance(days=400)
    with caplog.at_level(logging.DEBUG):
        a_purge(room).run("command")
    said = caplog.text + "".join(capfd.readouterr())
    assert not [word for word in ("zyxomma", "yabbie", "Quendoline", "family.example", "SP-") if word in said]


def test_a_mail_that_is_purged_while_a_dispatcher_holds_it_is_nobodys_fault(room: Room) -> None:
    from tests.enquiries.test_outbox import Postbox, _dispatcher
    replied(room)
    room.clock.advance(days=30)
    dispatcher, postbox = _dispatcher(room, None), Postbox()
    leased = dispatcher._lease_next()
    a_purge(room).run("command")
    assert dispatcher._deliver(leased, postbox) == 0 and postbox.sent == []
    with room.database.reading() as session:
        assert session.scalars(select(OutboxMessage)).all() == []
        assert session.scalars(select(Enquiry.status)).all() == ["replied"]
