"""Threads in each web worker that do what nobody asks for: send waiting mail, once a day delete what is past its period,
and look whether officers approved another wording of the urgent help."""
from __future__ import annotations

import threading

import structlog

from enquiries.urgent_help_wording.live import LOOK_SECONDS
from web.logging import describe
from web.services import Services

PURGE_LOOK_SECONDS = 60.0  # a look is one small read; the purge itself is due once a day

log = structlog.get_logger("web.background")


class BackgroundThread:
    """Runs a part of `services` (`outbox`, `daily_purge`, `urgent_help_wording`) that looks for work every `seconds`, until stopped.

    Any number of workers may run one: the parts see to it that work is done once.
    """

    def __init__(self, services: Services, part: str, seconds: float) -> None:
        self._services, self._part, self._seconds = services, part, seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=part, daemon=True)

    def start(self) -> None:
        """Begin looking."""
        self._thread.start()

    def stop(self, wait_seconds: float = 5.0) -> None:
        """Stop looking; work on its way gets `wait_seconds` to finish. What is cut off is taken up again by its lease."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(wait_seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                part = getattr(self._services, self._part)
            except Exception as error:  # noqa: BLE001  a wrong key or a database that is away: say so and try again
                log.error("cannot start", part=self._part, **describe(error))
                self._stop.wait(self._seconds)
                continue
            part.run_until(self._stop, self._seconds)


def background_threads(services: Services) -> list[BackgroundThread]:
    """The threads that the settings ask for, not yet started."""
    settings = services.settings
    threads = [BackgroundThread(services, "outbox", settings.outbox_seconds), BackgroundThread(services, "urgent_help_wording", LOOK_SECONDS)]
    if settings.purge_daily:
        threads.append(BackgroundThread(services, "daily_purge", PURGE_LOOK_SECONDS))
    return threads
