"""What a family says about itself in passing ("I'm his nan", "she's in year 8"), by the wordings of family_facts.json.

Only what helps to choose an answer is read: who asks, the child's stage, the part of the county, what was tried. Names, schools and
days of birth are nobody's business here.
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Pattern, Tuple

from guardrails.question_beside import asks
from guardrails.wishes import plain

FACTS_FILE = Path(__file__).with_name("family_facts.json")
SLOTS = ("who_is_asking", "age_or_stage", "area", "tried")
LONGEST = 600
"""Characters of a message that are read; a fact is said early or plainly, and reading stays fast."""


@dataclass(frozen=True)
class FamilyFacts:
    """Slot -> value as said. `nothing_else` is true where the message says this and no more."""

    said: Dict[str, str] = field(default_factory=dict)
    nothing_else: bool = False


def family_facts(text: str) -> FamilyFacts:
    """What the message says about the family."""
    words = plain(text)[:LONGEST]
    said: Dict[str, str] = {}
    left = words
    for slot, value, pattern in _patterns():
        found = pattern.search(words)
        if found and slot not in said:
            said[slot] = value or found.group("place")
            left = pattern.sub(" ", left)
    over = [word for word in left.split() if word not in _filler()]
    return FamilyFacts(said, bool(said) and not over and not asks(text))


@lru_cache(maxsize=1)
def _data() -> Dict[str, Any]:
    return json.loads(FACTS_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _filler() -> frozenset:
    return frozenset(_data()["filler"])


@lru_cache(maxsize=1)
def _patterns() -> Tuple[Tuple[str, str, Pattern[str]], ...]:
    found: List[Tuple[str, str, Pattern[str]]] = [
        (slot, value, re.compile(pattern)) for slot, values in _data()["slots"].items()
        for value, patterns in values.items() for pattern in patterns]
    area = _data()["area"]
    places = "|".join(sorted(area["places"], key=len, reverse=True))
    found.append(("area", "", re.compile(rf"{area['opened_by']}(?P<place>{places})\b")))
    return tuple(found)
