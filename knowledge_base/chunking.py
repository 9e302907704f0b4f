"""An article to the pieces that search compares a question with."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.articles import ArticleContent, Section
from knowledge_base.plain_text import to_text
from knowledge_base.shorthand import expand
from knowledge_base.vocabulary import YOUNG_PERSON

WORDING = "wording"
BODY = "body"
HEADING = "heading"


@dataclass(frozen=True)
class Chunk:
    """One piece of one article.

    `part` is "wording" (title or a family's question), "body" (answer or section) or "heading" (a section's heading, which
    follow-up questions are compared with); `section` is the number of the section it stands for, or None: the young person's
    sections are counted on from the parent's (see `section_at`). `text` is what is embedded: shorthand made plain, Markdown taken away.
    """

    article: int
    part: str
    text: str
    section: int | None = None


def chunk_article(position: int, article: ArticleContent) -> Iterator[Chunk]:
    """Title, each question, and of each voice the answer and each section under its heading.

    Args:
        position: the article's number in the index.
    """
    for wording in (*dict.fromkeys(voice.title for voice in article.voices), *article.wordings):
        yield Chunk(position, WORDING, expand(wording))
    first = 0
    for voice in article.voices:
        yield Chunk(position, BODY, expand(f"{voice.title}. {voice.answer}"))
        for number, section in enumerate(voice.sections, first):
            yield Chunk(position, BODY, expand(f"{voice.title}. {section.heading}. {to_text(section.body)}"), number)
            yield Chunk(position, HEADING, expand(section.heading), number)
        first += len(voice.sections)


def section_at(article: ArticleContent, number: int, audience: str) -> Section | None:
    """The section that a chunk's number stands for, where it belongs to the voice that this reader is shown; else None."""
    voice = article.voice(audience)
    first = len(article.sections) if voice.audience == YOUNG_PERSON else 0
    return voice.sections[number - first] if first <= number < first + len(voice.sections) else None


def lexical_text(article: ArticleContent) -> str:
    """The article as BM25 reads it; the title counts twice."""
    words = [article.title, *article.wordings]
    for voice in article.voices:
        words += [voice.title, voice.answer, *(f"{section.heading} {to_text(section.body)}" for section in voice.sections)]
    return expand(" ".join(words))
