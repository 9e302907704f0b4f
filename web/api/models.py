"""The JSON that the public API takes and gives. openapi.json is made from these models."""
from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from guardrails.put_back import LONGEST_PUT_BACK, MOST_PUT_BACK
from web.message_text import CONVERSATION_ID, MAX_MESSAGE, MAX_QUESTION, cleaned
from web.replies import Audience, Outcome, Pathway, Reply, SourceShape

Cleaned = BeforeValidator(cleaned)
PutBack = Annotated[list[Annotated[str, Cleaned, Field(min_length=1, max_length=LONGEST_PUT_BACK)]], Field(max_length=MOST_PUT_BACK, description=(
    "Pieces of the text that the asker says are no personal data, such as a place that looks like a name. What rules guess stays readable then "
    "(names, schools, addresses, dates of birth, reference numbers); an e-mail address, a phone number, a postcode or an NHS number never does."))]
ConversationId = Annotated[str, Field(pattern=CONVERSATION_ID)]


class Taken(BaseModel):
    """Parent of what is taken: unknown fields and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Given(BaseModel):
    """Parent of what is given."""

    model_config = ConfigDict(extra="forbid")


class MessageRequest(Taken):
    """One message. Characters are counted after control characters and outer spaces are taken out."""

    text: Annotated[str, Cleaned, Field(min_length=1, max_length=MAX_MESSAGE, description="The message, in the asker's own words.")]
    conversation_id: ConversationId | None = Field(None, description="From an earlier answer, to keep the thread.")
    audience: Audience | None = Field(None, description="For whom the answer is worded; parent when left out.")
    put_back: PutBack = []


class MessageResponse(Given):
    """What came of the message. `masked` names the kinds of personal data that were taken out before anything was kept: here, or before it
    came, when the text held placeholders such as `[name]`."""

    conversation_id: str
    receipt: str = Field(description="Names this turn, for a hand-over; empty only when the turn could not be kept.")
    outcome: Outcome
    masked: list[str]
    replies: list[Reply]


class EnquiryRequest(Taken):
    """A question for a person. Without name, e-mail and phone the reply is read with reference and PIN."""

    question: Annotated[str, Cleaned, Field(min_length=1, max_length=MAX_QUESTION, description="Personal data in it is taken out.")]
    submission_id: Annotated[str, Field(min_length=16, max_length=64, description=(
        "Made by the caller, once for each form; the same id twice is one enquiry."))] | None = None
    receipt: Annotated[str, Field(max_length=64)] | None = Field(None, description="Of the turn that the question comes from.")
    conversation_id: ConversationId | None = None
    audience: Audience | None = None
    name: Annotated[str, Cleaned, Field(max_length=100)] | None = None
    email: Annotated[str, Cleaned, Field(max_length=320)] | None = None
    phone: Annotated[str, Cleaned, Field(max_length=40)] | None = None
    put_back: PutBack = []
    consent: bool = Field(False, description="Needed with a name, an e-mail address or a phone number.")


class EnquiryResponse(Given):
    """The promise. The PIN is given here and nowhere else."""

    reference: str
    pin: str
    promised_on: date
    masked: list[str]
    url: str


class PersonReply(Given):
    """What an officer replied."""

    text: str
    at: datetime


class EnquiryStatusResponse(Given):
    """How an enquiry stands."""

    reference: str
    status: Literal["open", "claimed", "replied", "closed"]
    question: str
    asked_at: datetime
    promised_on: date
    overdue: bool
    replies: list[PersonReply]
    close_reason: str | None


class ArticleSummary(Given):
    """An article in a list."""

    id: str
    title: str
    topic: str
    url: str
    checked_on: date
    check_again_on: date
    overdue: bool


class ArticleSection(Given):
    """A heading and its Markdown."""

    heading: str
    body: str


class YoungPersonShape(Given):
    """The same facts, written for a young person."""

    title: str
    answer: str
    sections: list[ArticleSection]


class OrganisationShape(Given):
    """Who can help next, in the order to try."""

    name: str
    does: str
    phone: list[str]
    url: str | None


class ArticleResponse(ArticleSummary):
    """A whole article. `corrects` is the myth that it puts right, if it does; `duty_refs` are paragraphs of what a local offer must tell."""

    answer: str
    young_person_answer: str | None
    young_person: YoungPersonShape | None
    sections: list[ArticleSection]
    who_helps: list[OrganisationShape]
    corrects: str | None
    basis: Literal["law", "local", "dated"]
    duty_refs: list[str]
    sources: list[SourceShape]
    pathway: Pathway | None
    related: list[str]
    owner: str


class ArticleList(Given):
    """Articles."""

    articles: list[ArticleSummary]


class SearchResponse(Given):
    """The nearest articles, best first."""

    query: str
    articles: list[ArticleSummary]


class Problem(Given):
    """An error (RFC 9457). `fields` says what is wrong with which field."""

    type: str
    title: str
    status: int
    detail: str
    fields: dict[str, str] | None = None
