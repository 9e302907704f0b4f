"""What must be on the machine: found, fetched, or named with the way to get it."""
from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from bootstrap.console import Progress, Stop, say
from bootstrap.layout import VAR

BOT_PYTHON_VERSION = "3.10"
TOOLS = VAR / "tools"


def find_uv() -> Path:
    """The uv program: on PATH, made earlier, or installed now into a private environment.

    Raises:
        Stop: it cannot be installed; says how to get it.
    """
    private = TOOLS / "bin" / "uv"
    for found in (shutil.which("uv"), private):
        if found and _works([str(found), "--version"]):
            return Path(found)
    with Progress("Installing uv, the tool that builds the environments"):
        shutil.rmtree(TOOLS, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(TOOLS)], capture_output=True, text=True)
        if made.returncode != 0:
            raise Stop("Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv")
        got = subprocess.run([str(TOOLS / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"], capture_output=True, text=True)
        if got.returncode != 0:
            shutil.rmtree(TOOLS, ignore_errors=True)
            raise Stop("uv could not be installed: is there a network?\n" + got.stderr.strip()[-600:]
                       + "\nInstall it yourself (pip install uv) and run the command again.")
    return private


def find_bot_python(uv: Path) -> Path:
    """A Python 3.10 for the dialogue engine: on PATH, pyenv's, uv's, or fetched by uv.

    Raises:
        Stop: none is there and none can be fetched; says how to get one.
    """
    for candidate in _bot_python_candidates(uv):
        if candidate and _works([str(candidate), "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 10))"]):
            return Path(candidate)
    with Progress("Fetching Python 3.10 for the dialogue engine"):
        subprocess.run([str(uv), "python", "install", BOT_PYTHON_VERSION], capture_output=True)
    found = _output([str(uv), "python", "find", BOT_PYTHON_VERSION])
    if found:
        return Path(found)
    raise Stop("Python 3.10 is missing: the dialogue engine needs it.\n"
               "Get it by one of: uv python install 3.10; pyenv install 3.10; brew install python@3.10")


def _bot_python_candidates(uv: Path):
    yield from _pyenv_pythons()
    yield shutil.which("python3.10")
    yield _output([str(uv), "python", "find", BOT_PYTHON_VERSION])


def _pyenv_pythons():
    root = Path(os.environ.get("PYENV_ROOT") or _output(["pyenv", "root"]) or Path.home() / ".pyenv")
    yield from sorted(root.glob("versions/3.10.*/bin/python"), reverse=True)


def find_browser() -> Path | None:
    """A Chromium for the browser tests, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    places = [os.environ.get("BROWSER_PATH"), *map(shutil.which, names),
              "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"]
    return next((Path(place) for place in places if place and Path(place).is_file()), None)


def require_browser() -> Path:
    """The browser, or a Stop that says how to get one."""
    found = find_browser()
    if found is None:
        raise Stop("The browser tests need Chromium, and none was found.\n"
                   "Debian and Ubuntu: apt-get install chromium   macOS: brew install --cask chromium\n"
                   "Elsewhere: set BROWSER_PATH to it. (make test-fast needs no browser.)")
    return found


def require_free_port(name: str, host: str, port: int) -> None:
    """Raise Stop when the port cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Stop(f"Port {port} on {host} cannot be used ({error.strerror}). Is Signpost running already?\n"
                       f"Stop the program that uses it, or choose another: {name}={port + 1} make run") from None


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def report(uv: Path, bot_python: Path) -> None:
    """Say what was found."""
    say(f"    Python {sys.version.split()[0]}, uv at {uv}, Python 3.10 at {bot_python}")
