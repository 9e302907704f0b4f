"""Worry about somebody's safety that the website's rules did not catch: the second net."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from actions.answer_question import SURE
from actions.memory import remember
from actions.payloads import Payload, answered_payload
from actions.services import AnswersQuestions, NothingToSearch, shared_services, urgent_help_texts
from actions.turn_action import Asked, Turn, TurnAction
from guardrails.safeguarding import GENERAL, Concern, find_concern, urgent_help
from guardrails.urgent_help import UrgentHelpTexts

UNSURE_BELOW = 0.7
"""Confidence of the intent below which a sure answer is shown, with the contacts below it. Lower misses questions that
only sound like worry ("could it be his nan?"); higher hides urgent contacts behind an answer."""
RULE = "dialogue:intent"
"""Where the concern was found, as the receipt keeps it."""


class ConcernAction(TurnAction):
    """Urgent contacts at once. The website adds the way to a person, as it does under every urgent help."""

    def __init__(self, services: Callable[[], AnswersQuestions] = shared_services,
                 texts: Callable[[], UrgentHelpTexts | None] = urgent_help_texts) -> None:
        super().__init__(services)
        self._texts = texts

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_concern"

    def turn(self, asked: Asked) -> Turn:
        """The contacts for what the rules find in the text, or the general ones, unless this is more likely a question."""
        concern = find_concern(asked.text)
        if concern is None and asked.intent.get("confidence", 1.0) < UNSURE_BELOW and (turn := self._sure_answer(asked)):
            return turn
        return Turn(urgent_payload(concern or general_concern(asked.audience), self._texts()))

    def _sure_answer(self, asked: Asked) -> Turn | None:
        try:
            answered = self._services().answer(asked.text, asked.thread, asked.audience)
        except NothingToSearch:
            return None
        if answered.outcome != SURE:
            return None
        payload, contacts = answered_payload(answered), urgent_payload(general_concern(asked.audience), self._texts())
        return Turn({**payload, "replies": [*payload["replies"], *contacts["replies"]]}, remember(answered, asked.audience))


def general_concern(audience: str) -> Concern:
    """A concern of no known kind, which `urgent_help` meets with the contacts that fit anybody of that audience."""
    return Concern(kind=GENERAL, voice="young_person" if audience == "young_person" else "unknown", rule=RULE)


def urgent_payload(concern: Concern, texts: UrgentHelpTexts | None = None) -> Payload:
    """The turn payload of urgent help, in the words given or else the shipped ones."""
    shown = urgent_help(concern, texts)
    reply: dict[str, Any] = {"type": "urgent_help", "text": shown.text, "contacts": [asdict(c) for c in shown.contacts]}
    language = {} if shown.language == "en" else {"language": shown.language}
    return {"outcome": "urgent_help", "replies": [{**reply, **language}], "trace": {"concern": concern.kind, "rule": concern.rule, **language}}
