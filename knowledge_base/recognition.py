"""A classifier over articles: which article is a question most like, when all wordings of all articles are weighed against each other.

A nearest wording says how near one article is; the classifier says how much nearer than to all others. It is a multinomial
logistic regression on the embeddings of titles, questions, answers and sections, fitted at each index build.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SCALE = 4.0
"""Embeddings have length 1; at this length the regression separates close articles without an extreme C."""
REGULARISATION = 10.0
SEPARATE_LIMIT = 3_000
"""Above this number of articles class means stand for the fitted weights, whose cost grows with articles times chunks."""


@dataclass(frozen=True)
class Recogniser:
    """Weights of shape (articles, dimension) and intercepts of shape (articles,)."""

    weights: np.ndarray
    intercepts: np.ndarray

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        """Score of each article, the best over the vectors that stand for the question; shape (articles,)."""
        return (SCALE * vectors @ self.weights.T + self.intercepts).max(0)

    def save(self, path: Path) -> None:
        """Write to an `.npz` file."""
        np.savez(path, weights=self.weights, intercepts=self.intercepts)


def load_recogniser(path: Path) -> Recogniser:
    """Read what `save` wrote."""
    with np.load(path) as stored:
        return Recogniser(stored["weights"], stored["intercepts"])


def fit_recogniser(vectors: np.ndarray, owners: Sequence[int], articles: int) -> Recogniser:
    """Fit on chunks.

    Args:
        vectors: unit vectors of the chunks, shape (chunks, dimension).
        owners: the article (0 .. articles - 1) of each chunk; every article has at least one.
        articles: number of articles.
    """
    if not 2 < articles <= SEPARATE_LIMIT:
        return _from_means(vectors, np.asarray(owners), articles)
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=REGULARISATION, max_iter=300, tol=1e-3).fit(SCALE * vectors, owners)
    return Recogniser(model.coef_.astype(np.float32), model.intercept_.astype(np.float32))


def _from_means(vectors: np.ndarray, owners: np.ndarray, articles: int) -> Recogniser:
    sums = np.zeros((articles, vectors.shape[1]), np.float32)
    np.add.at(sums, owners, vectors)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return Recogniser(sums / np.maximum(lengths, 1e-9), np.zeros(articles, np.float32))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Scores as shares that sum to 1."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
