"""BM25 over articles, and how much of a question's rare words an article holds."""
from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import bm25s
import numpy as np
import Stemmer

WORD = re.compile(r"[a-z0-9]+")
STOPWORDS = frozenset("""a an and are as at be been but by can could did do does for from get got had has have he hello her hi him his
how i if in into is it its just me my no not of on or our please so she some such than that thanks the their them then there these
they this to us was we were what when where which who will with would you your am about also dont im ive ok really very know want
help need anyone any tell give need should""".split())


class Tokenizer:
    """Words to stems, in one way for articles and questions. One a thread: the stemmer keeps state."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")

    def __call__(self, text: str) -> list[str]:
        words = WORD.findall(text.lower().replace("'", "").replace("’", ""))
        return self._stemmer.stemWords([word for word in words if word not in STOPWORDS])


class LexicalIndex:
    """BM25 (Lucene's form, k1 1.2, b 0.75) by the bm25s library, with document frequencies kept for `coverage`."""

    def __init__(self, documents: Sequence[str]) -> None:
        tokenize = Tokenizer()
        tokens = [tokenize(document) or ["∅"] for document in documents]
        self._bm25 = bm25s.BM25(k1=1.2, b=0.75)
        self._bm25.index(tokens, show_progress=False)
        self._words = [frozenset(document) for document in tokens]
        self._frequency = Counter(word for document in self._words for word in document)

    def scores(self, question: str) -> np.ndarray:
        """float32 array of shape (articles,): BM25 score of each."""
        tokens = [word for word in Tokenizer()(question) if word in self._frequency]
        if not tokens:
            return np.zeros(len(self._words), np.float32)
        return self._bm25.get_scores(tokens).astype(np.float32)

    def coverage(self, question: str, article: int) -> float:
        """Share (0..1) of the question's word weight (inverse document frequency) that the article holds; words that
        no article holds count with the largest weight, so that a question about something else scores low."""
        words = set(Tokenizer()(question))
        total = sum(self._weight(word) for word in words)
        found = sum(self._weight(word) for word in words if word in self._words[article])
        return found / total if total else 0.0

    def rarest_missing(self, question: str, article: int) -> float:
        """Weight (0..1) of the rarest word of the question that the article does not hold; 0 when all are held."""
        most = self._weight("")
        return max((self._weight(word) for word in set(Tokenizer()(question)) if word not in self._words[article]),
                   default=0.0) / most

    def unknown(self, question: str) -> float:
        """Share (0..1) of the question's words that no article holds."""
        words = set(Tokenizer()(question))
        return sum(word not in self._frequency for word in words) / len(words) if words else 1.0

    def _weight(self, word: str) -> float:
        count, frequency = len(self._words), self._frequency.get(word, 0)
        return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
