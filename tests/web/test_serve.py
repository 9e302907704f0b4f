"""The real server: starts, answers, refuses big bodies so that the sender sees it, stops cleanly."""
from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet

from web.worker import WAIT_SECONDS

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


class Served:
    """A `python -m web.serve` of its own."""

    def __init__(self, var_dir: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        env = {**os.environ, "VAR_DIR": str(var_dir), "WEB_PORT": str(self.port), "SECRET_KEY": "s" * 32, "PIN_KEY": "p" * 32,
               "CONTACT_KEYS": Fernet.generate_key().decode(), "DATABASE_URL": "", "DIALOGUE_PORT": "1", "ACTIONS_PORT": "1",
               "LOG_LEVEL": "INFO", "OUTBOX_SECONDS": "0.2"}
        self.log = var_dir / "web.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "web.serve"], cwd=ROOT, env=env, stdout=log, stderr=log)

    def wait(self) -> None:
        """Until it answers."""
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/health", trust_env=False).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError(f"the website did not start: {self.log.read_text()[-2000:]}")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    server = Served(tmp_path)
    try:
        server.wait()
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def test_the_server_from_start_to_stop(served: Served) -> None:
    with httpx.Client(base_url=served.url, trust_env=False, timeout=20) as http:
        assert "Ask about help" in http.get("/").text

        ready = http.get("/ready")
        assert ready.status_code == 503 and ready.json()["index"] is False

        unavailable = http.post("/api/v1/messages", json={"text": "zebra question"})
        assert unavailable.status_code == 200 and unavailable.json()["outcome"] == "unavailable"

        too_big = http.post("/api/v1/messages", content=b"x" * 10_000_000, headers={"Content-Type": "application/json"})
        assert too_big.status_code == 413 and too_big.headers["Content-Type"] == "application/problem+json"

        chunked = http.post("/api/v1/messages", content=(b"x" * 4096 for _ in range(64)), headers={"Content-Type": "application/json"})
        assert chunked.status_code == 413

        http.get("/search?q=zebra")
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=20) == 0
    logged = served.log.read_text()
    assert "zebra" not in logged and "Traceback" not in logged and "127.0.0.1" not in logged.replace(served.url, "")


HEAD = b"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(("sent", "status"), [
    (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzebra\r\nhello\r\n0\r\n\r\n", 400),
    (HEAD + b"Content-Length: zebra\r\n\r\n{}", 400),
    (HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    (b"GET /api/v1/search?q=" + b"zebra" * 1000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    (b"GET /api/v1/articles HTTP/1.1\r\nHost: x\r\nX-Zebra: " + b"z" * 9000 + b"\r\n\r\n", 431),
    (b"zebra\r\n\r\n", 400)])
def test_what_is_no_request_gets_a_problem_and_no_word_of_it_is_repeated(served: Served, sent: bytes, status: int) -> None:
    head, _, body = talk(served, sent).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status) and b"Content-Type: application/problem+json" in head
    problem = json.loads(body)
    assert problem["status"] == status and problem["detail"]
    assert b"zebra" not in body.lower() and "zebra" not in served.log.read_text().lower()


def test_a_sender_that_stops_half_way_is_given_up_and_holds_nobody_else(served: Served) -> None:
    stuck = [socket.create_connection(("127.0.0.1", served.port), timeout=WAIT_SECONDS + 15) for _ in range(9)]  # one more than there are threads
    for connection in stuck[1:]:
        connection.sendall(HEAD + b"Content-Length: 400\r\n\r\n{")
    stuck[0].sendall(b"POST /api/v1/mess")
    try:
        assert httpx.get(f"{served.url}/health", trust_env=False, timeout=WAIT_SECONDS + 15).status_code == 200
        assert stuck[1].recv(100).startswith(b"HTTP/1.1 400 ") and stuck[0].recv(100) == b""
        assert "Traceback" not in served.log.read_text()
    finally:
        for connection in stuck:
            connection.close()


def talk(served: Served, sent: bytes) -> bytes:
    """Everything that comes back over one connection."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_port_in_use_is_said_and_ends(served: Served, tmp_path: Path) -> None:
    env = {**os.environ, "VAR_DIR": str(tmp_path), "WEB_PORT": str(served.port), "SECRET_KEY": "s" * 32, "PIN_KEY": "p" * 32,
           "CONTACT_KEYS": Fernet.generate_key().decode()}
    second = subprocess.run([sys.executable, "-m", "web.serve"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert second.returncode != 0 and f"port {served.port}" in second.stderr and "Traceback" not in second.stderr


@pytest.mark.parametrize(("wrong", "named"), [
    ({"SECRET_KEY": ""}, "SECRET_KEY"), ({"PIN_KEY": "short"}, "PIN_KEY"), ({"CONTACT_KEYS": "nonsense"}, "CONTACT_KEYS"),
    ({"CLOSED_DAYS": "christmas"}, "christmas")])
def test_a_setting_that_would_fail_later_is_named_at_the_start(tmp_path: Path, wrong: dict[str, str], named: str) -> None:
    env = {**os.environ, "VAR_DIR": str(tmp_path), "SECRET_KEY": "s" * 32, "PIN_KEY": "p" * 32, "CLOSED_DAYS": "",
           "CONTACT_KEYS": Fernet.generate_key().decode(), **wrong}
    ended = subprocess.run([sys.executable, "-m", "web.serve"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert ended.returncode != 0 and named in ended.stderr and "Traceback" not in ended.stderr
