"""Reads what a turn's receipt keeps of the search (its `trace`) for people: which articles were near, and why nothing was shown.

A trace is whatever the answering of its day wrote; anything unexpected in it is left out, never an error.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge_base.articles import ArticleContent
from web.other_languages import language_name

NOTES = ("dialogue_unavailable", "problem", "concern")


@dataclass(frozen=True)
class Candidate:
    """An article that was looked at. `title` and `topic` are empty when it is no longer published; scores are as the trace has them."""

    article_id: str
    title: str
    topic: str
    score: float | None
    wording: float | None
    body: float | None
    lexical: float | None


@dataclass(frozen=True)
class PartLooked:
    """One question of the message. `probability` that the first candidate answers, and the `threshold` it needed: 0..1 or None."""

    reason: str
    probability: float | None
    threshold: float | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Receipt:
    """`notes` are names of words.yml's notes."""

    parts: tuple[PartLooked, ...]
    notes: tuple[str, ...]
    index: str
    concern: str = ""  # the kind of danger that urgent help was shown for
    language: str = ""  # the English name of the language that the message seems to be written in; empty for English

    @property
    def nearest(self) -> Candidate | None:
        """The first candidate of the first part."""
        return next((part.candidates[0] for part in self.parts if part.candidates), None)

    @property
    def danger(self) -> bool:
        """Whether words of danger were seen in this message."""
        return "concern" in self.notes


def read_receipt(trace: Any, articles: Mapping[str, ArticleContent]) -> Receipt:
    """The trace for people; `articles` are the published ones by id."""
    trace = trace if isinstance(trace, dict) else {}
    parts = tuple(_part(part, articles) for part in _dicts(trace.get("parts")))
    notes = tuple(name for name in NOTES if trace.get(name))
    code = trace.get("language")
    language = language_name(code) if isinstance(code, str) and code else ""
    return Receipt(parts, notes if parts or notes else ("not_searched",), str(trace.get("index") or ""),
                   concern=str(trace.get("concern") or "")[:40], language=language)


def _part(part: dict[str, Any], articles: Mapping[str, ArticleContent]) -> PartLooked:
    candidates = tuple(_candidate(found, articles) for found in _dicts(part.get("candidates")))
    return PartLooked(str(part.get("reason") or ""), _number(part.get("probability")), _number(part.get("answer_threshold")), candidates)


def _candidate(found: dict[str, Any], articles: Mapping[str, ArticleContent]) -> Candidate:
    article_id = str(found.get("article_id") or "")
    article = articles.get(article_id)
    return Candidate(article_id, article.title if article else "", article.topic if article else "",
                     *(_number(found.get(name)) for name in ("score", "wording", "body", "lexical")))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
