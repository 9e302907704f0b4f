"""The three processes as one object, for tests and measurements: real servers on free ports, over data of their own."""
from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from bootstrap.layout import APP_PYTHON, BOT_PYTHON, DIALOGUE_MODEL, ROOT
from bootstrap.steps import bot_environment

STOP_SECONDS = 10
NAMES = ("dialogue", "actions", "web")


def commands(dialogue_port: int) -> dict[str, list[str]]:
    """Name -> command of each process."""
    return {
        "dialogue": [str(BOT_PYTHON), "-m", "bot.serve", "--model", str(DIALOGUE_MODEL), "--port", str(dialogue_port)],
        "actions": [str(APP_PYTHON), "-m", "actions.server"],
        "web": [str(APP_PYTHON), "-m", "web.serve"],
    }


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """Starts and stops the processes. Use as a context manager: everything is stopped at the end.

    Args:
        folder: for logs.
        environment: settings that differ from the machine's, by environment variable.
        names: which processes to start at once.
    """

    def __init__(self, folder: Path, environment: dict[str, str], names: tuple[str, ...] = NAMES) -> None:
        self.ports = {name: free_port() for name in NAMES}
        self._folder, self._names = folder, names
        self._environment = {
            **bot_environment(), "PYTHONUNBUFFERED": "1", "WEB_PORT": str(self.ports["web"]), "DIALOGUE_PORT": str(self.ports["dialogue"]),
            "ACTIONS_PORT": str(self.ports["actions"]), "ACTIONS_URL": f"http://127.0.0.1:{self.ports['actions']}", **environment}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        """Address of the website."""
        return f"http://127.0.0.1:{self.ports['web']}"

    def __enter__(self) -> Program:
        for name in self._names:
            self.start(name)
        return self

    def __exit__(self, *_error: object) -> None:
        for name in list(self.processes):
            self.stop(name)

    def start(self, name: str) -> None:
        """Start one process; its output goes to `<folder>/<name>.log`."""
        with (self._folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(commands(self.ports["dialogue"])[name], cwd=ROOT, env=self._environment,
                                                    stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)

    def stop(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop one process and everything it started; SIGKILL when it does not obey."""
        process = self.processes.pop(name)
        _signal_group(process, how)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            _signal_group(process, signal.SIGKILL)
            process.wait()

    def log(self, name: str) -> str:
        """What a process has printed so far."""
        path = self._folder / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def wait_ready(self, seconds: float = 120) -> dict[str, Any]:
        """Wait until /ready reports every started part as ready; returns its body.

        Raises:
            TimeoutError: with the ends of the logs.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            body = self.ready()
            if body and not set(body["missing"]) & set(self._names):
                return body
            time.sleep(0.1)
        logs = "\n".join(f"--- {name}\n{self.log(name)[-1500:]}" for name in NAMES)
        raise TimeoutError(f"not ready after {seconds} s: {self.ready()}\n{logs}")

    def ready(self) -> dict[str, Any] | None:
        """The body of /ready, or None while the website does not answer."""
        try:
            with urllib.request.urlopen(f"{self.url}/ready", timeout=2) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)
        except (OSError, ValueError):
            return None


def _signal_group(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    try:
        os.killpg(process.pid, how)
    except ProcessLookupError:
        pass
