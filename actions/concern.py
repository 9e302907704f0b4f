"""Worry about somebody's safety that the website's rules did not catch: the second net."""
from __future__ import annotations

from dataclasses import asdict
from typing import Any

from actions.payloads import Payload
from actions.turn_action import Asked, Turn, TurnAction
from guardrails.safeguarding import GENERAL, Concern, find_concern, urgent_help

RULE = "dialogue:intent"
"""Where the concern was found, as the receipt keeps it."""


class ConcernAction(TurnAction):
    """Urgent contacts at once. The website adds the way to a person, as it does under every urgent help."""

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_concern"

    def turn(self, asked: Asked) -> Turn:
        """The contacts for what the rules find in the text, or the general ones."""
        return Turn(urgent_payload(find_concern(asked.text) or general_concern(asked.audience)))


def general_concern(audience: str) -> Concern:
    """A concern of no known kind, which `urgent_help` meets with the contacts that fit anybody of that audience."""
    return Concern(kind=GENERAL, voice="young_person" if audience == "young_person" else "unknown", rule=RULE)


def urgent_payload(concern: Concern) -> Payload:
    """The turn payload of urgent help."""
    shown = urgent_help(concern)
    reply: dict[str, Any] = {"type": "urgent_help", "text": shown.text, "contacts": [asdict(c) for c in shown.contacts]}
    return {"outcome": "urgent_help", "replies": [reply], "trace": {"concern": concern.kind, "rule": concern.rule}}
