"""Turn payloads (docs/architecture.md): from what the knowledge base found, or from words.yml."""
from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk.events import EventType, SlotSet

from knowledge_base.answering import Answered

WORDS = Path(__file__).with_name("words.yml")

Payload = dict[str, Any]


def fixed_payload(name: str, trace: dict[str, Any] | None = None) -> Payload:
    """The payload that words.yml calls `name`, with what the receipt should keep."""
    return {**copy.deepcopy(_words()[name]), "trace": dict(trace or {})}


def answered_payload(answered: Answered) -> Payload:
    """What the knowledge base found; the receipt also keeps the question it looked up."""
    return {"outcome": answered.outcome, "replies": answered.replies, "trace": {**answered.trace, "question": answered.question}}


def remember(answered: Answered) -> list[EventType]:
    """The slots that keep the thread after a question."""
    return [SlotSet("last_question", answered.question), SlotSet("last_article_id", answered.article_id),
            SlotSet("last_outcome", answered.outcome)]


def forget() -> list[EventType]:
    """The same slots, emptied."""
    return [SlotSet("last_question", None), SlotSet("last_article_id", None), SlotSet("last_outcome", None)]


@cache
def _words() -> dict[str, Payload]:
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))
