"""An answerer that keeps what it was asked, and trackers as the dialogue sends them."""
from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Tracker

from knowledge_base.answering import Answered, Thread
from knowledge_base.articles import ArticleContent


class FakeServices:
    """Answers every question with one outcome, or raises."""

    def __init__(self, outcome: str = "answered", error: Exception | None = None, probability: float = 0.0,
                 articles: tuple[ArticleContent, ...] = ()) -> None:
        self.outcome, self.error, self.probability = outcome, error, probability
        self.articles = {article.id: article for article in articles}
        self.asked: list[tuple[str, Thread, str]] = []

    def answer(self, question: str, thread: Thread, audience: str) -> Answered:
        """Keep the question; give the outcome."""
        self.asked.append((question, thread, audience))
        if self.error is not None:
            raise self.error
        article = "short-breaks-apply" if self.outcome == "answered" else None
        return Answered(self.outcome, [{"type": "text", "text": f"found: {self.outcome}"}], {"score": 0.7}, article, question, self.probability)

    def article(self, article_id: str) -> ArticleContent | None:
        """One of `articles`, by its id."""
        if self.error is not None:
            raise self.error
        return self.articles.get(article_id)

    def today(self) -> date:
        """A day on which the articles are fresh."""
        return date(2026, 11, 25)

    def __call__(self) -> FakeServices:
        """Actions are given a function that gives services."""
        return self


def tracker(text: str, slots: dict[str, Any] | None = None, metadata: dict[str, Any] | None = None,
            intent: str = "ask_question", confidence: float = 0.87654) -> Tracker:
    """A tracker whose latest message is `text`."""
    message = {"text": text, "intent": {"name": intent, "confidence": confidence}, "metadata": metadata or {}, "entities": []}
    return Tracker("conversation", slots or {}, message, [], False, None, {}, "action_listen")
