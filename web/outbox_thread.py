"""The thread in each web worker that sends waiting mail."""
from __future__ import annotations

import threading

import structlog

from web.logging import describe
from web.services import Services

log = structlog.get_logger("web.outbox")


class OutboxThread:
    """Looks at the outbox every `outbox_seconds` until stopped. Any number of workers may run one."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        """Begin looking."""
        self._thread.start()

    def stop(self, wait_seconds: float = 5.0) -> None:
        """Stop looking; a mail on its way gets `wait_seconds` to finish. What is cut off is sent again by its lease."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(wait_seconds)

    def _run(self) -> None:
        seconds = self._services.settings.outbox_seconds
        while not self._stop.is_set():
            try:
                dispatcher = self._services.outbox
            except Exception as error:  # noqa: BLE001  a wrong key or a database that is away: say so and try again
                log.error("outbox cannot start", **describe(error))
                self._stop.wait(seconds)
                continue
            dispatcher.run_until(self._stop, seconds)
