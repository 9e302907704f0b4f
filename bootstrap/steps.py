"""The steps between a fresh clone and a program that can start. Each is skipped when what it makes is current."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

from bootstrap.console import Progress, Stop
from bootstrap.environments import build_app_environment, build_bot_environment
from bootstrap.layout import (APP_PYTHON, BOT_PYTHON, DIALOGUE_MODEL, ENCODERS, PLAIN_ENCODER, ROOT, VAR, digest, is_current, write_stamp)
from bootstrap.prerequisites import find_bot_python, find_uv
from bootstrap.secrets_file import make_secrets


def prepare_app() -> None:
    """The app environment alone: enough for the fast tests."""
    build_app_environment(find_uv())


def prepare() -> None:
    """Everything that the program and all its tests need."""
    uv = find_uv()
    build_app_environment(uv)
    build_bot_environment(uv, find_bot_python(uv))
    make_secrets()
    export_encoder()
    prepare_records()
    train_dialogue()


def export_encoder() -> None:
    """Verify the weights and export the ONNX encoder, with each adaptation and plain, when the code, an adaptation or the lock has changed."""
    stamp, wanted = VAR / "stamps" / "encoder", digest([ROOT / "encoder", ROOT / "second_look" / "adaptation.npz", ROOT / "requirements.txt"])
    if is_current(stamp, wanted) and all((folder / "model.onnx").is_file() for folder in ENCODERS):
        return
    with Progress("Checking the language model's weights and exporting the encoder (about 30 s)"):
        _app("encoder.export", *(f"{folder}={changes}" if changes else str(folder) for folder, changes in ENCODERS.items()))
    write_stamp(stamp, wanted)


def prepare_records() -> None:
    """Migrate the database, import the content and build the index; each finds out by itself whether it is current."""
    with Progress("Database, content and index"):
        _app("cli", "prepare")


def train_dialogue() -> None:
    """Train the dialogue model, when its data, its code or the encoder has changed."""
    stamp = VAR / "stamps" / "dialogue"
    inputs = [ROOT / "data", ROOT / "config.yml", ROOT / "domain.yml", ROOT / "bot"]
    wanted = digest(inputs, (PLAIN_ENCODER / "manifest.json").read_text(encoding="utf-8"))
    if is_current(stamp, wanted) and DIALOGUE_MODEL.is_file():
        return
    with Progress("Training the dialogue model (about a minute)"):
        _run([str(BOT_PYTHON), "-m", "bot.train", "--out", str(DIALOGUE_MODEL)])
    write_stamp(stamp, wanted)


def bot_environment() -> dict[str, str]:
    """Environment variables of the dialogue engine: no telemetry, the encoder's place, quiet libraries."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3", "SIGNPOST_ENCODER_DIR": str(PLAIN_ENCODER)}


def _app(module: str, *arguments: str) -> None:
    _run([str(APP_PYTHON), "-m", module, *arguments])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=bot_environment())
    if done.returncode != 0:
        name = " ".join(Path(part).name for part in command[:4])
        raise Stop(f"This step failed: {name}\nWhat it printed stands above. What was finished before is kept; run the command again.")
