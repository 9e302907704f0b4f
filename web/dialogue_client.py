"""Asks the dialogue server (Rasa's REST channel, loopback) for one turn."""
from __future__ import annotations

import json
import time
from collections.abc import Callable

import httpx
from pydantic import ValidationError

from web.circuit_breaker import CircuitBreaker
from web.replies import TurnPayload

WEBHOOK = "/webhooks/rest/webhook"
MAX_ANSWER_BYTES = 1_000_000


class DialogueUnavailable(Exception):
    """The dialogue gave no usable turn. `reason` is one of: refused, timeout, status, nonsense, empty, resting."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DialogueClient:
    """One pooled connection to the dialogue server, with a time limit and a circuit breaker."""

    def __init__(self, url: str, timeout_seconds: float, clock: Callable[[], float] = time.monotonic,
                 breaker: CircuitBreaker | None = None, connections: int = 32) -> None:
        self._timeout = timeout_seconds
        self._clock = clock
        self._breaker = breaker or CircuitBreaker(clock)
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=httpx.Timeout(timeout_seconds, connect=min(1.0, timeout_seconds)),
                                  limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections))

    def send(self, conversation_id: str, message: str, audience: str) -> TurnPayload:
        """The dialogue's turn for one redacted message. Raises DialogueUnavailable for anything else than one valid payload."""
        if not self._breaker.allows():
            raise DialogueUnavailable("resting")
        try:
            body = self._post({"sender": conversation_id, "message": message, "metadata": {"audience": audience}})
        except DialogueUnavailable:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return _payload(body)

    def reachable(self) -> bool:
        """Whether the dialogue server answers (it listens only once its model is loaded). Waits a second at most."""
        try:
            return self._http.get("/", timeout=min(1.0, self._timeout)).status_code == 200
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _post(self, message: dict[str, object]) -> bytes:
        """The body of the answer, within the time limit over the whole exchange (httpx's own limit is for each read)."""
        deadline = self._clock() + self._timeout
        chunks, size = [], 0
        try:
            with self._http.stream("POST", WEBHOOK, json=message) as response:
                if response.status_code != 200:
                    raise DialogueUnavailable("status")
                for chunk in response.iter_bytes():
                    chunks.append(chunk)
                    size += len(chunk)
                    if self._clock() > deadline:
                        raise DialogueUnavailable("timeout")
                    if size > MAX_ANSWER_BYTES:
                        raise DialogueUnavailable("nonsense")
        except httpx.TimeoutException as error:
            raise DialogueUnavailable("timeout") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise DialogueUnavailable("refused") from error
        return b"".join(chunks)


def _payload(body: bytes) -> TurnPayload:
    """The one payload in Rasa's list of messages."""
    try:
        messages = json.loads(body)
    except (ValueError, RecursionError):
        raise DialogueUnavailable("nonsense") from None
    if messages == []:
        raise DialogueUnavailable("empty")
    if not isinstance(messages, list) or len(messages) != 1 or not isinstance(messages[0], dict):
        raise DialogueUnavailable("nonsense")
    try:
        return TurnPayload.model_validate(messages[0].get("custom"))
    except (ValidationError, RecursionError):
        raise DialogueUnavailable("nonsense") from None  # the cause would carry the message's text
