"""The mail thread of a web worker."""
from __future__ import annotations

import threading

from web.outbox_thread import OutboxThread
from web.services import Services


class FakeOutbox:
    """Waits to be stopped, as the dispatcher does between two looks; `looks` holds the seconds it was given."""

    def __init__(self) -> None:
        self.looks: list[float] = []
        self.running = threading.Event()

    def run_until(self, stop: threading.Event, seconds: float) -> None:
        self.looks.append(seconds)
        self.running.set()
        stop.wait(5)


class WaitingServices(Services):
    """Services whose outbox cannot be built the first time."""

    def __init__(self, settings, outbox: FakeOutbox) -> None:
        super().__init__(settings)
        self.made, self.tries = outbox, 0

    @property
    def outbox(self) -> FakeOutbox:
        self.tries += 1
        if self.tries == 1:
            raise ValueError("CONTACT_KEYS")
        return self.made


def test_it_runs_until_it_is_stopped_and_survives_a_bad_start(settings) -> None:
    outbox = FakeOutbox()
    services = WaitingServices(settings.model_copy(update={"outbox_seconds": 0.01}), outbox)
    thread = OutboxThread(services)
    thread.start()
    assert outbox.running.wait(5) and outbox.looks == [0.01] and services.tries == 2
    thread.stop()
    assert "outbox" not in {alive.name for alive in threading.enumerate()}


def test_the_real_outbox_and_every_other_part_can_be_built(settings) -> None:
    services = Services(settings)
    for name in ("database", "calendar", "conversations", "handovers", "office", "officers", "articles", "dialogue", "outbox"):
        assert getattr(services, name) is getattr(services, name)
    assert services.outbox.run_once() == 0
    services.close()
