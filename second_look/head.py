"""The last layer: from an embedding to how likely each kind of danger is. Kept as `head.npz`, with its thresholds in `thresholds.json`."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent
HEAD_FILE = FOLDER / "head.npz"
THRESHOLDS_FILE = FOLDER / "thresholds.json"
ADAPTATION_FILE = FOLDER / "adaptation.npz"
NO_DANGER = "none"


@dataclass(frozen=True)
class Head:
    """`weights` has shape (kinds, dimension), `bias` (kinds,); the first of `kinds` is "none"."""

    kinds: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray

    def probabilities(self, embeddings: np.ndarray) -> np.ndarray:
        """Shares that add up to 1, of shape (texts, kinds), for embeddings of length 1 and shape (texts, dimension)."""
        logits = embeddings @ self.weights.T + self.bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)


@dataclass(frozen=True)
class Thresholds:
    """From which probability of danger on something is done. `fitted` says which run they come from and what they cost.

    urgent: urgent help is shown though no phrase fitted. gentle: a quiet line below the answer says where help is.
    veto: below it a phrase that fitted only counts as gentle ("homework on county lines").
    """

    urgent: float
    gentle: float
    veto: float
    fitted: dict


def load_head(path: Path = HEAD_FILE) -> Head:
    """Read the shipped head. Raises OSError or KeyError when it is missing or malformed."""
    with np.load(path) as stored:
        return Head(tuple(str(kind) for kind in stored["kinds"]), stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))


def save_head(head: Head, path: Path = HEAD_FILE) -> None:
    """Write what `load_head` reads."""
    np.savez_compressed(path, kinds=np.array(head.kinds), weights=head.weights.astype(np.float16), bias=head.bias.astype(np.float16))


def load_thresholds(path: Path = THRESHOLDS_FILE) -> Thresholds:
    """Read the thresholds. Raises OSError, ValueError or TypeError when the file is missing or malformed."""
    return Thresholds(**json.loads(path.read_text(encoding="utf-8")))
