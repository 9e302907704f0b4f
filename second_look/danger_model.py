"""How likely it is that a message tells of danger, and of which kind, by its meaning."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from encoder.onnx_encoder import OnnxEncoder
from second_look.head import Head, load_head
from second_look.windows import windows


class Encoder(Protocol):
    """What the model asks of its encoder."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Embeddings of length 1, of shape (texts, dimension)."""


@dataclass(frozen=True)
class Look:
    """`probability` of danger of any kind, 0 to 1; `kind` the likeliest one."""

    probability: float
    kind: str


class DangerModel:
    """Reads masked messages in English. Safe to share between threads.

    Args:
        encoder: adapted for this head (`encoder.export`).
        head: the last layer.
    """

    def __init__(self, encoder: Encoder, head: Head) -> None:
        self._encoder = encoder
        self._head = head

    def look(self, text: str) -> Look:
        """The most dangerous piece of the message decides."""
        return self.look_at([text])[0]

    def look_at(self, texts: Sequence[str]) -> list[Look]:
        """One look a text, in order."""
        pieces = [windows(text) for text in texts]
        shares = self._head.probabilities(self._encoder.encode([piece for some in pieces for piece in some]))
        looks, start = [], 0
        for some in pieces:
            part = shares[start:start + len(some)]
            start += len(some)
            worst = part[int(np.argmin(part[:, 0]))]
            looks.append(Look(float(1 - worst[0]), self._head.kinds[1 + int(np.argmax(worst[1:]))]))
        return looks


def open_danger_model(folder: Path) -> DangerModel:
    """The shipped model over the encoder exported to `folder`.

    Raises:
        encoder.onnx_encoder.EncoderMissing: it has not been exported.
    """
    return DangerModel(OnnxEncoder(folder), load_head())
