"""The reply objects of the public API (docs/architecture.md), as pydantic models.

They check what the dialogue sends, and describe the API in openapi.json. Unknown fields are dropped, so that the public
shape never grows by accident; an unknown type, outcome or address scheme is refused.
"""
from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Outcome = Literal["answered", "clarification", "unanswered", "urgent_help", "handed_over", "small_talk", "out_of_scope",
                  "refused", "unavailable"]
Audience = Literal["parent", "young_person"]


def _own_path(url: str) -> str:
    if not url.startswith("/") or url.startswith(("//", "/\\")):
        raise ValueError("not a path on this site")
    return url


def _web_address(url: str | None) -> str | None:
    if url and not url.startswith(("https://", "http://")):
        raise ValueError("not a web address")
    return url


OwnPath = Annotated[str, AfterValidator(_own_path), Field(max_length=2000)]
WebAddress = Annotated[str | None, AfterValidator(_web_address)]


def _is_none(value: object) -> bool:
    return value is None


LanguageCode = Annotated[str | None, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", exclude_if=_is_none, description=(
    "BCP 47; left out for English. A paragraph that begins with \"In English:\" is English all the same."))]


class Shape(BaseModel):
    """Parent of all reply shapes."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class StageLink(Shape):
    """A neighbouring stage of the pathway."""

    stage: str
    url: OwnPath


class Pathway(Shape):
    """Where an article sits in the whole system."""

    stage: str
    before: StageLink | None = None
    after: StageLink | None = None


class SourceShape(Shape):
    """Where the facts of an answer stand. `published_on` is YYYY, YYYY-MM or YYYY-MM-DD; null when unknown."""

    title: str
    publisher: str
    url: WebAddress = None
    published_on: str | None = None


class TextReply(Shape):
    """Plain words."""

    type: Literal["text"]
    text: str = Field(min_length=1)
    language: LanguageCode = None


class AnswerReply(Shape):
    """An article's own sentences, with their source and the day they were checked. `voice`: for whom they were written."""

    type: Literal["answer"]
    article_id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    topic: str
    text: str = Field(min_length=1)
    url: OwnPath
    voice: Audience | None = None
    pathway: Pathway | None = None
    sources: list[SourceShape]
    checked_on: date
    check_again_on: date
    overdue: bool


class Choice(Shape):
    """One thing the asker may have meant; `message` is sent when it is chosen."""

    label: str
    message: str = Field(min_length=1, max_length=2000)


class ChoicesReply(Shape):
    """A question back, with things to choose from."""

    type: Literal["choices"]
    text: str
    choices: list[Choice] = Field(min_length=1)


class ContactShape(Shape):
    """Someone to reach at once."""

    name: str
    phone: str | None = None
    text_message: str | None = None
    url: WebAddress = None
    hours: str | None = None
    meaning: Annotated[str | None, Field(exclude_if=_is_none, description="What they are, in the reply's language; left out for English.")] = None


class UrgentHelpReply(Shape):
    """Who can help now."""

    type: Literal["urgent_help"]
    text: str = Field(min_length=1)
    contacts: list[ContactShape] = Field(min_length=1)
    language: LanguageCode = None


class HandoverReply(Shape):
    """The way to a person."""

    type: Literal["handover"]
    text: str
    url: OwnPath
    language: LanguageCode = None


class LinkReply(Shape):
    """A page of this site that takes the asker further."""

    type: Literal["link"]
    text: str = Field(min_length=1)
    url: OwnPath
    label: str = Field(min_length=1, max_length=80)


Reply = Annotated[TextReply | AnswerReply | ChoicesReply | UrgentHelpReply | HandoverReply | LinkReply, Field(discriminator="type")]


class TurnPayload(BaseModel):
    """What the dialogue sends for one turn; `trace` is kept with the receipt and never shown to families."""

    model_config = ConfigDict(extra="ignore")

    outcome: Outcome
    replies: list[Reply] = Field(min_length=1, max_length=20)
    trace: dict[str, Any] = Field(default_factory=dict)


def to_json(replies: list[Reply]) -> list[dict[str, Any]]:
    """The replies as JSON values, for the API and for the record."""
    return [reply.model_dump(mode="json") for reply in replies]
