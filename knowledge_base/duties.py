"""What the law says a local offer must tell: Schedule 2 of the SEND Regulations 2014, read from duties.yml."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge_base.articles import ArticleContent

DUTIES_FILE = Path(__file__).with_name("duties.yml")


class Duty(BaseModel):
    """One paragraph or lettered part of it: `says` is in plain words, not the law's; `seen` is false where the law's text could not be read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ref: str
    paragraph: int
    says: str
    seen: bool = True
    note: str = ""


@dataclass(frozen=True)
class Met:
    """A duty with the articles that tell families this; none is a gap."""

    duty: Duty
    articles: tuple[ArticleContent, ...]


@lru_cache(maxsize=1)
def duties() -> dict[str, Duty]:
    """Reference -> duty, in the law's order."""
    entries = yaml.safe_load(DUTIES_FILE.read_text(encoding="utf-8"))
    return {entry["ref"]: Duty.model_validate(entry) for entry in entries}


def duty_map(articles: Iterable[ArticleContent]) -> list[Met]:
    """Every duty in the law's order, with the articles that name it."""
    held = list(articles)
    return [Met(duty, tuple(a for a in held if duty.ref in a.duty_refs)) for duty in duties().values()]
