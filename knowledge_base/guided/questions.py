"""The questions with their options, read from questions.yml."""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from knowledge_base.vocabulary import PARENT, YOUNG_PERSON

QUESTIONS_FILE = Path(__file__).with_name("questions.yml")
MOST_QUESTIONS = 5

Conditions = dict[str, tuple[str, ...]]
"""Question id -> the codes that it is about."""
Worded = str | dict[str, str]
"""One text for both readers, or a text for each."""


class Option(BaseModel):
    """One thing to answer. `code` stands in addresses."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[a-z0-9_]+$")
    label: Worded
    unless: Conditions = {}

    def label_for(self, voice: str) -> str:
        """The words on the button."""
        return worded(self.label, voice)


class Question(BaseModel):
    """One question; the file's head says what each field means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    short: str
    asks: Worded
    unless: Conditions = {}
    options: tuple[Option, ...]

    def asks_for(self, voice: str) -> str:
        """The question as a reader sees it."""
        return worded(self.asks, voice)

    def open_options(self, given: Mapping[str, str]) -> tuple[Option, ...]:
        """The options that still make sense after the answers given."""
        return tuple(option for option in self.options if not any_meets(option.unless, given))


def worded(text: Worded, voice: str) -> str:
    """The text for a reader."""
    return text if isinstance(text, str) else text[YOUNG_PERSON if voice == YOUNG_PERSON else PARENT]


def any_meets(conditions: Conditions, given: Mapping[str, str]) -> bool:
    """Whether one of the conditions holds for the answers given."""
    return any(given.get(question) in codes for question, codes in conditions.items())


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """Every question, in the order of asking."""
    return tuple(Question.model_validate(entry) for entry in yaml.safe_load(QUESTIONS_FILE.read_text(encoding="utf-8")))
