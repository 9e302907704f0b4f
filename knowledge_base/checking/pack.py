"""All checks over a pack, as a list to read aloud."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from knowledge_base.articles import ArticleContent
from knowledge_base.checking.contradictions import check_contradictions
from knowledge_base.checking.copied import check_copied
from knowledge_base.checking.finding import Finding
from knowledge_base.checking.limits import check_limits
from knowledge_base.checking.local_facts import check_local_facts
from knowledge_base.checking.phones import check_phones
from knowledge_base.checking.voices import check_voices

CHECKS: tuple[Callable[[Iterable[ArticleContent]], Iterator[Finding]], ...] = (
    check_limits,           # every time limit is the table's
    check_contradictions,   # no two articles give different figures for the same thing
    check_phones,           # only known phone numbers, each with its own organisation
    check_local_facts,      # local facts carry a date, and are checked again soon enough
    check_copied,           # nothing is copied from a source document
    check_voices,           # a young person's version says no more than the parent's
)


def check_articles(articles: Sequence[ArticleContent]) -> list[Finding]:
    """Everything the checks find, article by article."""
    found = [finding for check in CHECKS for finding in check(articles)]
    return sorted(found, key=lambda finding: finding.article_id)
