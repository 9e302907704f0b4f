"""What is done about a message: the rules' finding and the second look together.

The rules decide alone where there is no second look (it is missing, it broke, the message is not in English).
"""
from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Protocol

from guardrails.safeguarding import Concern, voice_of
from second_look.danger_model import Look
from second_look.head import Thresholds

SECOND_LOOK = "second_look"
_log = logging.getLogger(__name__)


class Looker(Protocol):
    """What `decide` asks of the model."""

    def look(self, text: str) -> Look:
        """How likely danger is in a masked message."""


@dataclass(frozen=True)
class Decision:
    """`concern`: urgent help is shown for it. `gentle`: a quiet line says where help is, below whatever is answered. `probability`: the second look's, if there was one."""

    concern: Concern | None
    gentle: bool = False
    probability: float | None = None


def decide(masked_text: str, concern: Concern | None, looker: Looker | None, thresholds: Thresholds) -> Decision:
    """Put both findings together. `concern` is what the rules found in the message as it was written."""
    if looker is None or (concern is not None and concern.language != "en"):
        return Decision(concern)
    try:
        look = looker.look(masked_text)
    except Exception as error:  # noqa: BLE001  a broken second look must not hide what the rules found, nor danger that it would have seen
        _log.error("second look failed: %s", type(error).__name__)
        return Decision(concern, gentle=concern is None)
    if concern is not None:
        doubtful = look.probability < thresholds.veto
        return Decision(None if doubtful else concern, doubtful, look.probability)
    if look.probability >= thresholds.urgent:
        return Decision(Concern(look.kind, voice_of(masked_text), SECOND_LOOK), False, look.probability)
    return Decision(None, look.probability >= thresholds.gentle, look.probability)
