"""Finding articles: two dense rankings, BM25 and the recogniser, each as z-scores over articles, fused by weight."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from encoder.onnx_encoder import OnnxEncoder
from knowledge_base.chunking import BODY, WORDING
from knowledge_base.index import SearchIndex
from knowledge_base.recognition import softmax
from knowledge_base.search_settings import SearchSettings

CANDIDATES = 10


@dataclass(frozen=True)
class Candidate:
    """One article that may answer: its fused score and what it is made of.

    `wording` and `body` are cosines, `lexical` is a BM25 score; `section` is the number of the section whose text is nearest
    to the question, or None when the answer itself is nearest.
    """

    position: int
    article_id: str
    score: float
    wording: float
    body: float
    lexical: float
    section: int | None


@dataclass(frozen=True)
class Retrieval:
    """What one search found: the best candidates, and what the answerability of the first is judged from.

    `agree`: vectors and BM25 name the same article; `wording_z`, `body_z`: the first's cosines in standard deviations above the
    mean article; `recognised`: the share (0..1) that the recogniser gives the first, `recognition`: its score, `recognition_margin`: that score less the best of all
    others, negative where the recogniser names another article; `asked_before`:
    the question is one of the first's own wordings.
    """

    query: str
    candidates: tuple[Candidate, ...]
    agree: bool
    wording_z: float
    body_z: float
    recognised: float
    recognition: float
    recognition_margin: float
    asked_before: bool


class Retriever:
    """Searches one index. Read-only and safe for threads."""

    def __init__(self, index: SearchIndex, encoder: OnnxEncoder, settings: SearchSettings) -> None:
        self.index = index
        self.encoder = encoder
        self._settings = settings

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of texts, shape (len(texts), dimension)."""
        return self.encoder.encode(texts)

    def search(self, query: str, vectors: np.ndarray) -> Retrieval:
        """Rank the articles.

        Args:
            query: the words for BM25, shorthand made plain.
            vectors: one or more unit vectors that each stand for the question, shape (n, dimension); the best counts.

        Returns:
            At most ten candidates, best first.
        """
        weights, depth = self._settings.weights, self._settings.depth
        wording, _ = self._dense(WORDING, vectors, depth)
        body, chunk = self._dense(BODY, vectors, depth)
        lexical = self.index.lexical.scores(query)
        wording_z, body_z = _z(wording), _z(body)
        recognition = self.index.recogniser.scores(vectors)
        fused = (weights.wording * wording_z + weights.body * body_z + weights.lexical * _z(lexical)
                 + weights.recognition * _z(recognition))
        asked_before = wording >= self._settings.same_wording
        best = np.lexsort((-fused, -(asked_before * wording)))[:CANDIDATES]
        candidates = tuple(
            Candidate(int(i), self.index.revisions[i].content.id, float(fused[i]), float(wording[i]), float(body[i]),
                      float(lexical[i]), self.index.chunks[chunk[i]].section if chunk[i] >= 0 else None) for i in best)
        dense_first = int(np.argmax(wording + body))
        first = best[0]
        return Retrieval(
            query, candidates, bool(lexical.any()) and dense_first == int(np.argmax(lexical)), float(wording_z[first]),
            float(body_z[first]), float(softmax(recognition)[first]), float(recognition[first]),
            float(recognition[first] - np.delete(recognition, first).max(initial=-np.inf)) if len(recognition) > 1 else 0.0,
            bool(asked_before[first]))

    def _dense(self, part: str, vectors: np.ndarray, depth: int) -> tuple[np.ndarray, np.ndarray]:
        found = [self.index.parts[part].best(vector, depth) for vector in vectors]
        scores = np.stack([scores for scores, _ in found])
        winner = scores.argmax(0)
        columns = np.arange(scores.shape[1])
        return scores[winner, columns], np.stack([chunk for _, chunk in found])[winner, columns]


def _z(scores: np.ndarray) -> np.ndarray:
    return (scores - scores.mean()) / (scores.std() + 1e-9)
