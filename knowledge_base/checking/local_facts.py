"""What an article says about a local scheme carries its date or says who can tell, and its check comes round as soon as its facts ask for."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge_base.articles import ArticleContent
from knowledge_base.checking.finding import Finding
from knowledge_base.checking.passages import passages
from knowledge_base.vocabulary import DATED, LAW, LOCAL

NAMES_FILE = Path(__file__).parents[1] / "local_names.yml"
LONGEST = {LAW: timedelta(days=366), LOCAL: timedelta(days=92), DATED: timedelta(0)}
"""How long after `checked_on` an article may wait for its next check: law a year, local schemes three months, dated things not at all."""


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    return {name: re.compile("|".join(f"(?:{each})" for each in found)) for name, found in lists.items()}


def names_something_local(text: str) -> bool:
    """Whether the text names a local scheme, service or place that can change."""
    return bool(_patterns()["schemes"].search(text))


def check_local_facts(articles: Iterable[ArticleContent]) -> Iterator[Finding]:
    """Local facts without a date, and next checks that come too late."""
    for article in articles:
        yield from _undated(article)
        yield from _late(article)


def _undated(article: ArticleContent) -> Iterator[Finding]:
    said: set[str] = set()
    for passage in passages(article):
        if passage.paragraph in said or not names_something_local(passage.text):
            continue
        said.add(passage.paragraph)
        if article.basis == LAW:
            yield Finding(article.id, "names a local scheme or service: its basis is local or dated, not law", passage.text)
        if not any(_patterns()[name].search(passage.paragraph) for name in ("dated", "can_tell")):
            yield Finding(article.id, "a local fact without a date: say when it was seen, or who can tell", passage.text)


def _late(article: ArticleContent) -> Iterator[Finding]:
    latest: date = article.checked_on + LONGEST[article.basis]
    if article.check_again_on > latest:
        yield Finding(article.id, f"check_again_on may be {latest.isoformat()} at the latest for facts that are {article.basis}",
                      f"check_again_on: {article.check_again_on.isoformat()}")
