"""The answer pipeline as a list to read aloud, and the answerer that runs it over the current index."""
from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from database import Database
from encoder.onnx_encoder import OnnxEncoder
from knowledge_base.answerability import AnswerabilityModel, load_model
from knowledge_base.answering.choosing import choose, section_shown
from knowledge_base.answering.composing import compose
from knowledge_base.answering.searching import expand_shorthand, retrieve, score_answerability
from knowledge_base.answering.splitting import split_questions
from knowledge_base.answering.follow_up import mark_follow_ups
from knowledge_base.answering.turn import Answered, Part, Thread, Work
from knowledge_base.articles import ArticleContent
from knowledge_base.index import IndexMissing, current_manifest, load_index
from knowledge_base.retrieval import Retriever
from knowledge_base.search_settings import SearchSettings, load_search_settings
from knowledge_base.vocabulary import ANSWERED

STEPS: tuple[Callable[[Work], None], ...] = (
    split_questions,      # the message into the questions it holds
    mark_follow_ups,      # does it point back at what was shown last?
    expand_shorthand,     # families' shorthand into the articles' words
    retrieve,             # two dense rankings, BM25 and the recogniser, fused
    score_answerability,  # how likely the first candidate answers
    choose,               # answer, ask back, or hand over
)
LOCAL_ZONE = ZoneInfo("Europe/London")
LOOK_SECONDS = 2.0
"""How often an answerer looks whether a newer index has been put in place."""


class Answerer:
    """Answers questions from the current index. Safe for threads.

    Args:
        retriever: opens the index and the encoder as a retriever.
        model: the answerability model.
        settings: the tunable numbers.
        forum: short name of the forum, for the words around answers.
        clock: the time now, aware UTC.
    """

    def __init__(self, retriever: Callable[[], Retriever], model: AnswerabilityModel, settings: SearchSettings, forum: str,
                 clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._retriever, self._model, self._settings = retriever, model, settings
        self._forum, self._clock = forum, clock

    def answer(self, question: str, thread: Thread = Thread(), audience: str = "parent") -> Answered:
        """Answer, ask back, or say that nothing here answers.

        Args:
            question: cleaned and redacted text, not empty.
            thread: what the conversation was about before.
            audience: "parent" or "young_person".

        Raises:
            IndexMissing: there is no index to search.
        """
        work = self.decide(question, thread, audience)
        started = time.perf_counter()
        replies = compose(work, self._forum, self.today())
        work.timings_ms["compose"] = _ms(started)
        shown = work.parts[0].choice if work.outcome == ANSWERED else None
        article = None if shown is None else work.retriever.index.revisions[shown.position].content.id
        return Answered(work.outcome, replies, trace(work), article, question, work.parts[0].probability, section_shown(work))

    def decide(self, question: str, thread: Thread = Thread(), audience: str = "parent") -> Work:
        """Run the steps and give back everything they found; `evaluation` reads it."""
        work = Work(question, thread, audience, self._retriever(), self._model, self._settings)
        for step in STEPS:
            started = time.perf_counter()
            step(work)
            work.timings_ms[step.__name__] = _ms(started)
        return work

    def article(self, article_id: str) -> ArticleContent | None:
        """The article as families see it now, or None when it is no longer shown.

        Raises:
            IndexMissing: there is no index.
        """
        index = self._retriever().index
        position = index.positions.get(article_id)
        return None if position is None else index.revisions[position].content

    def today(self) -> date:
        """The day it is for families."""
        return self._clock().astimezone(LOCAL_ZONE).date()

    def ready(self) -> bool:
        """Whether there is an index to answer from; loads it."""
        try:
            self._retriever()
        except IndexMissing:
            return False
        return True


class CurrentRetriever:
    """Gives the retriever over the index in use, and swaps when another has been put in place. The encoder is loaded once."""

    def __init__(self, index_dir: Path, encoder: OnnxEncoder, settings: SearchSettings,
                 monotonic: Callable[[], float] = time.monotonic) -> None:
        self._index_dir, self._encoder, self._settings, self._monotonic = index_dir, encoder, settings, monotonic
        self._lock = threading.Lock()
        self._retriever: Retriever | None = None
        self._looked_at = float("-inf")

    def __call__(self) -> Retriever:
        """The current retriever.

        Raises:
            IndexMissing: none has ever been built.
        """
        with self._lock:
            if self._retriever is None or self._monotonic() - self._looked_at >= LOOK_SECONDS:
                self._look()
            return self._retriever

    def _look(self) -> None:
        manifest = current_manifest(self._index_dir)
        if self._retriever is None or (manifest is not None and manifest != self._retriever.index.manifest):
            self._retriever = Retriever(load_index(self._index_dir), self._encoder, self._settings)
        self._looked_at = self._monotonic()


def open_answerer(index_dir: Path, encoder_dir: Path, forum: str) -> Answerer:
    """The answerer of a process: loads the encoder now, the index at the first question.

    Raises:
        EncoderMissing: the encoder has not been exported.
    """
    settings = load_search_settings()
    return Answerer(CurrentRetriever(index_dir, OnnxEncoder(encoder_dir), settings), load_model(), settings, forum)


def trace(work: Work) -> dict[str, Any]:
    """What the receipt keeps: parts, candidates with their scores, the reason, timings (ms) and the index's build."""
    manifest = work.retriever.index.manifest
    return {"parts": [_trace_part(part, work) for part in work.parts], "timings_ms": work.timings_ms,
            "index": manifest.name, "corpus_version": manifest.corpus_version}


def _trace_part(part: Part, work: Work) -> dict[str, Any]:
    candidates = [{"article_id": c.article_id, "score": round(c.score, 4), "wording": round(c.wording, 4),
                   "body": round(c.body, 4), "lexical": round(c.lexical, 3)} for c in part.retrieval.candidates[:5]]
    return {"reason": part.reason, "follow_up": part.follow_up, "probability": round(part.probability, 4),
            "answer_threshold": work.model.answer_threshold,
            "signals": {name: round(value, 4) for name, value in part.signals.items()}, "candidates": candidates}


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)
