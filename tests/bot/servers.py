"""The dialogue and the action server as processes, without the website."""
from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx

from bootstrap.program import free_port
from settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
BOT_PYTHON = ROOT / ".venv-bot" / "bin" / "python"
APP_PYTHON = ROOT / ".venv" / "bin" / "python"
STOP_SECONDS = 10


def bot_environment(**more: str) -> dict[str, str]:
    """Environment variables of the dialogue's commands."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "SIGNPOST_ENCODER_DIR": str(load_settings().plain_encoder_dir),
            "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "TF_CPP_MIN_LOG_LEVEL": "3", **more}


class Servers:
    """Both servers on free ports; their output goes to files. Use as a context manager."""

    def __init__(self, model: Path, var_dir: Path, folder: Path) -> None:
        self.dialogue_port, self.actions_port = free_port(), free_port()
        self._folder = folder
        environment = bot_environment(VAR_DIR=str(var_dir), ACTIONS_PORT=str(self.actions_port), PYTHONUNBUFFERED="1",
                                      ACTIONS_URL=f"http://127.0.0.1:{self.actions_port}")
        self._start = {"actions": ([APP_PYTHON, "-m", "actions.server"], environment),
                       "dialogue": ([BOT_PYTHON, "-m", "bot.serve", "--model", model, "--port", str(self.dialogue_port)], environment)}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{self.dialogue_port}", timeout=10, trust_env=False)

    def __enter__(self) -> Servers:
        for name in self._start:
            self.start(name)
        return self

    def __exit__(self, *_error: object) -> None:
        for name in list(self.processes):
            self.stop(name)
        self._http.close()

    def start(self, name: str) -> None:
        """Start one server."""
        command, environment = self._start[name]
        with (self._folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log,
                                                    stdin=subprocess.DEVNULL)

    def stop(self, name: str) -> int:
        """Ask one server to stop; its exit status. Killed when it does not obey in time."""
        process = self.processes.pop(name)
        process.terminate()
        try:
            return process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    def wait_ready(self, seconds: float = 90) -> None:
        """Wait until both answer."""
        end = time.monotonic() + seconds
        for url in (f"http://127.0.0.1:{self.actions_port}/health", f"http://127.0.0.1:{self.dialogue_port}/"):
            while not _answers(url):
                assert time.monotonic() < end, self.logs()
                assert all(process.poll() is None for process in self.processes.values()), self.logs()
                time.sleep(0.1)

    def say(self, text: str, sender: str, audience: str = "parent") -> list[dict[str, Any]]:
        """Send one message as the website does; Rasa's list of messages."""
        message = {"sender": sender, "message": text, "metadata": {"audience": audience}}
        answer = self._http.post("/webhooks/rest/webhook", json=message)
        assert answer.status_code == 200
        return answer.json()

    def get(self, path: str) -> int:
        """The dialogue server's status for a path."""
        return self._http.get(path).status_code

    def logs(self) -> str:
        """What both have printed."""
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(self._folder.glob("*.log")))


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
