"""Two articles that say the same of the same thing with different numbers.

Sentences are compared by their words less the numbers: two that share most of their words, or a named thing and many of their
words, speak of the same; where both then give a figure of the same kind, the figures must have one in common. Times and days of the
year are not compared: the table of time limits says of each sentence what it may say (`limits`).
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge_base.articles import ArticleContent
from knowledge_base.checking.figures import figures
from knowledge_base.checking.finding import Finding
from knowledge_base.checking.limits import KINDS as LIMITS
from knowledge_base.checking.passages import Passage, passages
from knowledge_base.glossary import first_uses
from knowledge_base.lexical import Tokenizer

ALIKE = 0.6
"""Share of words in common (Jaccard) from which two sentences speak of the same thing."""
ALIKE_WITH_NAME = 0.45
"""The same, where both name the same term of the glossary."""
FEWEST_WORDS = 5
"""Shorter sentences have too little to be alike by."""


@dataclass(frozen=True)
class _Statement:
    passage: Passage
    words: frozenset[str]
    terms: frozenset[str]
    values: dict[str, frozenset[str]]


def check_contradictions(articles: Iterable[ArticleContent]) -> Iterator[Finding]:
    """Pairs of sentences of different articles whose figures cannot both be right."""
    statements = [each for article in articles for each in _statements(article)]
    for one, other in _pairs(statements):
        if one.passage.article_id != other.passage.article_id and _alike(one, other):
            for kind in sorted(one.values.keys() & other.values.keys()):
                if not one.values[kind] & other.values[kind]:
                    yield Finding(one.passage.article_id, f"says {_list(one.values[kind])} where {other.passage.article_id} says "
                                  f"{_list(other.values[kind])}: {other.passage.text!r}", one.passage.text)


def _statements(article: ArticleContent) -> Iterator[_Statement]:
    tokenize = Tokenizer()
    for passage in passages(article):
        values: dict[str, set[str]] = defaultdict(set)
        for figure in figures(passage.text):
            if figure.kind not in LIMITS:
                values[figure.kind].add(figure.value)
        words = frozenset(tokenize(re.sub(r"\d+", " ", passage.text)))
        if values and len(words) >= FEWEST_WORDS:
            terms = frozenset(use.term.id for use in first_uses(passage.text))
            yield _Statement(passage, words, terms, {kind: frozenset(found) for kind, found in values.items()})


def _pairs(statements: list[_Statement]) -> Iterator[tuple[_Statement, _Statement]]:
    for number, one in enumerate(statements):
        for other in statements[number + 1:]:
            if one.values.keys() & other.values.keys():
                yield one, other


def _alike(one: _Statement, other: _Statement) -> bool:
    share = len(one.words & other.words) / len(one.words | other.words)
    return share >= ALIKE or (share >= ALIKE_WITH_NAME and bool(one.terms & other.terms))


def _list(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))
