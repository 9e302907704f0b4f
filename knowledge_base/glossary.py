"""Jargon and forum shorthand with its plain meaning, read from glossary.yml: shown to families, and used by search."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from knowledge_base.vocabulary import YOUNG_PERSON

GLOSSARY_FILE = Path(__file__).with_name("glossary.yml")
WORD = re.compile(r"[\w']+")


class Term(BaseModel):
    """One entry; the file's head says what each field means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    term: str
    meaning: str
    young_person: str
    also: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    article: str = ""
    forms: tuple[str, ...] = ()
    plain: str = ""

    @model_validator(mode="after")
    def _forms_have_plain_words(self) -> Term:
        if bool(self.forms) != bool(self.plain):
            raise ValueError(f"{self.id}: forms and plain go together")
        return self

    def meaning_for(self, audience: str) -> str:
        """The meaning in the reader's words."""
        return self.young_person if audience == YOUNG_PERSON else self.meaning


@dataclass(frozen=True)
class Use:
    """Where a term first stands in a text: the words as written, from `start` to `end`."""

    term: Term
    start: int
    end: int


@lru_cache(maxsize=1)
def glossary() -> tuple[Term, ...]:
    """Every term, in the order of the alphabet.

    Raises:
        ValueError: the file has a mistake, or two entries share an id, a shown word or a form.
    """
    terms = [Term.model_validate(entry) for entry in yaml.safe_load(GLOSSARY_FILE.read_text(encoding="utf-8"))]
    for name, values in (("id", [t.id for t in terms]), ("show", [w for t in terms for w in t.show]), ("form", [f for t in terms for f in t.forms])):
        if double := {value for value in values if values.count(value) > 1}:
            raise ValueError(f"glossary: {name} {sorted(double)} stands twice")
    return tuple(sorted(terms, key=lambda term: term.term.casefold()))


@lru_cache(maxsize=1)
def _shown() -> tuple[re.Pattern[str], dict[str, Term]]:
    words = {word: term for term in glossary() for word in term.show}
    longest = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, longest)) + r")(?![\w-])"), words


def first_uses(text: str, seen: frozenset[str] = frozenset()) -> Iterator[Use]:
    """Each term where it first stands in the text, in the text's order; terms whose id is in `seen` are passed over."""
    pattern, words = _shown()
    met = set(seen)
    for found in pattern.finditer(text):
        term = words[found.group(1)]
        if term.id not in met:
            met.add(term.id)
            yield Use(term, found.start(), found.end())


def terms_named(text: str) -> list[Term]:
    """The terms that a text names in any spelling, capitals aside, in the order of the alphabet."""
    words = f" {' '.join(WORD.findall(text.casefold()))} "
    return [term for term in glossary() if any(f" {spelling} " in words for spelling in _spellings(term))]


@lru_cache(maxsize=1024)
def _spellings(term: Term) -> frozenset[str]:
    return frozenset(" ".join(WORD.findall(word.casefold())) for word in (term.term, *term.also, *term.show, *term.forms))
