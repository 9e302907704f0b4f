"""Stand-ins for the parts under the website. Each keeps what it was given."""
from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

from sqlalchemy.exc import OperationalError

from knowledge_base.answering import Answered, IndexMissing, Thread
from knowledge_base.articles import ArticleContent, Section, Source
from second_look.danger_model import Look
from second_look.head import Thresholds
from web.dialogue_client import DialogueUnavailable
from web.replies import TurnPayload

ANSWER = {
    "type": "answer", "article_id": "short-breaks-apply", "title": "How to apply for short breaks (respite)", "topic": "short_breaks",
    "text": "You apply to the council. You apply again every year.", "url": "/articles/short-breaks-apply", "voice": "parent",
    "pathway": {"stage": "Asking for support", "before": {"stage": "Finding out what there is", "url": "/articles/local-offer-what-is"},
                "after": None},
    "sources": [{"title": "Breaks for Carers of Disabled Children Regulations 2011", "publisher": "legislation.gov.uk",
                 "url": "https://www.legislation.gov.uk/uksi/2011/707", "published_on": "2011"}],
    "checked_on": "2026-11-20", "check_again_on": "2027-02-20", "overdue": False}
UNANSWERED = [{"type": "text", "text": "I do not have an answer to that which a person has checked."},
              {"type": "handover", "text": "Ask a person at WPCC", "url": "/ask-a-person"}]
CHOICES = [{"type": "choices", "text": "Which of these?", "choices": [
    {"label": "Short breaks", "message": "How do I apply for short breaks?"}, {"label": "Transport", "message": "Who gets free transport?"}]}]


def payload(outcome: str = "answered", replies: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A turn payload as the dialogue sends it."""
    return {"outcome": outcome, "replies": [ANSWER] if replies is None else replies, "trace": {"candidates": []}}


THRESHOLDS = Thresholds(urgent=0.9, gentle=0.5, veto=0.1, fitted={})


class FakeLooker:
    """Finds danger of one kind in messages that hold one of the words given, as likely as they say. `seen` holds what it was shown."""

    def __init__(self, **likely: float) -> None:
        self.likely, self.seen = likely, []

    def look(self, text: str) -> Look:
        self.seen.append(text)
        return Look(max((share for word, share in self.likely.items() if word in text), default=0.3), "abuse")


class FakeDialogue:
    """Answers every message with one payload, or is down for one reason. `sent` holds (conversation, message, audience)."""

    def __init__(self, answer: dict[str, Any] | None = None, down: str = "") -> None:
        self.answer, self.down = answer or payload(), down
        self.sent: list[tuple[str, str, str]] = []
        self.closed = False

    def send(self, conversation_id: str, message: str, audience: str) -> TurnPayload:
        self.sent.append((conversation_id, message, audience))
        if self.down:
            raise DialogueUnavailable(self.down)
        return TurnPayload.model_validate(self.answer)

    def reachable(self) -> bool:
        return not self.down

    def close(self) -> None:
        self.closed = True


class FakeAnswerer:
    """Gives one `Answered`; `missing` makes it an answerer without an index. `asked` holds (question, thread, audience)."""

    def __init__(self, outcome: str = "answered", replies: list[dict[str, Any]] | None = None, missing: bool = False,
                 breaks: Exception | None = None, ranking: tuple[str, ...] = ()) -> None:
        self.outcome, self.replies = outcome, [ANSWER] if replies is None else replies
        self.missing, self.breaks, self.ranking = missing, breaks, ranking
        self.articles: dict[str, ArticleContent] = {}
        self.asked: list[tuple[str, Thread, str]] = []

    def answer(self, question: str, thread: Thread = Thread(), audience: str = "parent") -> Answered:
        self.asked.append((question, thread, audience))
        self._fail()
        return Answered(self.outcome, self.replies, {"parts": []}, None, question)

    def decide(self, question: str, thread: Thread = Thread(), audience: str = "parent") -> Any:
        self.asked.append((question, thread, audience))
        self._fail()
        candidates = [SimpleNamespace(article_id=article_id, score=1.0 / (place + 1)) for place, article_id in enumerate(self.ranking)]
        return SimpleNamespace(parts=[SimpleNamespace(retrieval=SimpleNamespace(candidates=candidates))])

    def article(self, article_id: str) -> ArticleContent | None:
        self._fail()
        return self.articles.get(article_id)

    def today(self) -> date:
        return date(2026, 11, 25)

    def ready(self) -> bool:
        return not self.missing

    def _fail(self) -> None:
        if self.missing:
            raise IndexMissing("no index")
        if self.breaks:
            raise self.breaks


class BrokenPart:
    """Every method of it fails as a part does whose database is down, with somebody's words in the error as SQLAlchemy puts them."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def fail(*_args: object, **_kwargs: object) -> None:
            raise OperationalError("INSERT INTO turns …", {"text": "SECRET WORDS"}, Exception("the database is down"))
        return fail


def article(article_id: str = "short-breaks-apply", **changes: Any) -> ArticleContent:
    """A published article."""
    values: dict[str, Any] = {
        "id": article_id, "title": "How to apply for short breaks (respite)", "topic": "short_breaks", "audience": "parent",
        "status": "published", "owner": "WPCC information team", "checked_on": date(2026, 11, 20), "check_again_on": date(2027, 2, 20),
        "stage": "getting_support", "who_helps": ("wpcc",), "questions": ("how do i apply for respite",), "answer": "You apply to the council.",
        "sources": (Source("Breaks for Carers Regulations 2011", "legislation.gov.uk", "https://www.legislation.gov.uk/uksi/2011/707", "", "2011"),),
        "sections": (Section("What to do next", "Ask for the **form**."),), **changes}
    return ArticleContent(**values)


class MisbehavingServer:
    """A real HTTP server on a free loopback port. `respond(handler)` decides what happens; `requests` holds the bodies it got."""

    def __init__(self, respond: Callable[[BaseHTTPRequestHandler], None]) -> None:
        self.requests: list[bytes] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.requests.append(self.rfile.read(int(self.headers["Content-Length"])))
                respond(self)

            def log_message(self, *_args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> MisbehavingServer:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
