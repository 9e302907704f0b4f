"""Turns and receipts: what is recorded, when an enquiry opens, and what the asker reads back."""
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from database import Database
from enquiries.models import Enquiry, Turn
from tests.conftest import FakeClock
from tests.enquiries.conftest import Room, build_room


def _enquiries(room: Room) -> list[Enquiry]:
    with room.database.reading() as session:
        return list(session.scalars(select(Enquiry).order_by(Enquiry.id)))


def test_a_turn_reads_back_as_it_was_recorded(room: Room) -> None:
    receipt = room.turn("my son [name] needs a plan", outcome="answered", masked=("name",), answered_by="direct", duration_ms=42,
                        replies=[{"type": "answer", "text": "…"}], trace={"candidates": [{"id": "a", "score": 0.5}]})
    [turn] = room.conversations.turns("conversation-1")
    assert room.conversations.turn(receipt) == turn
    assert (turn.receipt, turn.text, turn.masked, turn.answered_by, turn.duration_ms) == (
        receipt, "my son [name] needs a plan", ("name",), "direct", 42)
    assert turn.trace["candidates"][0]["score"] == 0.5 and turn.created_at == room.clock() and turn.enquiry is None


def test_an_unknown_conversation_or_receipt_is_empty(room: Room) -> None:
    assert room.conversations.turns("never-seen") == []
    assert room.conversations.turn("never-seen") is None
    assert room.conversations.turns("nul \0 and \ud800") == []


@pytest.mark.parametrize("outcome", ["answered", "clarification", "urgent_help", "small_talk", "refused", "unavailable"])
def test_other_outcomes_open_no_enquiry(room: Room, outcome: str) -> None:
    room.turn(outcome=outcome)
    assert _enquiries(room) == []


def test_an_unanswered_turn_is_in_the_queue_with_a_promise_and_no_contact(room: Room) -> None:
    room.turn("who pays for swimming")
    [item] = room.office.queue().items
    view = room.office.get(item.reference)
    assert (view.origin, view.status, view.question, view.due_on.isoformat()) == ("unanswered", "open", "who pays for swimming", "2026-11-30")
    assert not view.has_contact and view.shown[0]["text"] == "I do not know that yet."
    assert item.trace == {"candidates": ["a"]} and [event.action for event in view.audit] == ["opened"]
    assert room.office.mail_state().waiting == 0


def test_the_same_question_again_in_the_conversation_is_one_enquiry(room: Room) -> None:
    for text in ("who pays for swimming", "Who pays  for swimming?"):
        room.turn(text)
    assert len(_enquiries(room)) == 1
    assert len({turn.enquiry.reference for turn in room.conversations.turns("conversation-1") if turn.enquiry}) == 1
    room.turn("who pays for riding")
    room.turn("who pays for swimming", conversation_id="conversation-2")
    assert len(_enquiries(room)) == 3


def test_asked_again_after_it_was_answered_opens_a_new_one(room: Room) -> None:
    officer = room.officer()
    room.turn()
    room.office.reply(_enquiries(room)[0].reference, officer.id, "The swimming club does.")
    room.turn()
    assert [enquiry.status for enquiry in _enquiries(room)] == ["replied", "open"]


def test_a_follow_up_is_queued_as_the_whole_question(room: Room) -> None:
    room.turn("who decides that", question="who decides on swimming")
    assert _enquiries(room)[0].question == "who decides on swimming"
    assert room.conversations.turns("conversation-1")[0].text == "who decides that"


def test_the_asker_sees_the_reply_and_the_close_reason_in_the_conversation(room: Room) -> None:
    officer = room.officer()
    room.turn("who pays for swimming")
    room.turn("is the moon cheese")
    swimming, moon = _enquiries(room)
    room.office.reply(swimming.reference, officer.id, "The swimming club does.")
    room.office.close(moon.reference, officer.id, "out_of_scope")
    first, second = room.conversations.turns("conversation-1")
    assert first.enquiry and first.enquiry.replies[0].text == "The swimming club does." and first.enquiry.close_reason is None
    assert second.enquiry and second.enquiry.status == "closed" and "not the right people" in (second.enquiry.close_reason or "")


def test_a_turn_is_recorded_with_its_enquiry_or_not_at_all(database: Database, clock: FakeClock) -> None:
    room = build_room(database, clock)
    with pytest.raises((StatementError, TypeError)):
        room.turn(trace={"not": object()})  # cannot be stored: fails after the enquiry was opened in the same transaction
    with database.reading() as session:
        assert session.scalar(select(func.count(Turn.id))) == session.scalar(select(func.count(Enquiry.id))) == 0


def test_nuls_and_broken_unicode_are_stored_harmless(room: Room) -> None:
    room.turn("a\0b \ud800 c", trace={"text": "x\0y\udfff"})
    [turn] = room.conversations.turns("conversation-1")
    assert turn.text == "ab ? c" and turn.trace == {"text": "xy?"}


def test_turns_of_one_new_conversation_at_once_make_one_enquiry(room: Room, at_once: Callable[..., list[Any]]) -> None:
    receipts = at_once(*[room.turn] * 4)
    assert len(set(receipts)) == 4 and all(isinstance(receipt, str) for receipt in receipts)
    assert len(_enquiries(room)) == 1
    assert {turn.receipt for turn in room.conversations.turns("conversation-1")} == set(receipts)
