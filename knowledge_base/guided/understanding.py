"""Answers in people's own words: which option they mean, that they pass, that they want to leave, or that they ask something else."""
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.checking.figures import WORDS
from knowledge_base.guided.answers import SKIPPED
from knowledge_base.guided.questions import Question
from knowledge_base.vocabulary import AUDIENCES

HEARS_FILE = Path(__file__).with_name("hears.yml")
YEAR = re.compile(r"\b(?:year|yr|y) ?(\d{1,2})\b")
MONTHS = re.compile(r"\b\d{1,2} ?(?:months?|mths?|weeks?)\b")
NUMBER = re.compile(r"\b(\d{1,2})\b")
WRITTEN = re.compile(r"\b(" + "|".join(WORDS) + r")\b")
ASKS = re.compile(r"\?|^(?:what|how|who|whom|whose|why|when|where|which|can|could|do|does|did|is|are|am i|should|would|will|may|tell me|explain)\b")
STOPS = re.compile(r"(?:please |just |can you |can we )*(?:stop|cancel|quit)\b(?! him| her| them| school)")
SHORTEST_QUESTION = 3
"""Words from which a message that begins like a question is one: "is he" is none."""
AGES = ((4, "under5"), (10, "primary"), (12, "y7"), (15, "y9"), (18, "16to18"), (25, "19to25"))
YEARS = ((6, "primary"), (8, "y7"), (11, "y9"), (13, "16to18"))
"""The last age, and the last school year, of each option."""


def understand(question: Question, text: str, given: Mapping[str, str]) -> str | None:
    """The code that a message means as an answer to this question, `SKIPPED` where it passes, or None."""
    said = normal(text)
    options = question.open_options(given)
    for option in options:
        if said in {normal(option.label_for(voice)) for voice in AUDIENCES}:
            return option.code
    open_codes = {option.code for option in options}
    heard = None if is_question(text) else _number(question, said) or _heard(question.id, said)
    if heard in open_codes:
        return heard
    return SKIPPED if said in _phrases("skip") else None


def wants_to_stop(text: str) -> bool:
    """Whether a message says that the questions should end."""
    return normal(text).removesuffix(" please") in _phrases("stop") or bool(STOPS.match(normal(text)))


def is_question(text: str) -> bool:
    """Whether a message asks something rather than answers."""
    said = text.casefold().strip()
    return len(said.split()) >= SHORTEST_QUESTION and bool(ASKS.search(said))


def normal(text: str) -> str:
    """Letters, digits and apostrophes in lower case, one space between words."""
    return " ".join(re.findall(r"[a-z0-9']+", text.casefold().replace("’", "'")))


def _number(question: Question, said: str) -> str | None:
    """The option for an age or a school year."""
    if question.id != "age":
        return None
    if year := YEAR.search(said):
        return _up_to(int(year.group(1)), YEARS)
    if MONTHS.search(said):
        return "under5"
    number = NUMBER.search(said)
    written = WRITTEN.search(said)
    age = int(number.group(1)) if number else WORDS[written.group(1)] if written else None
    return None if age is None else _up_to(age, AGES)


def _up_to(number: int, table: tuple[tuple[int, str], ...]) -> str | None:
    return next((code for last, code in table if number <= last), None)


def _heard(question: str, said: str) -> str | None:
    """The option with the longest phrase that stands in the message as whole words."""
    found = [(len(phrase), code) for code, phrases in _hears()[question].items() for phrase in map(normal, phrases)
             if f" {phrase} " in f" {said} "]
    return max(found)[1] if found else None


@lru_cache(maxsize=2)
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(map(normal, _hears()[kind]))


@lru_cache(maxsize=1)
def _hears() -> dict[str, Any]:
    return yaml.safe_load(HEARS_FILE.read_text(encoding="utf-8"))
