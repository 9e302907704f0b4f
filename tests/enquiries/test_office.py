"""The officers' work: one claims, one replies, everybody can see who did what."""
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from enquiries.errors import (
    AlreadyClaimed,
    AuditIsAppendOnly,
    InvalidReply,
    StaleEnquiry,
    TransitionNotAllowed,
    UnknownEnquiry,
    UnknownOfficer,
)
from enquiries.models import AuditEvent, OutboxMessage, Reply
from enquiries.views import QueueFilter
from enquiries.words import close_reasons
from tests.enquiries.conftest import Room


def _asked(room: Room, **changes: Any) -> str:
    return room.handovers.confirm(room.handover(**changes)).reference


def _mails(room: Room) -> list[str]:
    with room.database.reading() as session:
        return list(session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def test_the_queue_is_by_due_date_with_counts_and_filters(room: Room) -> None:
    ann, bob = room.officer("Ann"), room.officer("Bob")
    first = _asked(room)
    room.clock.advance(days=4)
    second = _asked(room)
    room.turn("who pays for riding")
    room.clock.advance(days=4)  # Tuesday 1 December: the first was due on Monday, the others on Friday
    third = _asked(room)
    room.office.claim(second, bob.id)
    room.office.reply(third, ann.id, "Here it is.")
    page = room.office.queue()
    assert [item.reference for item in page.items][:2] == [first, second] and page.total == 3
    assert [(item.overdue, item.claimed_by_name, item.origin) for item in page.items] == [
        (True, None, "asked"), (False, "Bob", "asked"), (False, None, "unanswered")]
    counts = page.counts
    assert (counts.open, counts.claimed, counts.replied, counts.closed, counts.overdue, counts.due_today, counts.asked, counts.waiting) == (
        2, 1, 1, 0, 1, 0, 2, 3)

    def listed(**filters: Any) -> list[str]:
        return [item.reference for item in room.office.queue(QueueFilter(**filters)).items]

    assert listed(overdue=True) == [first]
    assert listed(mine=bob.id) == [second] and listed(mine=ann.id) == []
    assert listed(status="open", origin="asked") == [first]
    assert listed(status="replied") == [third] and listed(status="closed") == [] and len(listed(status=None)) == 4


def test_due_today_is_the_local_day(room: Room) -> None:
    _asked(room)
    room.clock.advance(days=7)
    assert room.office.queue().items[0].due_today and room.office.queue().counts.due_today == 1


def test_the_queue_is_read_page_by_page(room: Room) -> None:
    references = [_asked(room) for _ in range(5)]
    pages = [room.office.queue(limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [item.reference for page in pages for item in page.items] == references and {page.total for page in pages} == {5}


def test_an_empty_queue_is_empty(room: Room) -> None:
    page = room.office.queue()
    assert (page.items, page.total, page.counts.waiting) == ((), 0, 0)


def test_of_two_officers_claiming_one_wins_and_the_other_is_told_by_name(room: Room) -> None:
    ann, bob, reference = room.officer("Ann"), room.officer("Bob"), _asked(room)
    room.office.claim(reference, ann.id)
    room.office.claim(reference, ann.id)
    for act in (room.office.claim, room.office.release):
        with pytest.raises(AlreadyClaimed) as refusal:
            act(reference, bob.id)
        assert refusal.value.by_name == "Ann"
    with pytest.raises(AlreadyClaimed):
        room.office.reply(reference, bob.id, "Mine.")
    room.office.release(reference, ann.id)
    room.office.claim(reference, bob.id)
    assert [event.action for event in room.office.audit(reference)][1:] == ["claimed", "released", "claimed"]


def test_many_claiming_at_the_same_moment_one_wins(room: Room, at_once: Callable[..., list[Any]]) -> None:
    officers = [room.officer(name) for name in ("Ann", "Bob", "Cat", "Dan")]
    reference = _asked(room)
    version = room.office.get(reference).version
    results = at_once(*[lambda officer=officer: room.office.claim(reference, officer.id, version) for officer in officers])
    holder = room.office.get(reference)
    winner = officers.index(next(officer for officer in officers if officer.id == holder.claimed_by))
    assert results[winner] is None
    losers = [result for number, result in enumerate(results) if number != winner]
    assert all(isinstance(result, AlreadyClaimed) and result.by_name == holder.claimed_by_name for result in losers)


def test_a_colleague_can_take_over_and_it_is_on_record(room: Room) -> None:
    ann, bob, reference = room.officer("Ann"), room.officer("Bob"), _asked(room)
    room.office.claim(reference, ann.id)
    room.office.take_over(reference, bob.id)
    assert room.office.get(reference).claimed_by_name == "Bob"
    assert room.office.audit(reference)[-1].details == {"from_officer": ann.id}


def test_a_reply_is_kept_mailed_and_on_record(room: Room) -> None:
    ann, reference = room.officer("Ann"), _asked(room)
    room.office.reply(reference, ann.id, " Line one\r\nline two ")
    view = room.office.get(reference)
    assert (view.status, view.claimed_by, view.replies[0].text, view.replies[0].officer_name) == ("replied", None, "Line one\nline two", "Ann")
    assert _mails(room) == ["acknowledgement", "officer_notice", "reply"]
    assert [(event.action, event.officer_name) for event in view.audit][1:] == [("claimed", "Ann"), ("replied", "Ann")]
    assert "Line one" not in repr(view.audit)


def test_a_reply_to_somebody_without_email_is_not_mailed(room: Room) -> None:
    reference = _asked(room, email=None, phone="01225 764647")
    room.office.reply(reference, room.officer().id, "By reference.")
    assert "reply" not in _mails(room)


def test_the_same_reply_twice_is_one_reply(room: Room, at_once: Callable[..., list[Any]]) -> None:
    ann, reference = room.officer("Ann"), _asked(room)
    version = room.office.get(reference).version
    assert at_once(*[lambda: room.office.reply(reference, ann.id, "Once.", version)] * 3) == [None] * 3
    with room.database.reading() as session:
        assert session.scalar(select(func.count(Reply.id))) == 1
    assert _mails(room).count("reply") == 1
    with pytest.raises(TransitionNotAllowed):
        room.office.reply(reference, ann.id, "Something else.")


@pytest.mark.parametrize("text", ["", " \n ", "\0", "x" * 5001])
def test_an_unusable_reply_is_refused_in_words(room: Room, text: str) -> None:
    reference = _asked(room)
    with pytest.raises(InvalidReply) as refusal:
        room.office.reply(reference, room.officer().id, text)
    assert set(refusal.value.errors) == {"text"} and room.office.get(reference).status == "open"


def test_a_stale_form_is_told_and_changes_nothing(room: Room) -> None:
    ann, receipt = room.officer("Ann"), room.turn()
    reference = room.office.queue().items[0].reference
    shown = room.office.get(reference).version
    room.handovers.confirm(room.handover(receipt=receipt, question="I meant riding."))
    for act in (lambda: room.office.reply(reference, ann.id, "Swimming is free.", shown), lambda: room.office.claim(reference, ann.id, shown),
                lambda: room.office.close(reference, ann.id, "not_a_question", version=shown)):
        with pytest.raises(StaleEnquiry):
            act()
    assert room.office.get(reference).status == "open"
    room.office.reply(reference, ann.id, "Riding is not.", room.office.get(reference).version)


def test_closing_tells_the_asker_why(room: Room) -> None:
    ann, confirmation = room.officer("Ann"), room.handovers.confirm(room.handover())
    room.office.close(confirmation.reference, ann.id, "other", "We spoke at the coffee morning.")
    status = room.handovers.look_up(confirmation.reference, confirmation.pin)
    assert status.status == "closed" and status.close_reason
    assert status.close_reason.startswith(close_reasons()["other"].words) and status.close_reason.endswith("coffee morning.")
    assert _mails(room)[-1] == "closure"
    assert room.office.get(confirmation.reference).audit[-1].details == {"reason": "other"}


@pytest.mark.parametrize(("code", "text", "field"), [("no_such", "", "reason_code"), ("other", " ", "text"), ("other", "x" * 2001, "text")])
def test_a_close_without_a_good_reason_is_refused(room: Room, code: str, text: str, field: str) -> None:
    reference = _asked(room)
    with pytest.raises(InvalidReply) as refusal:
        room.office.close(reference, room.officer().id, code, text)
    assert set(refusal.value.errors) == {field} and room.office.get(reference).status == "open"


def test_reopening_makes_a_new_promise_and_keeps_the_reply(room: Room) -> None:
    ann, reference = room.officer("Ann"), _asked(room)
    room.office.reply(reference, ann.id, "First.")
    room.clock.advance(days=7)
    room.office.reopen(reference, ann.id)
    room.office.reply(reference, ann.id, "First.")  # the same words again after a reopening are a reply of their own
    view = room.office.get(reference)
    assert [reply.text for reply in view.replies] == ["First.", "First."] and view.due_on.isoformat() == "2026-12-07"


def test_revealing_contact_details_is_on_record(room: Room) -> None:
    ann, reference = room.officer("Ann"), _asked(room)
    contact = room.office.reveal_contact(reference, ann.id)
    assert contact and contact.email == "sam@family.example"
    assert room.office.audit(reference)[-1].action == "contact_revealed" and "sam" not in repr(room.office.get(reference).audit)
    unasked = room.turn("anything")
    assert unasked and room.office.reveal_contact(room.office.queue(QueueFilter(origin="unanswered")).items[0].reference, ann.id) is None


@pytest.mark.parametrize("reference", ["SP-0000-0001", "nonsense", ""])
def test_an_unknown_reference_is_told(room: Room, reference: str) -> None:
    officer = room.officer()
    for act in (lambda: room.office.get(reference), lambda: room.office.claim(reference, officer.id)):
        with pytest.raises(UnknownEnquiry):
            act()


def test_nobody_acts_who_is_not_an_active_officer(room: Room) -> None:
    ann, bob, reference = room.officer("Ann"), room.officer("Bob"), _asked(room)
    room.officers.deactivate(bob.id, by=ann.id)
    for nobody in (bob.id, 999):
        with pytest.raises(UnknownOfficer):
            room.office.reply(reference, nobody, "Hello.")
        with pytest.raises(UnknownOfficer):
            room.office.reveal_contact(reference, nobody)


def test_the_audit_trail_cannot_be_changed_or_removed(room: Room) -> None:
    _asked(room)
    with pytest.raises(AuditIsAppendOnly), room.database.writing() as session:
        session.scalars(select(AuditEvent)).first().action = "nothing happened"
    with pytest.raises(AuditIsAppendOnly), room.database.writing() as session:
        session.delete(session.scalars(select(AuditEvent)).first())
