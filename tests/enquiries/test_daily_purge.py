"""Once a day, by one process, whoever dies; and never against somebody who reopens an enquiry at that moment."""
from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from enquiries.models import AuditEvent, Enquiry
from enquiries.retention.daily import DailyPurge, DailyWork
from enquiries.retention.periods import RetentionPeriods
from enquiries.retention.purge import Purge, Purged
from tests.enquiries.conftest import Room

PERIODS = RetentionPeriods.of_days(conversations=90, contacts=30, enquiries=365)


class FakePurge:
    """Gives one result; `runs` counts. `fault` is raised instead."""

    def __init__(self, complete: bool = True, files_clean: bool = True, fault: BaseException | None = None) -> None:
        self.result, self.fault, self.runs = Purged(Counter(), complete, files_clean), fault, 0

    def run(self, _started_by: str, stopped: Callable[[], bool]) -> Purged:
        self.runs += 1
        if self.fault:
            raise self.fault
        return self.result


def daily(room: Room, purge: Any, worker: str = "one") -> DailyPurge:
    return DailyPurge(purge, DailyWork(room.database, room.clock, "purge", worker))


def test_once_a_day(room: Room) -> None:
    purge = FakePurge()
    for _ in range(49):
        daily(room, purge).run_if_due()
        room.clock.advance(hours=1)
    assert purge.runs == 3


def test_of_many_processes_one_does_it(room: Room, at_once: Callable[..., list[Any]]) -> None:
    for _ in range(3):
        purges = [FakePurge() for _ in range(4)]
        at_once(*[daily(room, purge, f"worker-{number}").run_if_due for number, purge in enumerate(purges)])
        assert sum(purge.runs for purge in purges) == 1
        room.clock.advance(days=1)


def test_one_that_dies_half_way_is_followed_by_another_when_its_lease_ends(room: Room) -> None:
    class Killed(BaseException):
        pass

    with pytest.raises(Killed):
        daily(room, FakePurge(fault=Killed()), "dies").run_if_due()
    other = FakePurge()
    room.clock.advance(minutes=59)
    assert daily(room, other, "lives").run_if_due() is None
    room.clock.advance(minutes=1)
    assert daily(room, other, "lives").run_if_due() is not None and other.runs == 1


def test_stopped_or_failed_it_is_due_again_and_a_log_in_use_waits_for_the_lease(room: Room) -> None:
    assert not daily(room, FakePurge(complete=False)).run_if_due().complete
    with pytest.raises(ConnectionError):
        daily(room, FakePurge(fault=ConnectionError())).run_if_due()
    busy, again = FakePurge(files_clean=False), FakePurge()
    daily(room, busy).run_if_due()
    assert busy.runs == 1 and daily(room, again).run_if_due() is None
    room.clock.advance(hours=1)
    assert daily(room, again).run_if_due() is not None


def test_a_slow_one_does_not_end_the_lease_of_the_next(room: Room) -> None:
    slow, quick = (DailyWork(room.database, room.clock, "purge", worker) for worker in ("slow", "quick"))
    assert slow.take()
    room.clock.advance(hours=1)
    assert quick.take()
    slow.done()
    slow.give_back()
    assert not slow.take()


def test_the_loop_outlives_a_failing_run_and_ends_when_told(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    class Stop:
        looks = 3

        def wait(self, _timeout: float) -> bool:
            self.looks -= 1
            return self.looks < 0

        def is_set(self) -> bool:
            return False

    purge = FakePurge(fault=ConnectionError("zyxomma"))
    daily(room, purge).run_until(Stop(), 1)
    assert purge.runs == 3 and "zyxomma" not in caplog.text


def test_an_enquiry_that_is_reopened_meanwhile_keeps_its_conversation(room: Room) -> None:
    room.turn("who pays for zyxomma")
    [item] = room.office.queue().items
    room.office.reply(item.reference, room.officer().id, "Nobody.")
    room.clock.advance(days=400)
    purge, done = Purge(room.database, room.clock, PERIODS, room.calendar.local_date), []
    purging = threading.Thread(target=lambda: done.append(purge.run("website")))
    with room.database.writing() as session:
        enquiry = session.scalars(select(Enquiry).with_for_update(key_share=True)).one()
        purging.start()
        purging.join(0.5)  # it has chosen the conversation (PostgreSQL) or waits to begin (SQLite)
        enquiry.reopen(room.calendar.promised_on(room.clock()))
    purging.join(20)
    assert done[0].counts == {} and [turn.text for turn in room.conversations.turns("conversation-1")] == ["who pays for zyxomma"]
    assert room.office.get(item.reference).status == "open"


def test_each_run_of_the_website_is_audited(room: Room) -> None:
    daily(room, Purge(room.database, room.clock, PERIODS, room.calendar.local_date)).run_if_due()
    with room.database.reading() as session:
        event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.details) == ("purge_ended", {"started_by": "website", "complete": True, "files_clean": True})
