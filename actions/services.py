"""Composition root of the action server: reads settings and opens what actions need, at first use, once a process."""
from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Protocol

from database import Database
from encoder.onnx_encoder import EncoderMissing
from enquiries.urgent_help_wording.live import LOOK_SECONDS, LiveWording
from guardrails.urgent_help import UrgentHelpTexts
from guardrails.urgent_help_overlay import texts_in_force
from knowledge_base.answering import Answered, Answerer, IndexMissing, Thread, open_answerer
from knowledge_base.articles import ArticleContent
from settings import load_settings


class NothingToSearch(Exception):
    """The index or the encoder has not been built."""


class AnswersQuestions(Protocol):
    """What actions ask of a service; `Services` in the program."""

    def answer(self, question: str, thread: Thread, audience: str) -> Answered: ...

    def article(self, article_id: str) -> ArticleContent | None: ...

    def today(self) -> date: ...


class Services:
    """Opens the answerer at the first question and keeps it. Safe for threads."""

    def __init__(self, open_it: Callable[[], Answerer]) -> None:
        self._open = open_it
        self._lock = threading.Lock()
        self._answerer: Answerer | None = None

    def answer(self, question: str, thread: Thread, audience: str) -> Answered:
        """Answer, ask back, or say that nothing answers.

        Raises:
            NothingToSearch: there is no index or no encoder; looked for again at the next question.
        """
        try:
            return self._opened().answer(question, thread, audience)
        except (IndexMissing, EncoderMissing) as missing:
            raise NothingToSearch(type(missing).__name__) from None

    def article(self, article_id: str) -> ArticleContent | None:
        """The article as families see it now, or None.

        Raises:
            NothingToSearch: there is no index or no encoder.
        """
        try:
            return self._opened().article(article_id)
        except (IndexMissing, EncoderMissing) as missing:
            raise NothingToSearch(type(missing).__name__) from None

    def today(self) -> date:
        """The day it is for families."""
        return self._opened().today()

    def warm_up(self) -> bool:
        """Load encoder and index before the first family asks. Whether there is something to search."""
        try:
            return self._opened().ready()
        except EncoderMissing:
            return False

    def _opened(self) -> Answerer:
        with self._lock:
            if self._answerer is None:
                self._answerer = self._open()
            return self._answerer


_shared: list[Services] = []
_shared_lock = threading.Lock()


def shared_services() -> Services:
    """The process's services, made at the first call."""
    with _shared_lock:
        if not _shared:
            _shared.append(Services(_open_answerer))
        return _shared[0]


def _open_answerer() -> Answerer:
    settings = load_settings()
    return open_answerer(settings.index_dir, settings.encoder_dir, settings.forum_short_name)


def urgent_help_texts() -> UrgentHelpTexts | None:
    """The wording that officers approved, or None for the shipped one. Never waits."""
    return _wording().texts


def follow_wording() -> None:
    """Look every few seconds, from a thread that ends with the process, whether another wording was approved."""
    threading.Thread(target=_wording().run_until, args=(threading.Event(), LOOK_SECONDS), name="urgent_help_wording", daemon=True).start()


@cache
def _wording() -> LiveWording[UrgentHelpTexts]:
    return LiveWording(_open_database, texts_in_force)


@cache
def _open_database() -> Database:
    return Database(load_settings().resolved_database_url)
