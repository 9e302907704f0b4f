"""An article to the pieces that search compares a question with."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.articles import ArticleContent
from knowledge_base.plain_text import to_text
from knowledge_base.shorthand import expand

WORDING = "wording"
BODY = "body"
HEADING = "heading"


@dataclass(frozen=True)
class Chunk:
    """One piece of one article.

    `part` is "wording" (title or a family's question), "body" (answer or section) or "heading" (a section's heading, which
    follow-up questions are compared with); `section` is the number of the section it stands for, or None. `text` is what is embedded: shorthand made plain, Markdown taken away.
    """

    article: int
    part: str
    text: str
    section: int | None = None


def chunk_article(position: int, article: ArticleContent) -> Iterator[Chunk]:
    """Title, each question, the answer in each voice, and each section under its heading.

    Args:
        position: the article's number in the index.
    """
    yield Chunk(position, WORDING, expand(article.title))
    for question in article.questions:
        yield Chunk(position, WORDING, expand(question))
    yield Chunk(position, BODY, expand(f"{article.title}. {article.answer}"))
    if article.young_person_answer:
        yield Chunk(position, BODY, expand(article.young_person_answer))
    for number, section in enumerate(article.sections):
        yield Chunk(position, BODY, expand(f"{article.title}. {section.heading}. {to_text(section.body)}"), number)
        yield Chunk(position, HEADING, expand(section.heading), number)


def lexical_text(article: ArticleContent) -> str:
    """The article as BM25 reads it; the title counts twice."""
    sections = (f"{section.heading} {to_text(section.body)}" for section in article.sections)
    return expand(" ".join([article.title, article.title, *article.questions, article.answer, *sections]))
