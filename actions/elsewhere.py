"""Questions for somebody else, and questions about Signpost itself: which kind, and the fixed words for it (elsewhere.yml, about_signpost.yml)."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.payloads import Payload, fixed_payload, in_voice, text_payload
from actions.turn_action import Asked, Turn, TurnAction
from guardrails.wishes import plain
from knowledge_base.organisations import organisations

ELSEWHERE = Path(__file__).with_name("elsewhere.yml")
ABOUT = Path(__file__).with_name("about_signpost.yml")


def somewhere_else(text: str, audience: str) -> Payload | None:
    """The payload that says where to go with this, or None where no kind fits."""
    found = _kind(ELSEWHERE, text)
    if found is None:
        return None
    kind, entry = found
    said = in_voice(entry["text"], audience)
    numbers = {name: " or ".join(organisations()[name].phone) for name in entry.get("organisations", ())}
    offer = fixed_payload("out_of_scope", audience=audience)["replies"][-1]["text"]
    return text_payload("out_of_scope", [said.format(**numbers)], {"elsewhere": kind}, offer)


class AboutSignpost(TurnAction):
    """A question about Signpost itself."""

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_about_signpost"

    def turn(self, asked: Asked) -> Turn:
        """The words for what was asked, or the general ones."""
        found = _kind(ABOUT, asked.text)
        if found is None:
            return Turn(fixed_payload("about_signpost", audience=asked.audience))
        kind, entry = found
        return Turn(text_payload("small_talk", [in_voice(entry["text"], asked.audience)], {"about": kind}))


def _kind(path: Path, text: str) -> tuple[str, dict[str, Any]] | None:
    said = plain(text)
    return next(((kind, entry) for kind, entry, patterns in _kinds(path) if any(p.search(said) for p in patterns)), None)


@cache
def _kinds(path: Path) -> tuple[tuple[str, dict[str, Any], tuple[re.Pattern[str], ...]], ...]:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple((kind, entry, tuple(re.compile(pattern) for pattern in entry["patterns"])) for kind, entry in entries.items())
