"""One Markdown file to an article, with every mistake named by line."""
from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from knowledge_base.articles import ArticleContent, Section, Source, YoungPersonVersion
from knowledge_base.duties import duties
from knowledge_base.errors import ContentInvalid, ContentProblem
from knowledge_base.organisations import organisations
from knowledge_base.pathway import places
from knowledge_base.vocabulary import AUDIENCES, BASES, STATUSES, TOPICS

FENCE = "---"
YOUNG_PERSON_HEADING = "# For young people"
"""The line of a body under which the young person's sections stand."""
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
MIN_QUESTIONS = 6


class _Loader(yaml.SafeLoader):
    """YAML whose dates stay text, so that a bad one is told with its line like any other mistake."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class _SourceFields(_Strict):
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    url: str = ""
    document: str = ""
    published_on: str = ""

    @field_validator("published_on", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> str:
        text = "" if value is None else str(value)
        if text and not PARTIAL_DATE.match(text):
            raise ValueError("must be YYYY, YYYY-MM or YYYY-MM-DD")
        return text

    @model_validator(mode="after")
    def _has_place(self) -> _SourceFields:
        if not (self.url or self.document):
            raise ValueError("a source needs a url or a document")
        if self.url and not self.url.startswith(("https://", "http://")):
            raise ValueError("a source's url must start with https:// or http://")
        return self


class _YoungPersonFields(_Strict):
    answer: str = Field(min_length=1)
    title: str = Field("", max_length=120)
    questions: list[str] = []


class _ArticleFields(_Strict):
    id: str
    title: str = Field(min_length=1, max_length=120)
    topic: str
    audience: str = "parent"
    status: str
    owner: str = Field(min_length=1)
    checked_on: date
    check_again_on: date
    stage: str
    questions: list[str] = Field(min_length=MIN_QUESTIONS)
    answer: str = Field(min_length=1)
    sources: list[_SourceFields] = Field(min_length=1)
    young_person: _YoungPersonFields | None = None
    basis: str
    corrects: str = ""
    who_helps: list[str] = Field(min_length=1)
    duty_refs: list[str] = []
    related: list[str] = []

    @field_validator("id")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if not ID.match(value):
            raise ValueError("must be lower-case words joined by hyphens")
        return value

    @field_validator("topic", "audience", "status", "stage", "basis")
    @classmethod
    def _is_known(cls, value: str, info: Any) -> str:
        known = {"topic": TOPICS, "audience": AUDIENCES, "status": STATUSES, "stage": places(), "basis": BASES}[info.field_name]
        if value not in known:
            raise ValueError(f"unknown {info.field_name} {value!r}")
        return value

    @field_validator("who_helps", "duty_refs")
    @classmethod
    def _are_known(cls, values: list[str], info: Any) -> list[str]:
        known = {"who_helps": organisations, "duty_refs": duties}[info.field_name]()
        if unknown := [value for value in values if value not in known]:
            raise ValueError(f"unknown {', '.join(map(repr, unknown))}")
        return values

    @model_validator(mode="after")
    def _dates_in_order(self) -> _ArticleFields:
        if self.check_again_on < self.checked_on:
            raise ValueError("check_again_on lies before checked_on")
        return self


def parse_article(path: Path, text: str | None = None) -> ArticleContent:
    """Read one article.

    Args:
        path: the Markdown file; also names it in errors.
        text: its content, where it has been read already.

    Raises:
        ContentInvalid: every mistake found, each with its line.
    """
    text = path.read_text(encoding="utf-8") if text is None else text
    header, body, body_line = _split(path, text)
    try:
        fields = _ArticleFields.model_validate(_load(path, header))
    except ValidationError as error:
        raise ContentInvalid([_problem(path, header, item) for item in error.errors()]) from None
    if fields.id != path.stem:
        raise ContentInvalid([ContentProblem(path, line_of(header, ("id",)), f"id {fields.id!r} differs from the file's name")])
    lines = body.split("\n")
    at = lines.index(YOUNG_PERSON_HEADING) if YOUNG_PERSON_HEADING in lines else len(lines)
    young = _sections(path, lines[at + 1:], body_line + at + 1)
    if young and fields.young_person is None:
        raise ContentInvalid([ContentProblem(path, body_line + at, "sections for young people need young_person with an answer")])
    return _content(fields, tuple(_sections(path, lines[:at], body_line)), tuple(young))


def _content(fields: _ArticleFields, sections: tuple[Section, ...], young_sections: tuple[Section, ...]) -> ArticleContent:
    young = fields.young_person
    return ArticleContent(
        id=fields.id, title=fields.title, topic=fields.topic, audience=fields.audience, status=fields.status,
        owner=fields.owner, checked_on=fields.checked_on, check_again_on=fields.check_again_on, stage=fields.stage,
        questions=tuple(question.strip() for question in fields.questions), answer=_one_line(fields.answer),
        sources=tuple(Source(**source.model_dump()) for source in fields.sources), sections=sections,
        young_person=YoungPersonVersion(_one_line(young.answer), young.title, tuple(q.strip() for q in young.questions), young_sections) if young else None,
        basis=fields.basis, corrects=_one_line(fields.corrects), who_helps=tuple(fields.who_helps),
        duty_refs=tuple(fields.duty_refs), related=tuple(fields.related))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _split(path: Path, text: str) -> tuple[str, str, int]:
    lines = text.split("\n")
    if lines[0].strip() != FENCE or FENCE not in (line.strip() for line in lines[1:]):
        raise ContentInvalid([ContentProblem(path, 1, "the file must begin with front matter between two lines of ---")])
    end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == FENCE)
    return "\n".join(lines[:end]), "\n".join(lines[end + 1:]), end + 2


def _load(path: Path, header: str) -> dict[str, Any]:
    try:
        value = yaml.load(header, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise ContentInvalid([ContentProblem(path, mark.line + 1 if mark else 1, f"the front matter is not YAML: {problem}")]) from None
    if not isinstance(value, dict):
        raise ContentInvalid([ContentProblem(path, 1, "the front matter must be a list of names and values")])
    return value


def _problem(path: Path, header: str, error: dict[str, Any]) -> ContentProblem:
    where = ".".join(str(part) for part in error["loc"]) or "article"
    message = "is missing" if error["type"] == "missing" else error["msg"].removeprefix("Value error, ")
    return ContentProblem(path, line_of(header, error["loc"]), f"{where}: {message}")


def line_of(header: str, location: tuple[str | int, ...]) -> int:
    """Line (from 1) of a value in front matter, or of the nearest thing around it that exists."""
    node, line = yaml.compose(header, Loader=yaml.SafeLoader), 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pair = next((p for p in node.value if p[0].value == part), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def _sections(path: Path, body: list[str], first_line: int) -> list[Section]:
    sections: list[Section] = []
    problems: list[ContentProblem] = []
    heading, words = "", []
    for number, line in enumerate([*body, "## "], first_line):
        if not line.startswith("## "):
            words.append(line)
            continue
        text = "\n".join(words).strip()
        if heading and text:
            sections.append(Section(heading, text))
        elif heading or text:
            problems.append(ContentProblem(path, number, "a section needs a ## heading and words under it"))
        heading, words = line[3:].strip(), []
    if problems:
        raise ContentInvalid(problems)
    return sections
