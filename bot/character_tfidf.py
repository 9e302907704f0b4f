"""Character n-gram tf-idf in numpy alone: catches misspellings, texting and jargon that a sentence embedding blurs."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!]")


@dataclass(frozen=True)
class CharacterTfidf:
    """Fitted n-grams (their column numbers) and their inverse document frequencies.

    N-grams are taken inside words padded with a space on either side, lower-cased; counts are damped (1 + log) and rows
    have length 1, as scikit-learn's `TfidfVectorizer(analyzer="char_wb", sublinear_tf=True)` does.
    """

    shortest: int
    longest: int
    columns: dict[str, int]
    idf: np.ndarray

    @classmethod
    def fit(cls, texts: Sequence[str], shortest: int, longest: int, min_documents: int) -> CharacterTfidf:
        """Learn the n-grams that occur in at least `min_documents` texts."""
        documents: Counter[str] = Counter()
        for text in texts:
            documents.update(set(_ngrams(text, shortest, longest)))
        kept = sorted(gram for gram, count in documents.items() if count >= min_documents)
        counts = np.array([documents[gram] for gram in kept], np.float64)
        idf = np.log((1 + len(texts)) / (1 + counts)) + 1
        return cls(shortest, longest, {gram: i for i, gram in enumerate(kept)}, idf.astype(np.float32))

    def transform(self, texts: Sequence[str]) -> np.ndarray:
        """float32 array of shape (len(texts), number of n-grams); rows have length 1, or 0 when nothing is known."""
        rows = np.zeros((len(texts), len(self.columns)), np.float32)
        for row, text in zip(rows, texts):
            for gram, count in Counter(_ngrams(text, self.shortest, self.longest)).items():
                column = self.columns.get(gram)
                if column is not None:
                    row[column] = (1 + np.log(count)) * self.idf[column]
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def _ngrams(text: str, shortest: int, longest: int) -> list[str]:
    grams = []
    for word in WORD.findall(text.lower().replace("’", "'")):
        padded = f" {word} "
        for size in range(shortest, longest + 1):
            if size >= len(padded):
                grams.append(padded)
                break
            grams.extend(padded[i:i + size] for i in range(len(padded) - size + 1))
    return grams
