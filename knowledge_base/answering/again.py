"""What was shown, shown again: in plainer words, or a section further on. Every sentence is the article's own."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge_base.answering.composing import answer_reply
from knowledge_base.answering.turn import Choice
from knowledge_base.articles import ArticleContent
from knowledge_base.vocabulary import YOUNG_PERSON


@dataclass(frozen=True)
class SectionShown:
    """An answer reply that holds one section, the section's number in its voice, and its heading."""

    reply: dict[str, Any]
    number: int
    heading: str


def plainer(article: ArticleContent, today: date) -> dict[str, Any] | None:
    """The article's answer as it is written for young people, or None where nobody has written it yet."""
    return None if article.young_person is None else answer_reply(article, Choice(0), YOUNG_PERSON, today)


def next_section(article: ArticleContent, seen: list[int], audience: str, today: date) -> SectionShown | None:
    """The first section of the reader's voice that has not been seen, or None when all have."""
    voice = article.voice(audience)
    left = [number for number in range(len(voice.sections)) if number not in seen]
    if not left:
        return None
    first = len(article.sections) if voice.audience == YOUNG_PERSON else 0
    reply = answer_reply(article, Choice(0, first + left[0], alone=True), audience, today)
    return SectionShown(reply, left[0], voice.sections[left[0]].heading)
