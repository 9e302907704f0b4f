"""The simplest things that could work, measured in the same run on the same articles."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from encoder.onnx_encoder import OnnxEncoder
from knowledge_base.chunking import HEADING
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
    """The best cosine of title, questions, answer and sections with the question as it was written, by the packaged weights as they are.

    Embeds every chunk of the index when it is made: some tens of seconds for twelve thousand.
    """

    name = "MiniLM alone"

    def __init__(self, retriever: Retriever, plain: OnnxEncoder) -> None:
        self._index, self._encoder = retriever.index, plain
        chunks = [chunk for chunk in self._index.chunks if chunk.part != HEADING]
        self._owners = np.array([chunk.article for chunk in chunks])
        self._vectors = plain.encode([chunk.text for chunk in chunks])

    def rank(self, question: str) -> Ranked:
        """Rank the articles."""
        cosines = self._vectors @ self._encoder.encode([question])[0]
        best = np.full(len(self._index.revisions), -1.0, np.float32)
        np.maximum.at(best, self._owners, cosines)
        return _ranked(self._index, best)


def _ranked(index: SearchIndex, scores: np.ndarray) -> Ranked:
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    return Ranked(tuple(index.revisions[i].content.id for i in order), float(scores[order[0]]))
