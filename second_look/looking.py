"""The second look as a part of a running program: opened once, never in the way, and missing without harm."""
from __future__ import annotations

import logging
from collections.abc import Callable

from guardrails.safeguarding import Concern
from second_look.deciding import Decision, Looker, decide
from second_look.head import Thresholds, load_thresholds

_log = logging.getLogger(__name__)


class SecondLook:
    """Until `open` has been called, and where it failed, the rules decide alone. Safe to share between threads.

    Args:
        open_model: opens the model; may raise.
    """

    def __init__(self, open_model: Callable[[], Looker], open_thresholds: Callable[[], Thresholds] = load_thresholds) -> None:
        self._open_model, self._open_thresholds = open_model, open_thresholds
        self._opened: tuple[Looker, Thresholds] | None = None

    @property
    def ready(self) -> bool:
        """Whether there is a second look."""
        return self._opened is not None

    def open(self) -> bool:
        """Open the model and try it on a word. False, and logged, where that fails."""
        try:
            opened = self._open_model(), self._open_thresholds()
            opened[0].look("hello")
            self._opened = opened
        except Exception as error:  # noqa: BLE001  whatever is missing, the rules go on alone
            _log.error("no second look: %s", type(error).__name__)
        return self.ready

    def decide(self, masked_text: str, concern: Concern | None) -> Decision:
        """See `second_look.deciding.decide`."""
        if self._opened is None:
            return Decision(concern)
        looker, thresholds = self._opened
        return decide(masked_text, concern, looker, thresholds)
