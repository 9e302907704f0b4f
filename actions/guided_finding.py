"""The form of guided finding. What a message means is decided when the form validates it; the reply is made after that, so that a turn is one reply.

The form never rejects a message: a question in the middle is answered, and the same question stands below the answer.
"""
from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_question import SURE, AnswerQuestion
from actions.concern import UNSURE_BELOW, ConcernAction
from actions.guided_replies import found_replies, opening, question_reply, say, text_reply
from actions.payloads import Payload, fixed_payload
from actions.turn_action import Asked, Turn, TurnAction, read_asked
from guardrails.safeguarding import find_concern
from knowledge_base.guided import SKIPPED, Answers, answered, next_question, questions, read_answers, understand, wants_to_stop
from knowledge_base.vocabulary import YOUNG_PERSON

SLOTS = {"who": "who_is_asking", "age": "age_or_stage", "worry": "guided_worry", "tried": "guided_tried", "area": "area"}
SHARED = ("who", "age", "area")
"""Answers that the conversation may know before the questions begin."""
BEGAN, ANSWERED, ASIDE, LOST, DONE, STOP, PERSON, DANGER = "began", "answered", "aside", "lost", "done", "stop", "person", "danger"
LEAVES = {"ask_for_person": PERSON, "goodbye": STOP, "start_again": STOP, "thank": STOP}
CLEAR = 0.6
"""Confidence of an intent from which it decides. Lower leaves where somebody only answered; higher asks on where somebody wants to go."""
SHORT = 3
"""A message of so few words that no article answers was an answer that is not understood, not a question left for a person."""


class ValidateGuidedForm(Action):
    """Reads one message of the form: an answer, a pass, a wish to leave, or something else."""

    def name(self) -> str:
        """As Rasa calls it for the form guided_form."""
        return "validate_guided_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """The slots as they stand after this message."""
        asked = read_asked(tracker)
        if asked.slots.get("requested_slot") is None:
            return _asking_on(BEGAN, _known(asked))
        answers = told(asked)
        question = next_question(answers)
        code = understand(question, asked.text, answers.given())
        if ends := _leaves(asked, code):
            return _ending(ends, answers)
        if code is None:
            return _asking_on(_without_answer(asked), answers)
        answers = answered(answers, question.id, code)
        learned = [SlotSet(SLOTS[question.id], code)] if code != SKIPPED else []
        return [*learned, *(_asking_on(ANSWERED, answers) if next_question(answers) else _ending(DONE, answers))]


class AskGuidedReply(TurnAction):
    """The next question; below the answer, where something else was asked in between."""

    def name(self) -> str:
        """As Rasa calls it for the form's one slot."""
        return "action_ask_guided_form_guided_reply"

    def turn(self, asked: Asked) -> Turn:
        """One payload with the question in it."""
        answers, turn = told(asked), asked.slots.get("guided_turn")
        question = question_reply(answers)
        if turn == BEGAN:
            return Turn(_said(*opening(answers), question))
        if turn == LOST:
            return Turn(_said(text_reply(say("not_understood")), question))
        if turn == ASIDE:
            return self._aside(asked, question)
        return Turn(_said(question))

    def _aside(self, asked: Asked, question: dict[str, Any]) -> Turn:
        found = AnswerQuestion(self._services).look_up(asked)
        if found.payload["outcome"] != SURE and len(asked.text.split()) <= SHORT:
            return Turn(_said(text_reply(say("not_understood")), question))
        replies = [*found.payload["replies"], text_reply(say("go_on")), question]
        return Turn({**found.payload, "replies": replies}, found.events)


class GuidedFinish(TurnAction):
    """The end: the page that the answers lead to, or what somebody left the questions for."""

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_guided_finish"

    def turn(self, asked: Asked) -> Turn:
        """Danger and the wish for a person come before everything."""
        turn = asked.slots.get("guided_turn")
        if turn == DANGER:
            return ConcernAction(self._services).turn(asked)
        if turn == PERSON:
            return Turn(fixed_payload("ask_a_person"))
        if turn == STOP:
            return Turn(_said(text_reply(say("left"))))
        return Turn(_said(*found_replies(told(asked))))


def told(asked: Asked) -> Answers:
    """The answers since the questions began."""
    return read_answers(dict(parse_qsl(asked.slots.get("guided_answers") or "")))


def _known(asked: Asked) -> Answers:
    """What the conversation knows before the first question: as a code, or in the words that somebody used."""
    known: dict[str, str] = {}
    for question in questions():
        value = str(asked.slots.get(SLOTS[question.id]) or "") if question.id in SHARED else ""
        if question.id == "who" and asked.audience == YOUNG_PERSON:
            value = YOUNG_PERSON
        codes = {option.code for option in question.open_options(known)}
        if code := value if value in codes else value and understand(question, value, known):
            known[question.id] = code
    return read_answers({question: code for question, code in known.items() if code != SKIPPED})


def _leaves(asked: Asked, code: str | None) -> str | None:
    """What the questions end for, if they do."""
    intent, clear = asked.intent.get("name"), asked.intent.get("confidence", 0.0) >= CLEAR
    if find_concern(asked.text) or (code is None and intent == "concern" and asked.intent.get("confidence", 0.0) >= UNSURE_BELOW):
        return DANGER
    if wants_to_stop(asked.text) or asked.text.strip() == say("stop"):
        return STOP
    if code is not None or not clear:
        return None
    after_aside = asked.slots.get("guided_turn") == ASIDE
    return STOP if after_aside and intent == "deny" else LEAVES.get(intent)


def _without_answer(asked: Asked) -> str:
    """What a message is that answers nothing: a question in the middle, "yes, go on", or something not understood."""
    intent = asked.intent.get("name")
    if intent == "affirm" and asked.slots.get("guided_turn") == ASIDE:
        return ANSWERED
    return LOST if intent in ("where_to_start", "affirm", "deny", "greet") else ASIDE


def _asking_on(turn: str, answers: Answers) -> list[EventType]:
    """The form asks its one slot again while that is empty."""
    return [SlotSet("guided_turn", turn), SlotSet("guided_answers", urlencode(answers.given())), SlotSet("guided_reply", None)]


def _ending(turn: str, answers: Answers) -> list[EventType]:
    """No requested slot ends the form."""
    return [*_asking_on(turn, answers), SlotSet("requested_slot", None)]


def _said(*replies: dict[str, Any]) -> Payload:
    return {"outcome": "small_talk", "replies": list(replies), "trace": {}}
