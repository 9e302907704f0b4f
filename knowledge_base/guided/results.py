"""From answers to a result: a pure function over the rules of results.yml."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge_base.guided.answers import SKIPPED, Answers
from knowledge_base.guided.questions import Conditions, any_meets, questions
from knowledge_base.organisations import Organisation, organisations
from knowledge_base.pathway import Place, places
from knowledge_base.vocabulary import YOUNG_PERSON

RESULTS_FILE = Path(__file__).with_name("results.yml")


class Strict(BaseModel):
    """Parent of the shapes of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(Strict):
    """When a line is shown; the file's head says what each field means."""

    when: Conditions = {}
    unless: Conditions = {}

    def fits(self, given: Mapping[str, str]) -> bool:
        """Whether the answers ask for this line."""
        return all(given[question] in codes for question, codes in self.when.items()) and not any_meets(self.unless, given)


class Worded(Rule):
    """A line with its words for each reader."""

    parent: str = ""
    young_person: str = ""

    def says(self, voice: str) -> str:
        """The words for a reader; empty where there are none."""
        return self.young_person if voice == YOUNG_PERSON else self.parent


class StopRule(Worded):
    """A stage of the pathway."""

    stage: str


class LineRule(Worded):
    """An article with the one line that says why."""

    article: str


class Helper(Rule):
    """An organisation that helps."""

    organisation: str


class Lines(Strict):
    """Lines by rank, of which the first so many that fit are shown."""

    most: int
    lines: tuple[LineRule, ...]


class Groups(Strict):
    """Groups of lines in turn."""

    most: int
    groups: dict[str, Lines]


class Helpers(Strict):
    """Organisations by rank, and those at the end of every list."""

    most: int
    always: tuple[str, ...]
    lines: tuple[Helper, ...]


class Rules(Strict):
    """The whole file."""

    place: tuple[StopRule, ...]
    place_too: tuple[StopRule, ...]
    meanwhile: Lines
    from_year_9: Lines
    next: Lines
    now: Groups
    who_helps: Helpers


@dataclass(frozen=True)
class Stop:
    """Where on the pathway somebody is, and why."""

    place: Place
    says: str


@dataclass(frozen=True)
class Line:
    """An article's id with one line on why it is shown."""

    article: str
    says: str


@dataclass(frozen=True)
class Result:
    """What a personal page shows. `places` holds one stage, or two where the way forks. `meanwhile` and `from_year_9` may be empty."""

    voice: str
    places: tuple[Stop, ...]
    now: tuple[Line, ...]
    who_helps: tuple[Organisation, ...]
    next: tuple[Line, ...]
    meanwhile: tuple[Line, ...]
    from_year_9: tuple[Line, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """Every article named, in the order of the page."""
        return tuple(line.article for line in (*self.meanwhile, *self.now, *self.next, *self.from_year_9))


def find(answers: Answers) -> Result:
    """The result for these answers; a question without an answer counts as skipped."""
    given = {question.id: answers.given().get(question.id, SKIPPED) for question in questions()}
    voice, all_rules, used = answers.voice, rules(), set()
    meanwhile = _take(all_rules.meanwhile, given, voice, used)
    later = _take(all_rules.next, given, voice, used)
    from_year_9 = _take(all_rules.from_year_9, given, voice, used)
    now = [line for group in all_rules.now.groups.values() for line in _take(group, given, voice, used)][:all_rules.now.most]
    return Result(voice, tuple(_stops(all_rules, given, voice)), tuple(now), tuple(_helpers(all_rules.who_helps, given, voice)),
                  later, meanwhile, from_year_9)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules of results.yml."""
    return Rules.model_validate(yaml.safe_load(RESULTS_FILE.read_text(encoding="utf-8")))


def _take(part: Lines, given: Mapping[str, str], voice: str, used: set[str]) -> tuple[Line, ...]:
    """The first lines that fit, none about an article already used; `used` grows."""
    taken: list[Line] = []
    for rule in part.lines:
        if len(taken) < part.most and rule.article not in used and rule.says(voice) and rule.fits(given):
            taken.append(Line(rule.article, rule.says(voice)))
            used.add(rule.article)
    return tuple(taken)


def _stops(all_rules: Rules, given: Mapping[str, str], voice: str) -> Iterator[Stop]:
    for part in (all_rules.place, all_rules.place_too):
        if rule := next((rule for rule in part if rule.fits(given) and rule.says(voice)), None):
            yield Stop(places()[rule.stage], rule.says(voice))


def _helpers(part: Helpers, given: Mapping[str, str], voice: str) -> Iterable[Organisation]:
    known = organisations()
    fitting = dict.fromkeys(rule.organisation for rule in part.lines if rule.fits(given))
    shown = [known[each] for each in fitting if voice != YOUNG_PERSON or known[each].young_person]
    return [*shown[:part.most], *(known[each] for each in part.always)]
