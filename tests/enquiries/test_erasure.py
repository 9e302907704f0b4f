"""Erasure on request: one enquiry and its conversation, at once, with a trail of who and why."""
from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from enquiries.conversations import TurnRecord
from enquiries.errors import UnknownEnquiry
from enquiries.models import AuditEvent, Conversation, Enquiry
from enquiries.retention.erasure import Erasure
from enquiries.retention.figures import Figures
from tests.enquiries.conftest import Room
from tests.enquiries.stored import holds, rows


def an_erasure(room: Room) -> Erasure:
    return Erasure(room.database, room.clock, room.calendar.local_date)


def asked(room: Room, conversation: str = "conversation-1") -> str:
    """The reference of an open enquiry with a conversation of two turns."""
    room.turn("zyxomma first", conversation_id=conversation, outcome="answered")
    receipt = room.turn("who pays for yabbie", conversation_id=conversation)
    form = room.handover(question="who pays for yabbie", receipt=receipt, conversation_id=conversation)
    return room.handovers.confirm(form).reference


@pytest.mark.parametrize("state", ["open", "claimed", "replied", "closed"])
def test_everything_of_it_is_gone_whatever_its_status(room: Room, state: str) -> None:
    reference, officer = asked(room), room.officer()
    if state == "claimed":
        room.office.claim(reference, officer.id)
    if state == "replied":
        room.office.reply(reference, officer.id, "The wombatfund pays.")
    if state == "closed":
        room.office.close(reference, officer.id, "other", "It is numbatwords.")
    erased = an_erasure(room).erase(reference.lower(), "Ann Officer", "the family asked")
    assert erased.references == (reference,) and erased.files_clean
    assert (erased.counts["turns"], erased.counts["conversations"], erased.counts["contacts"], erased.counts["enquiries"]) == (2, 1, 1, 1)
    assert not holds(room.database, "zyxomma", "yabbie", "wombatfund", "numbatwords", "conversation-1", "I do not know that yet")
    left = rows(room.database)
    assert not any(left[table] for table in ("turns", "conversations", "contact_details", "outbox_messages", "replies", "failed_lookups"))


def test_the_reference_is_unknown_to_everybody_afterwards(room: Room) -> None:
    confirmation = room.handovers.confirm(room.handover())
    officer = room.officer()
    an_erasure(room).erase(confirmation.reference, "Ann", "asked to")
    with pytest.raises(UnknownEnquiry):
        room.handovers.look_up(confirmation.reference, confirmation.pin)
    for act in (room.office.get, room.office.audit, lambda reference: room.office.reply(reference, officer.id, "Hello"),
                lambda reference: an_erasure(room).erase(reference, "Ann", "twice")):
        with pytest.raises(UnknownEnquiry):
            act(confirmation.reference)
    assert room.office.queue().total == room.office.queue().counts.waiting == room.office.queue().counts.closed == 0


def test_who_when_and_why_are_kept_without_a_word_of_it(room: Room) -> None:
    reference = asked(room)
    an_erasure(room).erase(reference, "  Ann \n Officer ", "the family asked")
    with room.database.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "erased")).one()
    assert (event.at, event.actor) == (room.clock(), "program")
    assert event.details == {"by": "Ann Officer", "reason": "the family asked", "reference": reference, "turns": 2, "conversations": 1,
                             "contacts": 1, "mails": 2, "unsent_mails": 2, "enquiries": 1}


def test_other_enquiries_of_the_conversation_go_too_and_are_named(room: Room) -> None:
    room.turn("who pays for swimming")
    first = room.office.queue().items[0].reference
    second = room.handovers.confirm(room.handover(question="another", conversation_id="conversation-1")).reference
    elsewhere = asked(room, "conversation-2")
    erased = an_erasure(room).erase(second, "Ann", "asked to")
    assert erased.references == (second, first)
    with room.database.reading() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.action == "erased").order_by(AuditEvent.id)).all()
        assert session.scalars(select(Conversation.id)).all() == ["conversation-2"]
    assert [event.details["reference"] for event in events] == [second, first] and events[1].details["together_with"] == second
    assert room.office.get(elsewhere).question == "who pays for yabbie" and len(room.conversations.turns("conversation-2")) == 2


def test_counts_stay_and_a_promise_that_was_withdrawn_is_neither_kept_nor_late(room: Room) -> None:
    day = room.calendar.local_date(room.clock())
    reference = asked(room)
    figures = Figures(room.database, room.calendar.local_date)
    turns = figures.turns(day, day)
    due_on = room.office.get(reference).due_on
    an_erasure(room).erase(reference, "Ann", "asked to")
    assert figures.turns(day, day) == turns and sum(figure.turns for figure in turns) == 2
    promises = figures.promises(due_on, due_on)
    assert (promises.withdrawn, promises.kept, promises.late, promises.waiting, promises.asked) == (1, 0, 0, 0, 1)


@pytest.mark.parametrize("reference", ["SP-0000-0000", "SP-7K3M-9QXX", "removed-1", "", "anything"])
def test_an_unknown_reference_changes_nothing(room: Room, reference: str) -> None:
    other = asked(room)
    an_erasure(room).erase(other, "Ann", "asked to")
    before = rows(room.database)
    with pytest.raises(UnknownEnquiry):
        an_erasure(room).erase(reference, "Ann", "asked to")
    assert rows(room.database) == before


@pytest.mark.parametrize(("by", "reason"), [("", "why"), ("Ann", " \n "), ("a" * 101, "why"), ("Ann", "w" * 501)])
def test_nobody_erases_without_a_name_and_a_reason(room: Room, by: str, reason: str) -> None:
    reference = asked(room)
    with pytest.raises(ValueError):
        an_erasure(room).erase(reference, by, reason)
    assert room.office.get(reference).question == "who pays for yabbie"


def test_the_conversation_can_go_on(room: Room) -> None:
    an_erasure(room).erase(asked(room), "Ann", "asked to")
    room.turn("who pays for swimming")
    assert [turn.text for turn in room.conversations.turns("conversation-1")] == ["who pays for swimming"]
    with room.database.reading() as session:
        assert len(session.scalars(select(Enquiry)).all()) == 2


def test_erased_and_asked_to_be_erased_at_once(room: Room, at_once) -> None:
    reference = asked(room)
    results = at_once(*[lambda: an_erasure(room).erase(reference, "Ann", "asked to")] * 3)
    assert sorted(type(result).__name__ for result in results) == ["Erased", "UnknownEnquiry", "UnknownEnquiry"]


def test_erased_while_the_family_writes(room: Room, at_once) -> None:
    reference = asked(room)
    results = at_once(lambda: an_erasure(room).erase(reference, "Ann", "asked to"),
                      *[lambda: room.turn("quokka is new", outcome="answered")] * 4)
    assert not [result for result in results if isinstance(result, Exception)]
    assert not holds(room.database, "zyxomma", "yabbie")


def test_what_the_family_was_sending_at_that_moment_goes_too(room: Room) -> None:
    reference, done = asked(room), []
    erasing = threading.Thread(target=lambda: done.append(an_erasure(room).erase(reference, "Ann", "asked to")))
    turn = TurnRecord(conversation_id="conversation-1", audience="parent", text="quokka is unanswered", outcome="unanswered")
    with room.database.writing() as session:
        room.conversations._record(session, turn)
        session.flush()
        erasing.start()
        erasing.join(0.5)
    erasing.join(20)
    assert done[0].counts["turns"] == 3 and done[0].counts["enquiries"] == 2
    assert not holds(room.database, "quokka", "zyxomma", "yabbie")
