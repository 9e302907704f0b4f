"""The two environments, each from its lock file: built once, built again when the lock changes or a build was broken off."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap.console import Progress, Stop
from bootstrap.layout import APP_ENV, BOT_ENV, ROOT, digest, is_current, write_stamp

STAMP = ".signpost-complete"
NETWORK_SIGNS = ("dns error", "error sending request", "failed to fetch", "connection refused", "timed out", "network is unreachable",
                 "temporary failure in name resolution", "client error (connect)")


def build_app_environment(uv: Path) -> None:
    """`.venv` from requirements.txt, on the Python that runs this."""
    _build(uv, APP_ENV, Path(sys.executable), ROOT / "requirements.txt", _torch_arguments(), "the app's environment (.venv)")


def build_bot_environment(uv: Path, python: Path) -> None:
    """`.venv-bot` from bot/requirements.txt, on Python 3.10."""
    _build(uv, BOT_ENV, python, ROOT / "bot" / "requirements.txt", [], "the dialogue engine's environment (.venv-bot)")


def _build(uv: Path, folder: Path, python: Path, lock: Path, arguments: list[str], name: str) -> None:
    wanted = digest([lock], _base_python(python), *arguments)
    if is_current(folder / STAMP, wanted) and (folder / "bin" / "python").exists():
        return
    with Progress(f"Building {name}: a few hundred megabytes the first time"):
        shutil.rmtree(folder, ignore_errors=True)
        _run([str(uv), "venv", "--quiet", "--python", str(python), str(folder)], name)
        _run([str(uv), "pip", "install", "--python", str(folder / "bin" / "python"), "--requirement", str(lock),
              "--no-deps", "--compile-bytecode", *_index_arguments(), *arguments], name)
    write_stamp(folder / STAMP, wanted)


def _base_python(python: Path) -> str:
    code = "import sys; print(sys.version, sys.base_prefix)"
    return subprocess.run([str(python), "-c", code], capture_output=True, text=True).stdout.strip()


def _run(command: list[str], name: str) -> None:
    process = subprocess.Popen(command, stdout=None, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if sys.stderr.isatty() or line.startswith(("Resolved", "Prepared", "Installed", "Bytecode", "error")):
            print("    " + line.rstrip(), flush=True)
    if process.wait() == 0:
        return
    text = "".join(said)
    network = any(sign in text.lower() for sign in NETWORK_SIGNS)
    reason = "The package index cannot be reached: check the network." if network else text.strip()[-1500:]
    raise Stop(f"Building {name} failed.\n{reason}\nNothing half-built is used: run the command again to start this step anew.")


def _pip_setting(name: str) -> str:
    """A value of pip's configuration, which uv does not read."""
    done = subprocess.run([sys.executable, "-m", "pip", "config", "get", f"global.{name}"], capture_output=True, text=True)
    return os.environ.get("PIP_" + name.replace("-", "_").upper(), "") or (done.stdout.strip() if done.returncode == 0 else "")


def _index_arguments() -> list[str]:
    index = _pip_setting("index-url")
    return ["--default-index", index] if index else []


def _torch_arguments() -> list[str]:
    """Linux's plain build of torch brings gigabytes of CUDA: take a CPU build from pip's find-links where one lies, else ask uv for it."""
    if not sys.platform.startswith("linux"):
        return []
    links = _pip_setting("find-links").split()
    offers = [link for link in links if any(Path(link).glob("torch-*+cpu-*.whl"))]
    return ["--find-links", offers[0]] if offers else ["--torch-backend", "cpu"]
