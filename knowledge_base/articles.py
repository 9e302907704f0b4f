"""What an article is: plain values, the same in a Markdown file, in the database and in the index."""
from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


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


@dataclass(frozen=True)
class ArticleContent:
    """Everything one article says. Immutable: a change makes a new revision."""

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
    young_person_answer: str = ""
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
        """The article that `to_json` wrote."""
        return cls(**{
            **value,
            "checked_on": date.fromisoformat(value["checked_on"]),
            "check_again_on": date.fromisoformat(value["check_again_on"]),
            "sources": tuple(Source(**source) for source in value["sources"]),
            "sections": tuple(Section(**section) for section in value["sections"]),
            "questions": tuple(value["questions"]),
            "duty_refs": tuple(value["duty_refs"]),
            "related": tuple(value["related"]),
        })

    @property
    def digest(self) -> str:
        """SHA-256 of everything the article says, for telling revisions apart."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def answer_for(self, audience: str) -> str:
        """The answer in the voice asked for; the parent's where no other exists."""
        return self.young_person_answer if audience == "young_person" and self.young_person_answer else self.answer

    def overdue(self, today: date) -> bool:
        """Whether the article is past the day on which it had to be checked again."""
        return today > self.check_again_on


@dataclass(frozen=True)
class Revision:
    """One published state of an article."""

    revision_id: int
    number: int
    content: ArticleContent = field(repr=False)
