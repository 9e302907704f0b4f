"""The hand-over: one enquiry for one form, everything in one transaction, and nothing lost on the way."""
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from enquiries.errors import InvalidHandover, TooManyAttempts, UnknownEnquiry
from enquiries.models import AuditEvent, ContactDetails, Enquiry, OutboxMessage
from enquiries.reference import parse_reference
from tests.enquiries.conftest import PIN_ATTEMPTS, PIN_LOCK, Room


def _count(room: Room, table: type) -> int:
    with room.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _outbox_kinds(room: Room) -> list[str]:
    with room.database.reading() as session:
        return list(session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def test_confirming_gives_reference_pin_and_day_and_owes_two_mails(room: Room) -> None:
    confirmation = room.handovers.confirm(room.handover())
    assert parse_reference(confirmation.reference) == confirmation.reference
    assert len(confirmation.pin) == 6 and confirmation.pin.isdigit() and confirmation.pin not in repr(confirmation)
    assert (confirmation.promised_on.isoformat(), confirmation.created) == ("2026-11-30", True)
    assert _outbox_kinds(room) == ["acknowledgement", "officer_notice"]
    view = room.office.get(confirmation.reference)
    assert (view.origin, view.has_contact, view.can_email) == ("asked", True, True)
    assert [(event.action, event.actor, event.details) for event in view.audit] == [("asked_for_person", "asker", {"has_contact": True})]


def test_a_form_with_a_question_alone_is_enough(room: Room) -> None:
    confirmation = room.handovers.confirm(room.handover(name=None, email=None, phone=None, consent=False))
    assert not room.office.get(confirmation.reference).has_contact
    assert _count(room, ContactDetails) == 0 and _outbox_kinds(room) == ["officer_notice"]


def test_contact_details_are_tidied_and_stored_only_encrypted(room: Room) -> None:
    confirmation = room.handovers.confirm(room.handover(name="  Sam \n Smith ", email=" Sam@FAMILY.example ", phone="+44 1225 764647"))
    officer = room.officer()
    contact = room.office.reveal_contact(confirmation.reference, officer.id)
    assert contact and (contact.name, contact.email, contact.phone) == ("Sam Smith", "Sam@family.example", "01225 764647")
    with room.database.reading() as session:
        details = session.scalars(select(ContactDetails)).one()
        assert details.consented_at == room.clock() and details.consent_version
        assert b"family" not in details.blob
        stored = repr([row.__dict__ for table in (Enquiry, OutboxMessage, AuditEvent) for row in session.scalars(select(table))])
    assert "family.example" not in stored and "764647" not in stored and "Smith" not in stored


@pytest.mark.parametrize(("changes", "field"), [
    ({"question": " \n "}, "question"), ({"question": "x" * 4001}, "question"), ({"question": "\0"}, "question"),
    ({"email": "sam@"}, "email"), ({"email": "a@b.example\nBcc: c@d.example"}, "email"), ({"email": "sam"}, "email"),
    ({"phone": "12345"}, "phone"), ({"phone": "call me"}, "phone"), ({"phone": "0" * 30}, "phone"),
    ({"consent": False}, "consent"), ({"email": None, "consent": False}, "consent"), ({"name": "n" * 101}, "name"),
    ({"audience": "officer"}, "audience"), ({"submission_id": "short"}, "submission_id"), ({"submission_id": "x" * 65}, "submission_id"),
])
def test_a_bad_field_is_named_in_plain_words_and_nothing_is_stored(room: Room, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidHandover) as refusal:
        room.handovers.confirm(room.handover(**changes))
    assert list(refusal.value.errors) == [field] and refusal.value.errors[field].endswith(".")
    assert "sam" not in str(refusal.value).lower()
    assert _count(room, Enquiry) == _count(room, OutboxMessage) == 0


def test_every_bad_field_is_told_at_once(room: Room) -> None:
    with pytest.raises(InvalidHandover) as refusal:
        room.handovers.confirm(room.handover(question="", email="no", phone="no", consent=False))
    assert set(refusal.value.errors) == {"question", "email", "phone", "consent"}


def test_the_longest_question_is_taken(room: Room) -> None:
    assert room.handovers.confirm(room.handover(question="x" * 4000)).created


def test_the_same_form_twice_is_one_enquiry_and_the_same_words(room: Room) -> None:
    form = room.handover()
    first = room.handovers.confirm(form)
    room.clock.advance(days=3)
    again = room.handovers.confirm(form)
    assert again == replace(first, created=False)
    assert _count(room, Enquiry) == 1 and len(_outbox_kinds(room)) == 2


@pytest.mark.parametrize("correction", [{"email": "sam.right@family.example"}, {"question": "Who pays for riding?"}])
def test_a_corrected_form_sent_again_loses_no_correction_and_tells_no_pin(room: Room, correction: dict[str, str]) -> None:
    form = room.handover()
    first, corrected = room.handovers.confirm(form), room.handovers.confirm(replace(form, **correction))
    assert corrected.created and corrected.reference != first.reference and corrected.pin != first.pin


def test_what_fails_half_way_leaves_nothing(room: Room) -> None:
    class Broken:
        def encrypt(self, _contact: object) -> bytes:
            raise OSError("no keys")

    receipt = room.turn()
    room.handovers._vault = Broken()
    with pytest.raises(OSError):
        room.handovers.confirm(room.handover(receipt=receipt))
    [item] = room.office.queue().items
    assert (item.origin, item.version, _outbox_kinds(room)) == ("unanswered", 1, [])


@pytest.mark.parametrize("from_turn", [False, True])
def test_the_same_form_at_once_on_many_threads_is_one_enquiry(room: Room, at_once: Callable[..., list[Any]], from_turn: bool) -> None:
    form = room.handover(receipt=room.turn() if from_turn else None)
    answers = at_once(*[lambda: room.handovers.confirm(form)] * 4)
    assert len({(answer.reference, answer.pin, answer.promised_on) for answer in answers}) == 1
    assert sorted(answer.created for answer in answers) == [False, False, False, True]
    assert _count(room, Enquiry) == _count(room, ContactDetails) == 1 and len(_outbox_kinds(room)) == 2


def test_asking_for_a_person_upgrades_the_unanswered_enquiry(room: Room) -> None:
    receipt = room.turn("who pays for swimming")
    [waiting] = room.office.queue().items
    room.clock.advance(days=2)
    confirmation = room.handovers.confirm(room.handover(receipt=receipt, question="Who pays for swimming lessons?"))
    assert confirmation.reference == waiting.reference and _count(room, Enquiry) == 1
    view = room.office.get(waiting.reference)
    assert (view.origin, view.question, view.has_contact) == ("asked", "Who pays for swimming lessons?", True)
    assert view.due_on.isoformat() == "2026-12-02" and view.version > waiting.version
    assert view.shown == [{"type": "text", "text": "I do not know that yet."}]


def test_an_enquiry_that_an_officer_holds_stays_hers_when_it_is_upgraded(room: Room) -> None:
    officer, receipt = room.officer(), room.turn()
    reference = room.office.queue().items[0].reference
    room.office.claim(reference, officer.id)
    assert room.handovers.confirm(room.handover(receipt=receipt)).reference == reference
    assert room.office.get(reference).claimed_by == officer.id


def test_a_second_form_for_the_same_turn_is_a_second_enquiry(room: Room) -> None:
    receipt = room.turn()
    first = room.handovers.confirm(room.handover(receipt=receipt))
    second = room.handovers.confirm(room.handover(receipt=receipt, question="And riding?"))
    assert first.reference != second.reference and _count(room, ContactDetails) == 2


def test_after_a_reply_asking_for_a_person_opens_a_new_enquiry(room: Room) -> None:
    officer, receipt = room.officer(), room.turn()
    answered = room.office.queue().items[0].reference
    room.office.reply(answered, officer.id, "The club does.")
    assert room.handovers.confirm(room.handover(receipt=receipt)).reference != answered


def test_without_a_receipt_the_same_question_of_the_conversation_is_upgraded(room: Room) -> None:
    room.turn("who pays for swimming")
    same = room.handovers.confirm(room.handover(conversation_id="conversation-1", question="Who pays for swimming?"))
    other = room.handovers.confirm(room.handover(conversation_id="conversation-1", question="May I speak to somebody?"))
    assert room.office.get(same.reference).audit[0].action == "opened"
    assert other.reference != same.reference and _count(room, Enquiry) == 2


def test_an_answered_turn_can_be_handed_over_too_and_shows_the_reply_later(room: Room) -> None:
    receipt = room.turn("swimming", outcome="answered", replies=[{"type": "answer", "title": "Swimming"}])
    confirmation = room.handovers.confirm(room.handover(receipt=receipt, conversation_id="conversation-1"))
    room.office.reply(confirmation.reference, room.officer().id, "The club does.")
    [turn] = room.conversations.turns("conversation-1")
    assert turn.enquiry and turn.enquiry.replies[0].text == "The club does."
    assert room.office.get(confirmation.reference).shown == [{"type": "answer", "title": "Swimming"}]


@pytest.mark.parametrize("origin", [{"receipt": "nobody"}, {"conversation_id": "nobody"}, {"receipt": "a\0b"}])
def test_an_unknown_receipt_or_conversation_loses_nothing(room: Room, origin: dict[str, str]) -> None:
    assert room.handovers.confirm(room.handover(**origin)).created


def test_a_receipt_of_somebody_elses_conversation_is_not_followed(room: Room) -> None:
    theirs = room.turn(conversation_id="theirs")
    confirmation = room.handovers.confirm(room.handover(receipt=theirs, conversation_id="mine"))
    view = room.office.get(confirmation.reference)
    assert view.shown == [] and view.conversation_id is None and _count(room, Enquiry) == 2


def test_the_asker_decides_what_of_the_conversation_is_passed_on(room: Room) -> None:
    confirmation = room.handovers.confirm(room.handover(receipt=room.turn(), shown=[]))
    assert room.office.get(confirmation.reference).shown == []


def test_looking_up_shows_state_promise_and_reply(room: Room) -> None:
    officer, confirmation = room.officer(), room.handovers.confirm(room.handover())
    typed = confirmation.reference.lower().replace("-", " ")
    before = room.handovers.look_up(typed, f" {confirmation.pin[:3]} {confirmation.pin[3:]}")
    assert (before.status, before.replies, before.overdue, before.promised_on) == ("open", (), False, confirmation.promised_on)
    room.clock.advance(days=8)
    assert room.handovers.look_up(confirmation.reference, confirmation.pin).overdue
    room.office.reply(confirmation.reference, officer.id, "The club does.")
    after = room.handovers.look_up(confirmation.reference, confirmation.pin)
    assert (after.status, after.replies[0].text, after.overdue) == ("replied", "The club does.", False)


def _wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 1_000_000:06d}"


def test_wrong_pins_lock_the_reference_for_a_while_even_for_the_right_pin(room: Room) -> None:
    confirmation = room.handovers.confirm(room.handover())
    for _ in range(PIN_ATTEMPTS):
        with pytest.raises(UnknownEnquiry):
            room.handovers.look_up(confirmation.reference, _wrong(confirmation.pin))
    with pytest.raises(TooManyAttempts) as locked:
        room.handovers.look_up(confirmation.reference, confirmation.pin)
    assert locked.value.retry_at == room.clock() + PIN_LOCK
    room.clock.now = locked.value.retry_at
    assert room.handovers.look_up(confirmation.reference, confirmation.pin).status == "open"


def test_the_right_pin_forgets_earlier_mistakes(room: Room) -> None:
    confirmation = room.handovers.confirm(room.handover())
    for _ in range(3):
        for _ in range(PIN_ATTEMPTS - 1):
            with pytest.raises(UnknownEnquiry):
                room.handovers.look_up(confirmation.reference, _wrong(confirmation.pin))
        assert room.handovers.look_up(confirmation.reference, confirmation.pin)


def test_an_unknown_reference_behaves_exactly_like_a_wrong_pin(room: Room) -> None:
    known = room.handovers.confirm(room.handover())
    unknown = room.ids.reference()

    def refusals(reference: str, pin: str) -> list[tuple[type, str]]:
        seen = []
        for _ in range(PIN_ATTEMPTS + 2):
            with pytest.raises((UnknownEnquiry, TooManyAttempts)) as refusal:
                room.handovers.look_up(reference, pin)
            seen.append((type(refusal.value), str(refusal.value)))
        return seen

    assert refusals(unknown, known.pin) == refusals(known.reference, _wrong(known.pin))


@pytest.mark.parametrize("pin", ["", "1", "abcdef", "１２３４５６", "\ud800", "0" * 1000])
def test_odd_pins_are_wrong_pins(room: Room, pin: str) -> None:
    confirmation = room.handovers.confirm(room.handover())
    with pytest.raises(UnknownEnquiry):
        room.handovers.look_up(confirmation.reference, pin)


@pytest.mark.parametrize("reference", ["", "SP-0000-0001", "SP-7K3M", "no", "\0", "x" * 10_000])
def test_a_malformed_reference_is_an_unknown_one(room: Room, reference: str) -> None:
    with pytest.raises(UnknownEnquiry):
        room.handovers.look_up(reference, "123456")


def test_parallel_guesses_get_no_more_tries(room: Room, at_once: Callable[..., list[Any]]) -> None:
    confirmation = room.handovers.confirm(room.handover())
    answers = at_once(*[lambda: room.handovers.look_up(confirmation.reference, _wrong(confirmation.pin))] * 6)
    assert sum(isinstance(answer, UnknownEnquiry) for answer in answers) == PIN_ATTEMPTS
    assert sum(isinstance(answer, TooManyAttempts) for answer in answers) == 6 - PIN_ATTEMPTS


def test_old_counts_are_forgotten(room: Room) -> None:
    from enquiries.models import FailedLookup
    for _ in range(5):
        with pytest.raises(UnknownEnquiry):
            room.handovers.look_up(room.ids.reference(), "123456")
    room.clock.advance(seconds=2 * PIN_LOCK / timedelta(seconds=1) + 1)
    with pytest.raises(UnknownEnquiry):
        room.handovers.look_up(room.ids.reference(), "123456")
    assert _count(room, FailedLookup) == 1
