"""An encoder that needs no model."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np


class WordEncoder:
    """Unit rows from a fixed random direction a word; keeps what it was given."""

    model_hash = "fake"
    dimension = 48

    def __init__(self) -> None:
        self.encoded: list[str] = []
        self._directions: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """float32 array of shape (len(texts), 48)."""
        self.encoded.extend(texts)
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts):
            for word in text.lower().split():
                row += self._direction(word)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    def _direction(self, word: str) -> np.ndarray:
        if word not in self._directions:
            seed = int.from_bytes(word.encode()[:8].ljust(8, b"\0"), "little")
            self._directions[word] = np.random.default_rng(seed).normal(size=self.dimension).astype(np.float32)
        return self._directions[word]
