"""No run of eight words of a source document stands in an article.

The documents themselves are not shipped. What is shipped are fingerprints: 64-bit hashes of every run of eight words, from which the
words cannot be read back.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge_base.articles import ArticleContent
from knowledge_base.checking.finding import Finding
from knowledge_base.checking.passages import passages

FINGERPRINTS_FILE = Path(__file__).with_name("source_fingerprints.npy")
RUN = 8
WORD = re.compile(r"[a-z0-9]+")
NAMES = re.compile(r"children and young people with (?:special educational needs|sen)(?:d| and disabilit(?:y|ies)| or a disability)?\b")
"""The law's own name for those it is about is nobody's sentence: it counts as one word."""


def runs(text: str) -> list[str]:
    """Every run of eight words, lower case and without punctuation."""
    words = WORD.findall(NAMES.sub("families", text.lower().replace("’", "").replace("'", "")))
    return [" ".join(words[i:i + RUN]) for i in range(len(words) - RUN + 1)]


def write_fingerprints(documents: Iterable[str], path: Path) -> int:
    """Write the fingerprints of source documents; returns how many."""
    found = np.array(sorted({_hash(run) for document in documents for run in runs(document)}), np.uint64)
    np.save(path, found)
    return len(found)


@lru_cache(maxsize=1)
def _fingerprints() -> frozenset[int]:
    return frozenset(map(int, np.load(FINGERPRINTS_FILE)))


def check_copied(articles: Iterable[ArticleContent]) -> Iterator[Finding]:
    """Sentences that hold eight words in a row of a source document."""
    known = _fingerprints()
    for article in articles:
        for passage in passages(article):
            if copied := next((run for run in runs(passage.text) if _hash(run) in known), None):
                yield Finding(article.id, f"eight words in a row stand in a source document: {copied!r}", passage.text)


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big")
