"""What an article is: plain values, the same in a Markdown file, in the database and in the index."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from knowledge_base.vocabulary import PARENT, YOUNG_PERSON


@dataclass(frozen=True)
class Source:
    """Where a fact stands. `published_on` is YYYY, YYYY-MM, YYYY-MM-DD or empty when unknown."""

    title: str
    publisher: str
    url: str = ""
    document: str = ""
    published_on: str = ""


@dataclass(frozen=True)
class Section:
    """A heading and the Markdown under it."""

    heading: str
    body: str


def _sections(values: Iterable[dict[str, str]]) -> tuple[Section, ...]:
    return tuple(Section(**value) for value in values)


@dataclass(frozen=True)
class Voice:
    """What one reader is shown of an article: parent or young person."""

    audience: str
    title: str
    answer: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class YoungPersonVersion:
    """The same facts, written for a young person. `title` may be empty: then the article's own stands; `questions` are wordings of young people."""

    answer: str
    title: str = ""
    questions: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> YoungPersonVersion:
        """The version that `asdict` wrote."""
        return cls(value["answer"], value["title"], tuple(value["questions"]), _sections(value["sections"]))


@dataclass(frozen=True)
class ArticleContent:
    """Everything one article says. Immutable: a change makes a new revision.

    `basis` says what its facts rest on ("law", "local", "dated"), which decides how soon they are checked again; `corrects` is the
    myth that the article puts right, in the words of those who hear it; `who_helps` names entries of organisations.yml.
    """

    id: str
    title: str
    topic: str
    audience: str
    status: str
    owner: str
    checked_on: date
    check_again_on: date
    stage: str
    questions: tuple[str, ...]
    answer: str
    sources: tuple[Source, ...]
    sections: tuple[Section, ...] = ()
    young_person: YoungPersonVersion | None = None
    basis: str = "law"
    corrects: str = ""
    who_helps: tuple[str, ...] = ()
    duty_refs: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A JSON value; `from_json` gives the same article back."""
        value = asdict(self)
        value["checked_on"] = self.checked_on.isoformat()
        value["check_again_on"] = self.check_again_on.isoformat()
        return value

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> ArticleContent:
        """The article that `to_json` wrote, in this version of the program or an earlier one."""
        value = dict(value)
        earlier = value.pop("young_person_answer", "")
        young = value.pop("young_person", None)
        return cls(**{
            **value,
            "young_person": YoungPersonVersion.from_json(young) if young else YoungPersonVersion(earlier) if earlier else None,
            "checked_on": date.fromisoformat(value["checked_on"]),
            "check_again_on": date.fromisoformat(value["check_again_on"]),
            "sources": tuple(Source(**source) for source in value["sources"]),
            "sections": _sections(value["sections"]),
            **{name: tuple(value.get(name, ())) for name in ("questions", "duty_refs", "related", "who_helps")},
        })

    @property
    def digest(self) -> str:
        """SHA-256 of everything the article says, for telling revisions apart."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def voice(self, audience: str) -> Voice:
        """The words for a reader; the parent's where the young person's do not exist."""
        young = self.young_person if audience == YOUNG_PERSON else None
        if young is None:
            return Voice(PARENT, self.title, self.answer, self.sections)
        return Voice(YOUNG_PERSON, young.title or self.title, young.answer, young.sections)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Every voice the article speaks in, the parent's first."""
        both = (self.voice(PARENT), self.voice(YOUNG_PERSON))
        return both if self.young_person else both[:1]

    @property
    def wordings(self) -> tuple[str, ...]:
        """Families' questions and young people's, the families' first."""
        return self.questions + (self.young_person.questions if self.young_person else ())

    def overdue(self, today: date) -> bool:
        """Whether the article is past the day on which it had to be checked again."""
        return today > self.check_again_on


@dataclass(frozen=True)
class Revision:
    """One published state of an article."""

    revision_id: int
    number: int
    content: ArticleContent = field(repr=False)
