"""Starts dialogue, actions and web under honcho, waits until they answer, and says where the chat page is.

Runs inside the app environment: `python -m bootstrap.serve`.
"""
from __future__ import annotations

import json
import shlex
import sys
import threading
import time
import urllib.error
import urllib.request

from honcho.manager import Manager

from bootstrap.console import Stop, say, stop
from bootstrap.layout import ROOT
from bootstrap.prerequisites import require_free_port
from bootstrap.program import commands
from bootstrap.steps import bot_environment
from settings import Settings, load_settings

READY_SECONDS = 180
LOOK_SECONDS = 0.25
STOPPED_BY_CTRL_C = 128 + 2


def main() -> int:
    """Run until Ctrl-C or until one process ends; returns the exit status."""
    settings = load_settings()
    try:
        require_free_port("WEB_PORT", settings.web_host, settings.web_port)
        require_free_port("DIALOGUE_PORT", "127.0.0.1", settings.dialogue_port)
        require_free_port("ACTIONS_PORT", "127.0.0.1", settings.actions_port)
    except Stop as error:
        return stop(error)
    manager = Manager()
    environment = {**bot_environment(), "ACTIONS_URL": settings.actions_url, "PYTHONUNBUFFERED": "1"}
    for name, command in commands(settings.dialogue_port).items():
        manager.add_process(name, "exec " + shlex.join(command), env=environment, cwd=str(ROOT))
    threading.Thread(target=_announce, args=(settings, time.monotonic()), daemon=True).start()
    manager.loop()
    return 0 if manager.returncode in (None, STOPPED_BY_CTRL_C) else manager.returncode


def _announce(settings: Settings, started: float) -> None:
    """Wait until every part answers, then print the address and, the first time, the first officer's link."""
    url = f"http://{settings.web_host}:{settings.web_port}/ready"
    while time.monotonic() - started < READY_SECONDS:
        if _all_ready(url):
            say(f"\nSignpost is ready after {time.monotonic() - started:.0f} s: {settings.resolved_public_url}/")
            say(f"Officers' console: {settings.resolved_public_url}/console/")
            _print_first_officer_link(settings)
            say("Ctrl-C stops everything.\n")
            return
        time.sleep(LOOK_SECONDS)
    say(f"\nNot every part is ready after {READY_SECONDS} s. {url} says which is missing; the page answers as far as it can.\n")


def _all_ready(url: str) -> bool:
    """Whether /ready reports every part as ready."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return json.load(answer).get("degraded") is False
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _print_first_officer_link(settings: Settings) -> None:
    from cli import first_officer_link
    link = first_officer_link(settings)
    if link:
        say("No officer has an account yet. The first officer sets a name and password here, once, within "
            f"{settings.setup_link_hours:g} hours:\n    {link}")


if __name__ == "__main__":
    sys.exit(main())
