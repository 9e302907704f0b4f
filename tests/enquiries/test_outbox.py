"""The outbox: sent once, whoever dies; never given up in silence."""
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select

from enquiries.contacts import ContactVault
from enquiries.mail import Composer, MailNotSent, MailRefused, Sender
from enquiries.models import AuditEvent, OutboxMessage
from enquiries.outbox import ATTEMPTS_MAX, LONGEST_DELAY, OutboxDispatcher, delay_after
from tests.enquiries.conftest import Room

SENDER = Sender("signpost@forum.example", "https://ask.forum.example", "The Forum", "01225 764647", "officers@forum.example")
LEASE_SECONDS = 60


class Killed(BaseException):
    """The process dies here: nothing may catch this."""


class Postbox:
    """A transport that keeps what it is given; `fault` is raised after keeping (a server that took it) or before."""

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []
        self.fault_before: BaseException | None = None
        self.fault_after: BaseException | None = None

    def send(self, message: EmailMessage) -> None:
        if self.fault_before is not None:
            raise self.fault_before
        self.sent.append(message)
        if self.fault_after is not None:
            raise self.fault_after


def _dispatcher(room: Room, postbox: Postbox | None, worker: str = "one", sender: Sender = SENDER,
                vault: ContactVault | None = None) -> OutboxDispatcher:
    return OutboxDispatcher(room.database, postbox, Composer(sender, vault or room.vault), room.clock, LEASE_SECONDS, worker)


def test_what_is_owed_is_sent_once(room: Room) -> None:
    postbox = Postbox()
    room.handovers.confirm(room.handover())
    assert [_dispatcher(room, postbox).run_once() for _ in range(3)] == [2, 0, 0]
    assert sorted(str(message["To"]) for message in postbox.sent) == ["officers@forum.example", "sam@family.example"]
    state = room.office.mail_state()
    assert (state.sent, state.waiting, state.failed) == (2, 0, ())


def test_without_a_mail_server_everything_waits_and_is_counted(room: Room) -> None:
    room.handovers.confirm(room.handover())
    assert _dispatcher(room, None).run_once() == 0
    state = room.office.mail_state()
    assert (state.waiting, state.retrying, state.oldest_waiting_at) == (2, 0, room.clock())


def test_a_row_holds_no_address_and_no_text(room: Room) -> None:
    room.handovers.confirm(room.handover(question="who pays for swimming"))
    with room.database.reading() as session:
        stored = repr([row.__dict__ for row in session.scalars(select(OutboxMessage))])
    assert "sam@" not in stored.lower() and "family.example" not in stored and "swimming" not in stored


def test_a_server_that_is_down_and_then_up_gets_everything_later(room: Room) -> None:
    postbox, dispatcher = Postbox(), None
    dispatcher = _dispatcher(room, postbox)
    room.handovers.confirm(room.handover())
    postbox.fault_before = MailNotSent("ConnectionRefusedError")
    assert dispatcher.run_once() == 0 and room.office.mail_state().retrying == 2
    postbox.fault_before = None
    assert dispatcher.run_once() == 0  # not yet due again
    room.clock.advance(seconds=30)
    assert dispatcher.run_once() == 2


def test_waiting_grows_and_ends_in_a_failure_that_officers_see_and_can_retry(room: Room) -> None:
    officer, postbox = room.officer(), Postbox()
    dispatcher = _dispatcher(room, postbox, sender=Sender("a@b.example", "https://x.example", "F", "1"))
    room.handovers.confirm(room.handover())
    postbox.fault_before = MailNotSent("server said 451")
    for attempt in range(1, ATTEMPTS_MAX + 1):
        assert room.office.mail_state().failed == ()
        dispatcher.run_once()
        room.clock.advance(seconds=delay_after(attempt).total_seconds())
    [failed] = room.office.mail_state().failed
    assert (failed.kind, failed.attempts, failed.error) == ("acknowledgement", ATTEMPTS_MAX, "server said 451")
    assert room.office.audit(failed.reference)[-1].action == "mail_given_up"
    assert dispatcher.run_once() == 0
    postbox.fault_before = None
    assert room.office.retry_mail(officer.id) == 1 and dispatcher.run_once() == 1
    delays = [delay_after(attempt) for attempt in range(1, ATTEMPTS_MAX)]
    assert delays == sorted(delays) and delays[0] < delays[1] and delays[-1] == LONGEST_DELAY
    assert sum(delays, timedelta()) > timedelta(days=2)


def test_a_refused_recipient_is_given_up_at_once_and_the_others_are_sent(room: Room) -> None:
    class RefusingSam(Postbox):
        def send(self, message: EmailMessage) -> None:
            if "sam@" in str(message["To"]):
                raise MailRefused("recipient refused 550")
            super().send(message)

    room.handovers.confirm(room.handover())
    assert _dispatcher(room, RefusingSam()).run_once() == 1
    [failed] = room.office.mail_state().failed
    assert (failed.kind, failed.error) == ("acknowledgement", "recipient refused 550")


def test_killed_between_sending_and_marking_it_is_sent_again_with_the_same_message_id(room: Room) -> None:
    postbox = Postbox()
    room.handovers.confirm(room.handover(email=None, consent=True))
    postbox.fault_after = Killed()
    with pytest.raises(Killed):
        _dispatcher(room, postbox, "dies").run_once()
    postbox.fault_after = None
    other = _dispatcher(room, postbox, "lives")
    assert other.run_once() == 0  # still leased
    room.clock.advance(seconds=LEASE_SECONDS)
    assert other.run_once() == 1 and other.run_once() == 0
    assert len(postbox.sent) == 2 and postbox.sent[0]["Message-ID"] == postbox.sent[1]["Message-ID"]


def test_a_slow_dispatcher_whose_lease_ran_out_does_not_unmark_what_another_sent(room: Room) -> None:
    postbox = Postbox()
    room.handovers.confirm(room.handover(name=None, email=None))

    class Slow(Postbox):
        def send(self, message: EmailMessage) -> None:
            room.clock.advance(seconds=LEASE_SECONDS + 1)
            assert _dispatcher(room, postbox, "quick").run_once() == 1
            raise MailNotSent("TimeoutError")

    assert _dispatcher(room, Slow(), "slow").run_once() == 0
    state = room.office.mail_state()
    assert (state.sent, state.waiting) == (1, 0)


def test_a_mail_that_kills_every_dispatcher_is_given_up_in_the_end(room: Room) -> None:
    postbox = Postbox()
    room.handovers.confirm(room.handover(name=None, email=None))
    with room.database.writing() as session:
        session.scalars(select(OutboxMessage)).one().attempts = ATTEMPTS_MAX
    assert _dispatcher(room, postbox).run_once() == 0
    assert room.office.mail_state().failed[0].error == "too many attempts" and postbox.sent == []


def test_many_dispatchers_at_once_send_each_mail_once(room: Room, at_once: Callable[..., list[Any]]) -> None:
    for _ in range(6):
        room.handovers.confirm(room.handover())
    postbox = Postbox()
    counts = at_once(*[_dispatcher(room, postbox, f"worker-{number}").run_once for number in range(4)])
    rest = _dispatcher(room, postbox, "last").run_once()
    assert sum(counts) + rest == 12
    assert len({message["Message-ID"] for message in postbox.sent}) == len(postbox.sent) == 12


def test_nobody_to_mail_is_not_a_failure(room: Room) -> None:
    room.handovers.confirm(room.handover(name=None, email=None))
    silent = Sender("signpost@forum.example", "https://ask.forum.example", "The Forum", "01225 764647", officer_mailbox="")
    assert _dispatcher(room, Postbox(), sender=silent).run_once() == 0
    state = room.office.mail_state()
    assert (state.waiting, state.sent, state.failed) == (0, 0, ())


def test_lost_keys_fail_visibly_and_stop_nobody_else(room: Room) -> None:
    from cryptography.fernet import Fernet
    postbox = Postbox()
    room.handovers.confirm(room.handover())
    room.handovers.confirm(room.handover(name=None, email=None))
    stranger = ContactVault([Fernet.generate_key().decode()])
    sent = _dispatcher(room, postbox, vault=stranger).run_once()
    assert sent == 2  # both notices to the officers
    assert [(mail.kind, mail.error) for mail in room.office.mail_state().failed] == [("acknowledgement", "ContactUnreadable")]


def test_a_mail_that_cannot_be_made_waits_and_stops_nobody_else(room: Room) -> None:
    class Clumsy(Postbox):
        def send(self, message: EmailMessage) -> None:
            if "sam@" in str(message["To"]):
                raise RuntimeError("sam@family.example fell over")
            super().send(message)

    room.handovers.confirm(room.handover())
    assert _dispatcher(room, Clumsy()).run_once() == 1
    with room.database.reading() as session:
        waiting = session.scalars(select(OutboxMessage).where(OutboxMessage.status == "waiting")).one()
        assert waiting.last_error == "RuntimeError"
        assert "sam@" not in repr([event.details for event in session.scalars(select(AuditEvent))])


def test_the_loop_outlives_a_failing_look_and_ends_when_told(room: Room) -> None:
    class StopsAfter:
        def __init__(self, looks: int) -> None:
            self.left, self.waited = looks, []

        def wait(self, timeout: float) -> bool:
            self.waited.append(timeout)
            self.left -= 1
            return self.left < 0

    room.handovers.confirm(room.handover())
    postbox, stop = Postbox(), StopsAfter(3)
    dispatcher = _dispatcher(room, postbox)
    looks = iter([ConnectionError("database away")])
    honest_clock = room.clock

    def clock_failing_once() -> Any:
        for fault in looks:
            raise fault
        return honest_clock()

    dispatcher._clock = clock_failing_once
    dispatcher.run_until(stop, seconds=5)
    assert len(postbox.sent) == 2 and stop.waited == [5] * 4
