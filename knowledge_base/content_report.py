"""The state of the content in numbers: what `content report` prints."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import mean

from knowledge_base.articles import ArticleContent
from knowledge_base.checking.limits import stated_limits
from knowledge_base.duties import duty_map
from knowledge_base.pathway import places
from knowledge_base.reading_age import AIMS, OUTLIER, reading_age
from knowledge_base.time_limits import time_limits
from knowledge_base.vocabulary import AUDIENCES, BASES, TOPICS, YOUNG_PERSON


def report_lines(articles: Sequence[ArticleContent], today: date) -> Iterator[str]:
    """The whole report, line by line."""
    yield f"{len(articles)} articles, {sum(a.young_person is not None for a in articles)} with a young person's version, " \
          f"{sum(len(a.wordings) for a in articles)} wordings of questions"
    yield from _topics(articles)
    yield from _stages(articles)
    yield from _duties(articles)
    yield from _dates(articles, today)
    yield from _myths(articles)
    yield from _reading_ages(articles)


def gap_lines(articles: Sequence[ArticleContent], met: Counter[str], days: int) -> Iterator[str]:
    """Where young people met an article without words for them, and how many more there are."""
    waiting = {a.id: a for a in articles if a.young_person is None}
    yield f"Young people got parents' words {sum(met.values())} times in the last {days} days"
    for article_id, times in sorted(met.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {times:>4}  {article_id:<40}{waiting[article_id].title if article_id in waiting else 'has words for young people now, or is withdrawn'}"
    yield f"{len(waiting)} of {len(articles)} articles have no young person's version; {len(waiting.keys() - met.keys())} of them nobody met"


def _topics(articles: Sequence[ArticleContent]) -> Iterator[str]:
    yield from ("", "By topic: articles, with a young person's version")
    for topic in TOPICS:
        found = [a for a in articles if a.topic == topic]
        yield f"  {topic:<24}{len(found):>4}{sum(a.young_person is not None for a in found):>5}"


def _stages(articles: Sequence[ArticleContent]) -> Iterator[str]:
    counts = Counter(a.stage for a in articles)
    yield from ("", "By stage of the pathway map")
    for stage, place in places().items():
        yield f"  {stage:<24}{counts[stage]:>4}   {place.pathway}: {place.stage.label}"


def _duties(articles: Sequence[ArticleContent]) -> Iterator[str]:
    found = duty_map(articles)
    gaps = sum(not met.articles for met in found)
    yield from ("", f"By duty (SEND Regulations 2014, Schedule 2): {len(found) - gaps} of {len(found)} paragraphs told, {gaps} gaps")
    for met in found:
        yield f"  {met.duty.ref:<28}{len(met.articles) or 'gap':>4}   {met.duty.says}"


def _dates(articles: Sequence[ArticleContent], today: date) -> Iterator[str]:
    counts = Counter(a.basis for a in articles)
    yield from ("", "By basis: " + ", ".join(f"{counts[basis]} {basis}" for basis in BASES))
    yield f"Due to be checked again by {today.isoformat()}: {sum(a.check_again_on <= today for a in articles)}"


def _myths(articles: Sequence[ArticleContent]) -> Iterator[str]:
    yield from ("", "Myths put right")
    yield from (f"  {a.id:<40}{a.corrects}" for a in articles if a.corrects)


def _reading_ages(articles: Sequence[ArticleContent]) -> Iterator[str]:
    yield from ("", "Reading age (Flesch-Kincaid grade + 5, answer and sections)")
    for audience in AUDIENCES:
        ages = [(reading_age(a.voice(audience)), a.id) for a in articles if audience != YOUNG_PERSON or a.young_person]
        if not ages:
            continue
        aim = AIMS[audience]
        yield f"  {audience}: mean {mean(age for age, _ in ages):.1f} of {len(ages)} (aim: at most {aim:.0f}), highest {max(ages)[0]:.1f}"
        yield from (f"    outlier {age:.1f}  {article_id}" for age, article_id in sorted(ages, reverse=True) if age > aim + OUTLIER)


def limit_lines(articles: Sequence[ArticleContent]) -> Iterator[str]:
    """Every time limit of the table with its rule, and the articles that state it."""
    stated = list(stated_limits(articles))
    for limit in time_limits():
        found = dict.fromkeys(each.passage.article_id for each in stated if each.limit and each.limit.id == limit.id)
        yield f"{limit.value:<15} {limit.what}. {limit.rule} (read: {limit.seen})."
        yield f"                in {len(found)}: {', '.join(found) or 'none'}"
