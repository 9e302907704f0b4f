"""A small change of the packaged weights, made from the content's own wordings (`python -m evaluation.adapt`), added before the export.

For some layers two thin matrices A (rank, inputs) and B (outputs, rank) are kept; B A is added to the layer's weights
(low-rank adaptation: Hu and others, 2021, https://arxiv.org/abs/2106.09685). What is shipped is a few hundred kilobytes, not the model.
"""
from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

ADAPTATION_FILE = Path(__file__).with_name("adaptation.npz")
LAYERS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense", "output.dense")
"""Linear layers of each block of the transformer that are adapted."""


def load_adaptation(path: Path = ADAPTATION_FILE) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Module name -> (A, B), float32; empty where there is no file."""
    if not path.is_file():
        return {}
    with np.load(path) as stored:
        names = sorted({name.rsplit(".", 1)[0] for name in stored.files})
        return {name: (stored[f"{name}.a"].astype(np.float32), stored[f"{name}.b"].astype(np.float32)) for name in names}


def save_adaptation(matrices: dict[str, tuple[np.ndarray, np.ndarray]], path: Path = ADAPTATION_FILE) -> None:
    """Write what `load_adaptation` reads; half precision is enough for a small change."""
    np.savez_compressed(path, **{f"{name}.{part}": matrix.astype(np.float16)
                                 for name, pair in matrices.items() for part, matrix in zip("ab", pair)})


def adapt(transformer, adaptation: dict[str, tuple[np.ndarray, np.ndarray]]) -> None:
    """Add the change to a torch transformer's weights, in place.

    Raises:
        AttributeError: the adaptation names a module that the transformer does not have.
    """
    import torch

    modules = dict(transformer.named_modules())
    for name, (a, b) in adaptation.items():
        if name not in modules:
            raise AttributeError(f"the adaptation was made for another model: it has no {name}")
        with torch.no_grad():
            modules[name].weight += torch.from_numpy(b @ a)


def adapted_hash(sha256: str, path: Path = ADAPTATION_FILE) -> str:
    """Names the weights that are really used: the packaged weights' SHA-256, or one of them and the adaptation together."""
    if not path.is_file():
        return sha256
    return hashlib.sha256(sha256.encode() + path.read_bytes()).hexdigest()
