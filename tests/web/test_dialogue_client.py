"""The dialogue client against real servers that misbehave."""
from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable

import pytest

from tests.web.fakes import MisbehavingServer, payload
from web.circuit_breaker import CircuitBreaker
from web.dialogue_client import DialogueClient, DialogueUnavailable


class Ticks:
    """Seconds that move when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def answering(body: object, status: int = 200) -> Callable:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    def respond(handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        handler.wfile.write(raw)
    return respond


def reason(server_url: str, timeout: float = 1.0) -> str:
    client = DialogueClient(server_url, timeout)
    try:
        with pytest.raises(DialogueUnavailable) as caught:
            client.send("conversation", "hello", "parent")
    finally:
        client.close()
    return caught.value.reason


def test_a_valid_turn_is_given_back_and_the_request_is_as_agreed() -> None:
    with MisbehavingServer(answering([{"recipient_id": "abc", "custom": payload()}])) as server:
        client = DialogueClient(server.url, 1.0)
        turn = client.send("abc", "hello", "young_person")
        client.close()
    assert turn.outcome == "answered" and turn.replies[0].type == "answer"
    assert json.loads(server.requests[0]) == {"sender": "abc", "message": "hello", "metadata": {"audience": "young_person"}}


@pytest.mark.parametrize("body", [
    b"", b"not json", b"\xff\xfe", {"custom": payload()}, [payload()], [{"text": "hi"}], [1], None, [{"custom": None}],
    [{"custom": payload()}, {"custom": payload()}], [{"custom": payload("dancing")}], [{"custom": payload(replies=[])}],
    [{"custom": payload(replies=[{"type": "song"}])}], [{"custom": payload(replies=[{"type": "text"}])}],
    [{"custom": payload(replies=[{"type": "handover", "text": "x", "url": "https://elsewhere.example"}])}],
    [{"custom": payload(replies=[{"type": "handover", "text": "x", "url": "//elsewhere.example"}])}], b"[" * 100_000])
def test_nonsense_is_named(body: object) -> None:
    with MisbehavingServer(answering(body)) as server:
        assert reason(server.url) == "nonsense"


def test_an_empty_list_is_named() -> None:
    with MisbehavingServer(answering([])) as server:
        assert reason(server.url) == "empty"


@pytest.mark.parametrize("status", [500, 404, 204, 302])
def test_another_status_is_named(status: int) -> None:
    with MisbehavingServer(answering(b"" if status == 204 else [{"custom": payload()}], status)) as server:
        assert reason(server.url) == "status"


def test_a_closed_port_is_refused() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert reason(f"http://127.0.0.1:{port}") == "refused"


def test_a_connection_cut_off_is_refused() -> None:
    with MisbehavingServer(lambda handler: handler.connection.close()) as server:
        assert reason(server.url) == "refused"


def test_silence_ends_after_the_time_limit() -> None:
    done = threading.Event()
    with MisbehavingServer(lambda _handler: done.wait(5)) as server:
        started = time.monotonic()
        assert reason(server.url, timeout=0.2) == "timeout"
        assert time.monotonic() - started < 2
        done.set()


def test_a_trickle_ends_after_the_time_limit_too() -> None:
    done = threading.Event()

    def trickle(handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not done.wait(0.05):
            handler.wfile.write(b" ")
    with MisbehavingServer(trickle) as server:
        assert reason(server.url, timeout=0.3) == "timeout"
        done.set()


def test_a_flood_is_cut_off() -> None:
    with MisbehavingServer(answering(b"[" + b" " * 2_000_000 + b"]")) as server:
        assert reason(server.url) == "nonsense"


def test_a_dead_dialogue_is_asked_once_a_rest_period() -> None:
    ticks = Ticks()
    with MisbehavingServer(answering(b"", 500)) as server:
        client = DialogueClient(server.url, 1.0, breaker=CircuitBreaker(ticks, failures=2, rest_seconds=10))
        reasons = []
        for _ in range(5):
            with pytest.raises(DialogueUnavailable) as caught:
                client.send("conversation", "hello", "parent")
            reasons.append(caught.value.reason)
        ticks.now = 11
        with pytest.raises(DialogueUnavailable) as caught:
            client.send("conversation", "hello", "parent")
        client.close()
    assert reasons == ["status", "status", "resting", "resting", "resting"]
    assert caught.value.reason == "status" and len(server.requests) == 3


def test_the_breaker_closes_after_a_success_and_lets_one_try_at_a_time() -> None:
    ticks = Ticks()
    breaker = CircuitBreaker(ticks, failures=1, rest_seconds=10)
    breaker.failed()
    assert not breaker.allows()
    ticks.now = 10
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]


def test_nonsense_does_not_open_the_breaker() -> None:
    with MisbehavingServer(answering([])) as server:
        client = DialogueClient(server.url, 1.0)
        for _ in range(4):
            with pytest.raises(DialogueUnavailable, match="empty"):
                client.send("conversation", "hello", "parent")
        client.close()
    assert len(server.requests) == 4
