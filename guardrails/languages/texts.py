"""What is said in each language: the reply to an everyday question and to each kind of danger."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from guardrails.languages.language import language_files

ENGLISH_LINE = "In English: "  # begins the paragraph that somebody beside the asker can read


@dataclass(frozen=True)
class LanguageTexts:
    """Texts of one language. `urgent`: by kind. `meanings`: what a contact is, by its number. `waiting`: names of the parts that nobody has reviewed."""

    code: str
    name: str
    own_name: str
    direction: str
    everyday: str
    ask_a_person: str
    urgent: Mapping[str, str]
    meanings: Mapping[str, str]
    waiting: tuple[str, ...]


def load_texts(path: Path) -> LanguageTexts:
    """Read one file. Raises OSError, ValueError or KeyError when it is missing or malformed."""
    data = json.loads(path.read_text(encoding="utf-8"))
    replies = data["replies"]
    urgent = {kind: entry["text"] for entry in replies["urgent"].values() for kind in entry["kinds"]}
    return LanguageTexts(data["code"], data["name"], data["own_name"], data["direction"], replies["everyday"]["text"],
                         replies["ask_a_person"]["text"], urgent, data["contacts"]["meanings"], tuple(_waiting(data)))


@lru_cache(maxsize=1)
def language_texts() -> Mapping[str, LanguageTexts]:
    """Texts of every language whose file can be read, by code."""
    return {texts.code: texts for texts in map(load_texts, language_files())}


def _waiting(data: Mapping[str, Any]) -> Iterator[str]:
    replies = data["replies"]
    parts = {"signs": data["signs"]["reviewed_by"], "phrases": data["phrases_reviewed_by"], "contacts": data["contacts"]["reviewed_by"],
             "everyday": replies["everyday"]["reviewed_by"], "ask_a_person": replies["ask_a_person"]["reviewed_by"],
             **{f"urgent {group}": entry["reviewed_by"] for group, entry in replies["urgent"].items()}}
    return (part for part, reviewed_by in parts.items() if reviewed_by is None)
