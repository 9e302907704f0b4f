"""The threads of a web worker."""
from __future__ import annotations

import threading

from enquiries.conversations import TurnRecord
from web.background import BackgroundThread, background_threads
from web.services import Services


class FakePart:
    """Waits to be stopped, as a part does between two looks; `looks` holds the seconds it was given."""

    def __init__(self) -> None:
        self.looks: list[float] = []
        self.running = threading.Event()

    def run_until(self, stop: threading.Event, seconds: float) -> None:
        self.looks.append(seconds)
        self.running.set()
        stop.wait(5)


class WaitingServices(Services):
    """Services whose outbox cannot be built the first time."""

    def __init__(self, settings, outbox: FakePart) -> None:
        super().__init__(settings)
        self.made, self.tries = outbox, 0

    @property
    def outbox(self) -> FakePart:
        self.tries += 1
        if self.tries == 1:
            raise ValueError("CONTACT_KEYS")
        return self.made


def test_it_runs_until_it_is_stopped_and_survives_a_bad_start(settings) -> None:
    outbox = FakePart()
    services = WaitingServices(settings, outbox)
    thread = BackgroundThread(services, "outbox", 0.01)
    thread.start()
    assert outbox.running.wait(5) and outbox.looks == [0.01] and services.tries == 2
    thread.stop()
    assert "outbox" not in {alive.name for alive in threading.enumerate()}


def test_the_real_parts_can_be_built(settings) -> None:
    services = Services(settings)
    for name in ("database", "calendar", "conversations", "handovers", "office", "officers", "articles", "dialogue", "outbox",
                 "daily_purge", "figures", "wording", "urgent_help_wording"):
        assert getattr(services, name) is getattr(services, name)
    assert services.outbox.run_once() == 0
    services.close()


def test_the_purge_runs_by_itself_unless_it_is_switched_off(settings) -> None:
    def names(**changes: object) -> list[str]:
        return [thread._part for thread in background_threads(Services(settings.model_copy(update=changes)))]

    assert names() == ["outbox", "urgent_help_wording", "daily_purge"] and names(purge_daily=False) == ["outbox", "urgent_help_wording"]


def test_a_worker_purges_by_itself_what_is_due(services, clock) -> None:
    old = TurnRecord(conversation_id="c" * 22, audience="parent", text="zyxomma dragonfly", outcome="answered")
    services.conversations.record_turn(old)
    clock.advance(days=services.settings.conversation_days - 1)
    assert services.daily_purge.run_if_due().counts == {} and services.conversations.turns("c" * 22)
    clock.advance(days=1)
    thread = BackgroundThread(services, "daily_purge", 0.01)
    thread.start()
    waited = threading.Event()
    for _ in range(500):
        if waited.wait(0.01) or not services.conversations.turns("c" * 22):
            break
    thread.stop()
    assert services.conversations.turns("c" * 22) == []
