"""Rasa's own checks of the data and of the conversations, and the quality of the intents."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.bot.servers import BOT_PYTHON, ROOT, bot_environment

pytestmark = [pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]


def rasa(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BOT_PYTHON, "-m", "rasa", *arguments], cwd=ROOT, env=bot_environment(), capture_output=True,
                          text=True, timeout=240)


def test_the_data_are_valid_without_a_warning():
    done = rasa("data", "validate", "--fail-on-warnings")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_every_conversation_goes_as_written(trained_model: Path, tmp_path: Path):
    done = rasa("test", "core", "--model", trained_model, "--stories", "tests/conversations", "--out", tmp_path,
                "--fail-on-prediction-errors", "--no-plot")
    failed = tmp_path / "failed_test_stories.yml"
    assert done.returncode == 0, failed.read_text(encoding="utf-8") if failed.exists() else done.stderr[-2000:]
    assert "All good" in failed.read_text(encoding="utf-8") or "all good" in failed.read_text(encoding="utf-8")


def test_intents_are_told_apart_and_confidences_are_honest():
    done = subprocess.run([BOT_PYTHON, "-m", "bot.cross_validation"], cwd=ROOT, env=bot_environment(), capture_output=True,
                          text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
    found = re.search(r"accuracy ([\d.]+)%, calibration error ([\d.]+)[\s\S]*never looked up ([\d.]+)%", done.stdout)
    assert found, done.stdout
    accuracy, calibration_error, questions_missed = map(float, found.groups())
    assert accuracy >= 82 and calibration_error <= 0.06 and questions_missed <= 3, done.stdout
