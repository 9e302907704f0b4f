"""What goes into answering and what comes out."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from knowledge_base.answerability import AnswerabilityModel
from knowledge_base.retrieval import Candidate, Retrieval, Retriever
from knowledge_base.search_settings import SearchSettings


@dataclass(frozen=True)
class Thread:
    """What the conversation was about before this message; empty at its start."""

    last_question: str = ""
    last_article_id: str = ""
    last_outcome: str = ""


@dataclass(frozen=True)
class Answered:
    """The result: an outcome, the API's reply objects, and the trace that the receipt keeps.

    `probability` (0..1): how likely the first candidate answers the (first) question. `section`: number, in the reader's voice, of the
    section shown with or instead of the answer.
    """

    outcome: str
    replies: list[dict[str, Any]]
    trace: dict[str, Any]
    article_id: str | None
    question: str
    probability: float = 0.0
    section: int | None = None


@dataclass(frozen=True)
class Choice:
    """One article chosen to answer: which, and which of its sections (None: the answer itself).

    `alone` is true when the section is shown by itself, as in a follow-up on the article shown last.
    """

    position: int
    section: int | None = None
    alone: bool = False


@dataclass
class Part:
    """One question of the message on its way through the steps."""

    text: str
    query: str = ""
    follow_up: bool = False
    vector: np.ndarray | None = None
    retrieval: Retrieval | None = None
    signals: dict[str, float] = field(default_factory=dict)
    probability: float = 0.0
    choice: Choice | None = None
    reason: str = ""

    @property
    def first(self) -> Candidate:
        """The best candidate."""
        assert self.retrieval is not None
        return self.retrieval.candidates[0]


@dataclass
class Work:
    """Everything that the steps read and write while they answer one message."""

    question: str
    thread: Thread
    audience: str
    retriever: Retriever
    model: AnswerabilityModel
    settings: SearchSettings
    parts: list[Part] = field(default_factory=list)
    outcome: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)
