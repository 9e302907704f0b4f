"""Stops asking a part that is down, so that its silence is paid for once and not by every family."""
from __future__ import annotations

import threading
from collections.abc import Callable


class CircuitBreaker:
    """Open after `failures` failures in a row; then one caller may try again every `rest_seconds`."""

    def __init__(self, clock: Callable[[], float], failures: int = 2, rest_seconds: float = 10.0) -> None:
        self._clock = clock
        self._limit = failures
        self._rest = rest_seconds
        self._lock = threading.Lock()
        self._failed = 0
        self._try_again_at = 0.0

    def allows(self) -> bool:
        """Whether the caller may try. While open, only one caller per rest period gets True."""
        with self._lock:
            if self._failed < self._limit:
                return True
            now = self._clock()
            if now < self._try_again_at:
                return False
            self._try_again_at = now + self._rest
            return True

    def succeeded(self) -> None:
        """The part answered."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """The part did not answer."""
        with self._lock:
            self._failed += 1
            self._try_again_at = self._clock() + self._rest
