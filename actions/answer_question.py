"""Questions: look them up, and remember what the conversation is about."""
from __future__ import annotations

from actions.guided_replies import link_reply
from actions.payloads import answered_payload, fixed_payload, remember
from actions.services import NothingToSearch
from actions.turn_action import Asked, Turn, TurnAction
from knowledge_base.answering import Answered, Thread

SURE = "answered"
ASKED_BACK = "clarification"
LIKELY = 0.5
"""From this probability what the articles may have is offered, although the message did not look like a question for Signpost."""


class AnswerQuestion(TurnAction):
    """A question, or a message that was not understood."""

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_answer_question"

    def turn(self, asked: Asked) -> Turn:
        """What the articles have; a single word of need is also offered guided finding."""
        found = self.look_up(asked)
        if len(asked.text.split()) != 1 or found.payload is None or found.payload["outcome"] == "unavailable":
            return found
        return Turn({**found.payload, "replies": [*found.payload["replies"], link_reply("offer", asked.audience)]}, found.events)

    def look_up(self, asked: Asked) -> Turn:
        """Answer, ask back or hand over; without an index say so and offer a person."""
        try:
            answered = self._services().answer(asked.text, asked.thread, asked.audience)
        except NothingToSearch as missing:
            return Turn(fixed_payload("unavailable", {"problem": str(missing)}))
        return Turn(answered_payload(answered), remember(answered))


class AnswerOrSay(TurnAction):
    """A message that is probably no question for Signpost: answered where the articles are sure, else fixed words.

    The thread is left out, so that "you're useless" is not taken for a follow-up on the last answer.
    """

    words: str

    def turn(self, asked: Asked) -> Turn:
        """The articles' answer when they are sure of one; the fixed words otherwise, also when nothing can be searched."""
        try:
            answered = self._services().answer(asked.text, Thread(), asked.audience)
        except NothingToSearch as missing:
            return Turn(fixed_payload(self.words, {"problem": str(missing)}))
        if self.is_better(answered):
            return Turn(answered_payload(answered), remember(answered))
        return Turn(fixed_payload(self.words, answered.trace))

    def is_better(self, answered: Answered) -> bool:
        """Whether what the articles have is better than the fixed words."""
        return answered.outcome == SURE


class OutOfScope(AnswerOrSay):
    """Something that Signpost does not cover."""

    words = "out_of_scope"

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_out_of_scope"

    def is_better(self, answered: Answered) -> bool:
        """A likely choice is, too: "my taxi never came today" looks like nothing of ours to the dialogue."""
        return super().is_better(answered) or (answered.outcome == ASKED_BACK and answered.probability >= LIKELY)


class Insult(AnswerOrSay):
    """Rude words, perhaps around a question."""

    words = "insult"

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_insult"
