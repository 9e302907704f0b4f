"""The commands behind the Makefile's targets."""
from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

from bootstrap.console import Stop, say, stop
from bootstrap.layout import APP_PYTHON, ROOT
from bootstrap.lock import write_locks
from bootstrap.prerequisites import find_uv, require_browser
from bootstrap.steps import bot_environment, prepare, prepare_app

FAST = "not model and not rasa and not browser and not slow and not postgres"


def run(arguments: list[str]) -> int:
    """Prepare, then become the process manager."""
    prepare()
    os.chdir(ROOT)
    os.execve(APP_PYTHON, [str(APP_PYTHON), "-m", "bootstrap.serve", *arguments], bot_environment())


def setup(arguments: list[str]) -> int:
    """Prepare and stop."""
    prepare()
    say("Ready. `make run` starts Signpost.")
    return 0


def test(arguments: list[str]) -> int:
    """Every test."""
    browser = require_browser()
    prepare()
    return _app("pytest", arguments, BROWSER_PATH=str(browser))


def test_fast(arguments: list[str]) -> int:
    """The tests that need no model, server or browser."""
    prepare_app()
    return _app("pytest", ["-m", FAST, *arguments])


def evaluate(arguments: list[str]) -> int:
    """How well it answers, beside the baselines."""
    prepare()
    return _app("evaluation", arguments)


def bench(arguments: list[str]) -> int:
    """How fast it answers, and what it takes."""
    prepare()
    return _app("evaluation.bench", arguments)


def content_check(arguments: list[str]) -> int:
    """Whether the articles are valid."""
    prepare_app()
    return _app("cli", ["content", "check", *arguments])


def content_report(arguments: list[str]) -> int:
    """The state of the articles in numbers."""
    prepare_app()
    return _app("cli", ["content", "report", *arguments])


def lock(arguments: list[str]) -> int:
    """Resolve both lock files anew."""
    write_locks(find_uv())
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run, "setup": setup, "test": test, "test-fast": test_fast, "evaluate": evaluate, "bench": bench,
    "content-check": content_check, "content-report": content_report, "lock": lock}


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit status."""
    if not arguments or arguments[0] not in COMMANDS:
        return stop("Say one of: " + ", ".join(COMMANDS))
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as error:
        return stop(error)
    except KeyboardInterrupt:
        return stop("Stopped by you. What was finished is kept; run the command again to go on.")


def _app(module: str, arguments: list[str], **environment: str) -> int:
    return subprocess.run([str(APP_PYTHON), "-m", module, *arguments], cwd=ROOT, env={**bot_environment(), **environment}).returncode
