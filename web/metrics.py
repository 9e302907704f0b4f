"""Numbers for Prometheus. No text, address, reference or id ever becomes a label. Each web worker counts for itself."""
from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The website's counters, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._turns = Counter("signpost_turns", "Messages by outcome and by what answered.", ["outcome", "answered_by"],
                              registry=self.registry)
        self._turn_seconds = Histogram("signpost_turn_seconds", "Seconds from message to reply.", buckets=SECONDS,
                                       registry=self.registry)
        self._unavailable = Counter("signpost_dialogue_unavailable", "Messages that the dialogue could not take, by reason.",
                                    ["reason"], registry=self.registry)
        self._handovers = Counter("signpost_handovers", "Enquiries made by ask-a-person.", registry=self.registry)
        self._put_back = Counter("signpost_put_back", "Pieces of messages that their askers said are no personal data, by kind.", ["kind"],
                                 registry=self.registry)
        self._requests = Counter("signpost_http_requests", "Requests by endpoint, method and status.",
                                 ["endpoint", "method", "status"], registry=self.registry)

    def turn(self, outcome: str, answered_by: str, seconds: float) -> None:
        """Count one message."""
        self._turns.labels(outcome, answered_by).inc()
        self._turn_seconds.observe(seconds)

    def dialogue_unavailable(self, reason: str) -> None:
        """Count one message that the dialogue could not take."""
        self._unavailable.labels(reason).inc()

    def handover(self) -> None:
        """Count one new enquiry."""
        self._handovers.inc()

    def put_back(self, kinds: Iterable[str]) -> None:
        """Count pieces that a rule would have masked and the asker put back."""
        for kind in kinds:
            self._put_back.labels(kind).inc()

    def request(self, endpoint: str, method: str, status: int) -> None:
        """Count one request; `endpoint` is a name of ours, never a path."""
        self._requests.labels(endpoint, method, str(status)).inc()

    def exposition(self) -> bytes:
        """All numbers in Prometheus' text format."""
        return generate_latest(self.registry)
