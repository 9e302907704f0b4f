"""Every time limit in an article is one of the table's, and stands where the table says that it belongs."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge_base.articles import ArticleContent
from knowledge_base.checking.figures import figures
from knowledge_base.checking.finding import Finding
from knowledge_base.checking.passages import Passage, passages
from knowledge_base.time_limits import TimeLimit, time_limits

KINDS = ("duration", "date")


@dataclass(frozen=True)
class Stated:
    """A time limit as an article states it; `limit` is None where the table knows no such limit."""

    passage: Passage
    value: str
    limit: TimeLimit | None


def stated_limits(articles: Iterable[ArticleContent]) -> Iterator[Stated]:
    """Every time limit of every article, with the row of the table that it is.

    A sentence whose own words name a limit must give that limit's time; where they name none, the sentence before it, its heading
    and its article's title are read too.
    """
    for article in articles:
        for passage in passages(article):
            for value in dict.fromkeys(figure.value for figure in figures(passage.text) if figure.kind in KINDS):
                yield Stated(passage, value, _limit(value, passage, article.title))


def _limit(value: str, passage: Passage, title: str) -> TimeLimit | None:
    for words in (passage.text, f"{passage.before} {passage.text}", f"{title}. {passage.heading}. {passage.before} {passage.text}"):
        named = [limit for limit in time_limits() if limit.pattern.search(words)]
        if named:
            return next((limit for limit in named if limit.value == value), None)
    return None


def check_limits(articles: Iterable[ArticleContent]) -> Iterator[Finding]:
    """Times that the table does not know, or knows differently."""
    for stated in stated_limits(articles):
        if stated.limit is None:
            yield Finding(stated.passage.article_id, f"time limit {stated.value!r} is not in time_limits.yml for what this sentence says: "
                          "mend the sentence, or add the limit with its rule", stated.passage.text)
