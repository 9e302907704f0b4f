"""Turn payloads (docs/architecture.md): from what the knowledge base found, or from words.yml."""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.answering import Answered
from knowledge_base.vocabulary import PARENT

WORDS = Path(__file__).with_name("words.yml")
ASK_A_PERSON = "/ask-a-person"

Payload = dict[str, Any]


def fixed_payload(name: str, trace: dict[str, Any] | None = None, audience: str = PARENT) -> Payload:
    """The payload that words.yml calls `name`, in the reader's voice, with what the receipt should keep."""
    return {**in_voice(_words()[name], audience), "trace": dict(trace or {})}


def has_words(name: str) -> bool:
    """Whether words.yml has a payload of that name."""
    return name in _words()


def in_voice(value: Any, audience: str) -> Any:
    """A copy in which every text that has two voices is the reader's."""
    if isinstance(value, dict) and PARENT in value:
        return value.get(audience, value[PARENT])
    if isinstance(value, dict):
        return {key: in_voice(part, audience) for key, part in value.items()}
    return [in_voice(part, audience) for part in value] if isinstance(value, list) else value


def text_payload(outcome: str, texts: Sequence[str], trace: dict[str, Any] | None = None, handover: str = "") -> Payload:
    """A payload of plain words, with the offer of a person where `handover` says something."""
    replies: list[dict[str, Any]] = [{"type": "text", "text": " ".join(text.split())} for text in texts]
    if handover:
        replies.append({"type": "handover", "text": " ".join(handover.split()), "url": ASK_A_PERSON})
    return {"outcome": outcome, "replies": replies, "trace": dict(trace or {})}


def answered_payload(answered: Answered) -> Payload:
    """What the knowledge base found; the receipt also keeps the question it looked up."""
    return {"outcome": answered.outcome, "replies": answered.replies, "trace": {**answered.trace, "question": answered.question}}


@cache
def _words() -> dict[str, Payload]:
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))
