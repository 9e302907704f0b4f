"""The clock's rules, read from rules.yml; each limit's length, rule and address come from time_limits.yml."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge_base.time_limits import TimeLimit, time_limits

RULES_FILE = Path(__file__).with_name("rules.yml")
LENGTH = re.compile(r"(\d+) (working day|day|week|month)s?")
GROUPS = ("asking", "plan", "disagreeing")


class Length(NamedTuple):
    """How long a limit is; `unit` is day, week, month or working day."""

    count: int
    unit: str


class Entry(BaseModel):
    """A part of the file: nothing unknown, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Voiced(Entry):
    """Words for both readers."""

    parent: str
    young_person: str

    def words_for(self, audience: str) -> str:
        """The words for a reader."""
        return self.young_person if audience == "young_person" else self.parent


class Notes(Entry):
    """Sentences below the days, for both readers."""

    parent: tuple[str, ...]
    young_person: tuple[str, ...]

    def words_for(self, audience: str) -> tuple[str, ...]:
        """The sentences for a reader."""
        return self.young_person if audience == "young_person" else self.parent


class Step(Entry):
    """One day that follows; the file's head says what each field means."""

    limit: str
    who: Literal["you", "council", "school", "adviser"]
    first_day_counts: bool = False
    tribunal: bool = False
    closure: bool = False
    short: str
    what: Voiced
    late: Voiced
    late_article: str

    @property
    def row(self) -> TimeLimit:
        """The limit's row in the one table of time limits."""
        return next(limit for limit in time_limits() if limit.id == self.limit)

    @property
    def length(self) -> Length:
        """The limit as count and unit. Raises ValueError for a unit that the clock does not count."""
        found = LENGTH.fullmatch(self.row.value)
        if found is None:
            raise ValueError(f"clock: {self.limit} is {self.row.value!r}, which the clock cannot count")
        return Length(int(found[1]), found[2])


class Rule(Entry):
    """One date that a family knows, with the days that follow."""

    id: str
    group: Literal["asking", "plan", "disagreeing"]
    name: Voiced
    day: Voiced
    future_days: int
    articles: tuple[str, ...]
    notes: Notes
    steps: tuple[Step, ...]


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """Every rule by its id, in the file's order."""
    return {rule.id: rule for rule in (Rule.model_validate(entry) for entry in yaml.safe_load(RULES_FILE.read_text(encoding="utf-8")))}


@lru_cache(maxsize=1)
def _by_article() -> dict[str, str]:
    return {article: rule.id for rule in rules().values() for article in rule.articles}


def rule_of_article(article_id: str) -> str:
    """The id of the rule that an article speaks of, or empty."""
    return _by_article().get(article_id, "")
