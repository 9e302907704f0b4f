"""The wording in force, in memory: read in the background, so that nobody in danger ever waits for the database."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

import structlog

from database import Database
from enquiries.urgent_help_wording.record import approved_entries, latest_number
from enquiries.urgent_help_wording.views import Approved

Texts = TypeVar("Texts")
LOOK_SECONDS = 10.0
"""Seconds between two looks: an approval is everywhere well within 30 seconds; a look costs one read of an index."""

log = structlog.get_logger(__name__)


class Stops(Protocol):
    """Anything like threading.Event."""

    def wait(self, timeout: float) -> bool: ...
    def is_set(self) -> bool: ...


class LiveWording(Generic[Texts]):
    """Keeps the last good wording. Safe for threads: reading is looking at one attribute, and each look replaces it whole."""

    def __init__(self, database: Callable[[], Database], build: Callable[[Sequence[Approved]], Texts]) -> None:
        """`build` makes what is shown from the approved entries; nothing is opened before the first look."""
        self._database, self._build = database, build
        self._seen: tuple[int, Texts] | None = None
        self._failing = False

    @property
    def texts(self) -> Texts | None:
        """The wording in force, or None before the first look that went well: then the shipped words are shown. Never waits."""
        seen = self._seen
        return seen[1] if seen is not None else None

    def refresh(self) -> bool:
        """Look now; whether something new came. Whatever fails (database away, slow or broken) leaves the last good wording."""
        try:
            changed = self._look()
        except Exception as error:  # noqa: BLE001  the words that are shown must not depend on the record being well
            if not self._failing:
                log.warning("urgent_help_wording_not_read", error=type(error).__name__)
            self._failing = True
            return False
        self._failing = False
        return changed

    def run_until(self, stop: Stops, seconds: float) -> None:
        """Look at once, then every `seconds`, until `stop` is set."""
        while not stop.is_set():
            self.refresh()
            stop.wait(seconds)

    def _look(self) -> bool:
        with self._database().reading() as session:
            number = latest_number(session)
            if self._seen is not None and self._seen[0] == number:
                return False
            entries = approved_entries(session)
        self._seen = number, self._build(entries)
        return True
