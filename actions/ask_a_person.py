"""The way to a person, and starting afresh: turns that look nothing up."""
from __future__ import annotations

from actions.memory import forget
from actions.payloads import fixed_payload
from actions.turn_action import Asked, Turn, TurnAction


class AskAPerson(TurnAction):
    """The asker wants a person."""

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_ask_a_person"

    def turn(self, asked: Asked) -> Turn:
        """Show the way; nothing is passed on until the asker has seen and confirmed it."""
        return Turn(fixed_payload("ask_a_person", audience=asked.audience))


class ForgetThread(TurnAction):
    """The asker starts again; the fixed reply has been sent by the rule."""

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_forget_thread"

    def turn(self, asked: Asked) -> Turn:
        """Empty the slots, say nothing."""
        return Turn(events=forget())
