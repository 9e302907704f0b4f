"""Runs tests/bot/inside_rasa.py where Rasa is."""
from __future__ import annotations

import subprocess

import pytest

from tests.bot.servers import BOT_PYTHON, ROOT, bot_environment

pytestmark = [pytest.mark.rasa, pytest.mark.slow]


def test_inside_rasa():
    done = subprocess.run([BOT_PYTHON, "-m", "unittest", "tests.bot.inside_rasa"], cwd=ROOT, env=bot_environment(),
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "OK" in done.stderr and "skipped" not in done.stderr
