"""A phone number in an article stands in organisations.yml, beside the organisation that it belongs to."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge_base.articles import ArticleContent
from knowledge_base.checking.figures import figures
from knowledge_base.checking.finding import Finding
from knowledge_base.checking.passages import passages
from knowledge_base.organisations import Organisation, known_phones, organisations

SHORT_NAME = re.compile(r"\(([^)]{2,40})\)")


def check_phones(articles: Iterable[ArticleContent]) -> Iterator[Finding]:
    """Numbers that nobody vouches for, and numbers given for another organisation than their own."""
    known, names = known_phones(), {each.id: _names(each) for each in organisations().values()}
    for article in articles:
        for passage in passages(article):
            for number in [figure.value for figure in figures(passage.text) if figure.kind == "phone"]:
                if number not in known:
                    yield Finding(article.id, f"phone number {number} is not in organisations.yml", passage.text)
                elif wrong := _named_instead(number, passage.text, names):
                    yield Finding(article.id, f"phone number {number} is not {wrong}'s", passage.text)


def _names(organisation: Organisation) -> tuple[str, ...]:
    short = SHORT_NAME.findall(organisation.name)
    return (SHORT_NAME.sub("", organisation.name).strip(), *short)


def _named_instead(number: str, sentence: str, names: dict[str, tuple[str, ...]]) -> str:
    """The organisation with a phone that the sentence names last before the number, when it names the number's own nowhere; else empty."""
    places = {key: [found.start() for name in each for found in re.finditer(rf"\b{re.escape(name)}\b", sentence)] for key, each in names.items()}
    own = {each.id for each in organisations().values() if number in each.dialled}
    if any(places[key] for key in own):
        return ""
    digits = re.search(r"[+\d][\d ]{7,}", sentence)
    before = {max(at): key for key, at in places.items() if at and digits and min(at) < digits.start() and organisations()[key].phone}
    return organisations()[before[max(before)]].name if before else ""
