"""The simplest things that could work, measured in the same run on the same articles."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from knowledge_base.index import SearchIndex
from knowledge_base.retrieval import Retriever

DEPTH = 10


@dataclass(frozen=True)
class Ranked:
    """A ranking of article ids, best first, and the first one's score as the only sign of confidence."""

    articles: tuple[str, ...]
    confidence: float


class Bm25Alone:
    """BM25 over title, questions, answer and sections, the question as it was written."""

    name = "BM25 alone"

    def __init__(self, retriever: Retriever) -> None:
        self._index = retriever.index

    def rank(self, question: str) -> Ranked:
        """Rank the articles."""
        return _ranked(self._index, self._index.lexical.scores(question))


class MiniLmAlone:
    """The best cosine of title, questions, answer and sections with the question as it was written."""

    name = "MiniLM alone"

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def rank(self, question: str) -> Ranked:
        """Rank the articles."""
        index = self._retriever.index
        vector = self._retriever.embed([question])[0]
        parts = [part.best(vector, len(index.chunks))[0] for part in index.parts.values()]
        return _ranked(index, np.maximum(*parts))


def _ranked(index: SearchIndex, scores: np.ndarray) -> Ranked:
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    return Ranked(tuple(index.revisions[i].content.id for i in order), float(scores[order[0]]))
