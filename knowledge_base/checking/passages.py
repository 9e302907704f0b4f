"""An article as the sentences that a family reads, each with its surroundings."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge_base.articles import ArticleContent
from knowledge_base.plain_text import to_text

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")


@dataclass(frozen=True)
class Passage:
    """One sentence or list item. `paragraph` is what stands around it up to the next blank line or heading, `heading` is empty in the answer."""

    article_id: str
    audience: str
    heading: str
    paragraph: str
    text: str
    before: str
    """The sentence before it in the same paragraph, or the words that introduce its list; empty where there is none."""


@lru_cache(maxsize=4096)
def passages(article: ArticleContent) -> tuple[Passage, ...]:
    """Every sentence of both voices, in reading order."""
    return tuple(_passages(article))


def _passages(article: ArticleContent) -> Iterator[Passage]:
    for voice in article.voices:
        yield from _sentences(article.id, voice.audience, "", voice.answer)
        for section in voice.sections:
            yield from _sentences(article.id, voice.audience, section.heading, to_text(section.body))


def _sentences(article_id: str, audience: str, heading: str, text: str) -> Iterator[Passage]:
    for paragraph in _paragraphs(text):
        before = ""
        for line in paragraph.split("\n"):
            for sentence in SENTENCE_END.split(line.removeprefix("- ")):
                if sentence.strip():
                    yield Passage(article_id, audience, heading, paragraph, sentence.strip(), before)
                    before = before if line.startswith("- ") else sentence.strip()


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of plain text; a list belongs to the line that introduces it."""
    found: list[str] = []
    for line in text.split("\n"):
        joins = found and line.startswith("- ") and (found[-1].split("\n")[-1].startswith("- ") or found[-1].endswith(":"))
        if joins:
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found


def reading_text(answer: str, sections: list[str]) -> str:
    """The words of a voice as a reading-age formula wants them: every paragraph and list item ends as a sentence."""
    lines = [line.removeprefix("- ").strip() for part in (answer, *sections) for line in part.split("\n") if line.strip()]
    return "\n".join(line if line[-1] in ".!?" else line.rstrip(":;,") + "." for line in lines)
