"""Questions: look them up, and remember what the conversation is about."""
from __future__ import annotations

from dataclasses import replace

from actions import memory
from actions.elsewhere import somewhere_else
from actions.missed import missed_now, offering_a_person
from actions.guided_replies import link_reply
from actions.payloads import Payload, answered_payload, fixed_payload
from actions.rudeness import is_rude
from actions.services import NothingToSearch
from actions.turn_action import Asked, Turn, TurnAction
from guardrails.question_beside import question_beside
from knowledge_base.answering import Answered, Thread
from knowledge_base.meanings import MeaningAsked, meaning_asked
from knowledge_base.unknowable import unknowable_kinds
from knowledge_base.vocabulary import PARENT

SURE = "answered"
ASKED_BACK = "clarification"
LIKELY = 0.5
"""From this probability what the articles may have is offered, although the message did not look like a question for Signpost."""

OWN_AFFAIRS = {"own_affairs", "a_person"}
"""Kinds of unknowable.yml that are about one family."""


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
        """Answer, ask back or hand over, with the meaning of a word where it was asked; without an index say so and offer a person."""
        meaning = meaning_asked(asked.text)
        looked_up = replace(asked, text=meaning.rest) if meaning and meaning.rest else asked
        try:
            answered = self._services().answer(looked_up.text, asked.thread, asked.audience)
        except NothingToSearch as missing:
            return Turn(fixed_payload("unavailable", {"problem": str(missing)}, asked.audience))
        if meaning is not None:
            return self._meaning_turn(meaning, answered, asked)
        answered = self._without_rudeness(answered, asked)
        if answered.outcome == "unanswered" and (elsewhere := somewhere_else(asked.text, asked.audience)):
            return Turn({**elsewhere, "trace": {**answered.trace, **elsewhere["trace"]}})
        missed = missed_now(answered, asked)
        return Turn(offering_a_person(answered_payload(answered), missed, asked.audience), memory.remember(answered, asked.audience, missed))

    def _without_rudeness(self, answered: Answered, asked: Asked) -> Answered:
        """The answer to the question that stands among rude words or orders, where only that is surely answered; else the one given."""
        question = question_beside(asked.text, lambda _: None) if answered.outcome != SURE and is_rude(asked.text) else ""
        again = self._services().answer(question, asked.thread, asked.audience) if question and question != asked.text else answered
        return again if again.outcome == SURE else answered

    def _meaning_turn(self, meaning: MeaningAsked, answered: Answered, asked: Asked) -> Turn:
        """The meaning, and what the articles have: above it where "what is …" is surely answered by them, below it otherwise."""
        said = {"type": "text", "text": f"{meaning.term.term}: {meaning.term.meaning_for(asked.audience)}"}
        payload = answered_payload(answered)
        trace = {**payload["trace"], "meaning": meaning.term.id}
        if meaning.rest or answered.outcome == SURE:
            below = meaning.rest or meaning.explicit
            replies = [said, *payload["replies"]] if below else [*payload["replies"], said]
            return Turn({**payload, "replies": replies, "trace": trace}, memory.remember(answered, asked.audience))
        return Turn({"outcome": "answered", "replies": [said], "trace": trace})


class AnswerOrSay(TurnAction):
    """A message that is probably no question for Signpost: answered where the articles are sure, else fixed words.

    The thread is left out, so that "you're useless" is not taken for a follow-up on the last answer.
    """

    words: str

    def turn(self, asked: Asked) -> Turn:
        """The articles' answer when they are sure of one, to the message or to the question in it; else the fixed words."""
        trace: dict[str, object] = {}
        for question in dict.fromkeys(filter(None, (asked.text, question_beside(asked.text, lambda _: None)))):
            try:
                answered = self._services().answer(question, Thread(), asked.audience)
            except NothingToSearch as missing:
                return Turn(self.fixed(asked, {"problem": str(missing)}))
            if self.is_better(answered):
                return Turn(answered_payload(answered), memory.remember(answered, asked.audience))
            trace = trace or answered.trace
        return Turn(self.fixed(asked, trace))

    def fixed(self, asked: Asked, trace: dict[str, object]) -> Payload:
        """The fixed words."""
        return fixed_payload(self.words, trace, asked.audience)

    def is_better(self, answered: Answered) -> bool:
        """Whether what the articles have is better than the fixed words."""
        return answered.outcome == SURE


class OutOfScope(AnswerOrSay):
    """Something that Signpost does not cover."""

    words = "out_of_scope"

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_out_of_scope"

    def fixed(self, asked: Asked, trace: dict[str, object]) -> Payload:
        """Where to go instead, where that is known."""
        elsewhere = somewhere_else(asked.text, asked.audience)
        return super().fixed(asked, trace) if elsewhere is None else {**elsewhere, "trace": {**trace, **elsewhere["trace"]}}

    def is_better(self, answered: Answered) -> bool:
        """A likely choice is, too: "my taxi never came today" looks like nothing of ours to the dialogue. So is the offer of a person
        for a family's own affairs ("what is her driver's name"), which otherwise nobody would see."""
        ours = OWN_AFFAIRS & set(unknowable_kinds(answered.question)) and somewhere_else(answered.question, PARENT) is None
        return super().is_better(answered) or bool(ours) or (answered.outcome == ASKED_BACK and answered.probability >= LIKELY)


class Insult(AnswerOrSay):
    """Rude words, perhaps around a question."""

    words = "insult"

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_insult"


class Refuse(AnswerOrSay):
    """Told to leave its rules, perhaps around a question."""

    words = "refused"

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_refuse"

    def turn(self, asked: Asked) -> Turn:
        """The fixed words; a question that stands beside the order is answered by itself, never the order."""
        question = question_beside(asked.text, lambda _: None)
        return super().turn(replace(asked, text=question)) if question and question != asked.text else Turn(self.fixed(asked, {}))
