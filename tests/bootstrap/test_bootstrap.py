"""The set-up: what is current is skipped, what is missing is named, a broken-off build starts anew."""
from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import environments, layout, prerequisites
from bootstrap.console import Stop
from bootstrap.layout import digest, is_current, write_stamp
from bootstrap.lock import without_cuda
from bootstrap.prerequisites import require_free_port
from bootstrap.secrets_file import make_secrets
from settings import ROOT


def script(path: Path, text: str) -> Path:
    """A shell script that can be run."""
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def fake_uv(tmp_path):
    """A uv that writes down what it was asked, makes environments, and fails to install while a file named `broken` is there."""
    return script(tmp_path / "uv", f'''
echo "$@" >> {tmp_path}/asked
case "$1" in
  venv) for folder; do :; done; mkdir -p "$folder/bin"; ln -s {sys.executable} "$folder/bin/python" ;;
  pip) if [ -f {tmp_path}/broken ]; then cat {tmp_path}/broken >&2; exit 1; fi ;;
esac''')


def build(fake_uv: Path, lock: str = "flask==3\n") -> None:
    folder = fake_uv.parent
    requirements = ROOT / "var" / f"test-lock-{os.getpid()}.txt"
    requirements.parent.mkdir(exist_ok=True)
    requirements.write_text(lock, encoding="utf-8")
    try:
        environments._build(fake_uv, folder / "env", Path(sys.executable), requirements, [], "an environment")
    finally:
        requirements.unlink()


def asked(fake_uv: Path) -> list[str]:
    file = fake_uv.parent / "asked"
    return [line.split()[0] for line in file.read_text().splitlines()] if file.exists() else []


def test_an_environment_is_built_once_and_again_when_the_lock_changes(fake_uv):
    build(fake_uv)
    build(fake_uv)
    assert asked(fake_uv) == ["venv", "pip"]
    build(fake_uv, "flask==4\n")
    assert asked(fake_uv) == ["venv", "pip"] * 2


def test_a_broken_off_build_is_told_and_starts_anew(fake_uv):
    (fake_uv.parent / "broken").write_text("error: client error (Connect): dns error\n")
    with pytest.raises(Stop, match="check the network"):
        build(fake_uv)
    assert not (fake_uv.parent / "env" / environments.STAMP).exists()
    (fake_uv.parent / "broken").unlink()
    build(fake_uv)
    assert (fake_uv.parent / "env" / environments.STAMP).exists()


def test_a_failure_that_is_not_the_network_shows_its_reason(fake_uv):
    (fake_uv.parent / "broken").write_text("error: no solution found for flask==99\n")
    with pytest.raises(Stop, match="no solution found"):
        build(fake_uv)


def test_an_environment_whose_python_is_gone_is_built_again(fake_uv):
    build(fake_uv)
    shutil.rmtree(fake_uv.parent / "env" / "bin")
    build(fake_uv)
    assert asked(fake_uv) == ["venv", "pip"] * 2


def test_a_digest_moves_with_content_names_and_words(tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "ROOT", tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").write_text("one")
    first = digest([tmp_path / "data"])
    assert first == digest([tmp_path / "data"]) != digest([tmp_path / "data"], "word")
    (tmp_path / "data" / "a").rename(tmp_path / "data" / "b")
    assert digest([tmp_path / "data"]) != first


def test_a_stamp_holds_for_one_value(tmp_path):
    stamp = tmp_path / "stamps" / "step"
    assert not is_current(stamp, "one")
    write_stamp(stamp, "one")
    assert is_current(stamp, "one") and not is_current(stamp, "two")


def test_secrets_are_made_once_for_their_owner_alone(tmp_path):
    path = tmp_path / "var" / "secrets.env"
    make_secrets(path)
    text = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(f"{name}=" in text for name in ("SECRET_KEY", "CONTACT_KEYS", "PIN_KEY"))
    path.chmod(0o644)
    make_secrets(path)
    assert path.read_text() == text and stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_port_in_use_is_named_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Stop, match=f"Port {port} .*WEB_PORT={port + 1} make run|Port {port}"):
            require_free_port("WEB_PORT", "127.0.0.1", port)
    require_free_port("WEB_PORT", "127.0.0.1", port)


def test_no_python_310_is_told_with_ways_to_get_it(tmp_path, monkeypatch):
    uv = script(tmp_path / "uv", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "none"))
    with pytest.raises(Stop, match="uv python install 3.10"):
        prerequisites.find_bot_python(uv)


def test_no_browser_is_told_with_ways_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    if prerequisites.find_browser() is None:
        with pytest.raises(Stop, match="apt-get install chromium"):
            prerequisites.require_browser()


def test_an_old_python_is_told_in_one_plain_message(tmp_path):
    code = "import sys; sys.version_info = (3, 8, 18); import runpy; runpy.run_module('bootstrap', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0 and "needs Python 3.11" in done.stderr and "Traceback" not in done.stderr


def test_an_unknown_command_is_told():
    done = subprocess.run([sys.executable, "-m", "bootstrap", "fly"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "Say one of: run" in done.stderr


def test_the_lock_holds_no_cuda_and_one_torch():
    lines = ["numpy==2.4.6\n", "nvidia-cublas==13 ; sys_platform == 'linux'\n", "torch==2.13.0 ; sys_platform == 'darwin'\n",
             "torch==2.13.0+cpu ; sys_platform == 'linux'\n", "triton==3.7\n", "cuda-toolkit==13\n"]
    assert without_cuda(lines) == ["numpy==2.4.6\n", "torch==2.13.0\n"]


@pytest.mark.parametrize("lock", ["requirements.txt", "bot/requirements.txt"])
def test_every_version_is_pinned(lock):
    lines = [line for line in (ROOT / lock).read_text().splitlines() if line and not line.startswith("#")]
    assert lines and all("==" in line for line in lines)


def test_make_help_lists_every_target():
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("run", "test", "test-fast", "evaluate", "bench", "help"):
        assert f"\n{target} " in "\n" + done.stdout
