"""A young person's version says nothing that the parent's version does not say."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge_base.articles import ArticleContent, Voice
from knowledge_base.checking.figures import figures
from knowledge_base.checking.finding import Finding
from knowledge_base.checking.passages import passages
from knowledge_base.glossary import glossary
from knowledge_base.organisations import organisations
from knowledge_base.plain_text import to_text
from knowledge_base.vocabulary import PARENT, YOUNG_PERSON

NAME = re.compile(r"\b[A-Z]{2,}s?\b|(?<![.!?:] )(?<!^)(?<![“\"(])\b[A-Z][\w'’]+(?: [A-Z][\w'’]+)*\b", re.MULTILINE)
"""Short forms in capitals anywhere; capitalised words where no sentence begins."""
NO_NAMES = frozenset("OK I I'm I'd I'll I've You Your If When What Who The A An It They Some Say Ask No Yes Monday Tuesday Wednesday Thursday Friday Saturday Sunday Year "
                     "Wiltshire England English Section Part Right".split())
ALWAYS = frozenset({"senco", "wpcc", "sendiass", "camhs", "ehc-plan", "EHC", "SEND", "Signpost", "Childline", "Shout"})
"""Names of help that a young person may be pointed to, and of things that every article is about: naming them says no more."""


def check_voices(articles: Iterable[ArticleContent]) -> Iterator[Finding]:
    """Figures and names that only the young person's version gives."""
    for article in articles:
        if article.young_person is None:
            continue
        parent = _words(article.voice(PARENT)) + " " + " ".join(organisations()[each].name for each in article.who_helps if each in organisations())
        said = set(figures(parent))
        numbers = {figure.value.split()[0] for figure in said}
        known = _names(parent) | ALWAYS
        for passage in passages(article):
            if passage.audience != YOUNG_PERSON:
                continue
            for figure in figures(passage.text):
                if figure.kind != "phone" and figure not in said and not (figure.kind == "age" and figure.value in numbers):
                    yield Finding(article.id, f"the young person's version says {figure.value!r}, which the parent's does not", passage.text)
            for name in sorted(_names(passage.text) - known):
                yield Finding(article.id, f"the young person's version names {name!r}, which the parent's does not", passage.text)


def _words(voice: Voice) -> str:
    parts = [voice.title, voice.answer, *(f"{section.heading}\n{to_text(section.body)}" for section in voice.sections)]
    return "\n".join(parts)


def _names(text: str) -> set[str]:
    """Proper names and short forms; the spellings of one glossary term count as one name."""
    found = {word for name in NAME.findall(text) for word in name.split() if word not in NO_NAMES}
    return {_same(name.removesuffix("'s").removesuffix("’s")) for name in found}


def _same(name: str) -> str:
    for term in glossary():
        if name in (term.term, *term.also, *term.show):
            return term.id
    return name
