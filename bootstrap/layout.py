"""Where the set-up keeps what it makes."""
from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
APP_ENV = ROOT / ".venv"
BOT_ENV = ROOT / ".venv-bot"
APP_PYTHON = APP_ENV / "bin" / "python"
BOT_PYTHON = BOT_ENV / "bin" / "python"
ENCODER = VAR / "encoder"              # adapted to the content: finds articles
PLAIN_ENCODER = VAR / "encoder-plain"  # as packaged: what the dialogue understands messages with
DANGER_ENCODER = VAR / "encoder-danger"  # adapted to messages of danger: the second look
ENCODERS = {ENCODER: ROOT / "encoder" / "adaptation.npz", PLAIN_ENCODER: None, DANGER_ENCODER: ROOT / "second_look" / "adaptation.npz"}
DIALOGUE_MODEL = VAR / "models" / "signpost.tar.gz"


def digest(paths: Iterable[Path], *extra: str) -> str:
    """SHA-256 over files (folders are walked) and further words: changes when any of them does."""
    total = hashlib.sha256("\n".join(extra).encode())
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts) if path.is_dir() else [path]
        for file in files:
            total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether a stamp file holds the value."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == value


def write_stamp(stamp: Path, value: str) -> None:
    """Record that a step is done for this value."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="utf-8")
