"""The form of guided finding, action by action: what a message does to the slots, and the one reply that follows."""
from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_question import AnswerQuestion
from actions.guided_finding import AskGuidedReply, GuidedFinish, ValidateGuidedForm
from settings import ROOT
from tests.actions.fakes import FakeServices, tracker
from tests.actions.test_turns import run
from web.replies import TurnPayload

FACTS = json.loads((ROOT / "guardrails" / "family_facts.json").read_text(encoding="utf-8"))
ASKING = {"requested_slot": "guided_reply", "guided_turn": "answered"}


def validated(text: str, slots: dict[str, Any], intent: str = "ask_question", confidence: float = 0.5, audience: str = "parent") -> dict[str, Any]:
    """The slots that one message sets."""
    events = asyncio.run(ValidateGuidedForm().run(CollectingDispatcher(), tracker(text, slots, {"audience": audience}, intent, confidence), {}))
    return {event["name"]: event["value"] for event in events}


def test_an_answer_is_kept_and_the_form_asks_on():
    slots = validated("he's 9", {**ASKING, "guided_answers": "who=parent"})
    assert slots == {"age_or_stage": "primary", "guided_turn": "answered", "guided_answers": "who=parent&age=primary", "guided_reply": None}


def test_a_passed_question_leaves_the_shared_slot_alone():
    slots = validated("skip", {**ASKING, "guided_answers": "who=parent"})
    assert slots["guided_answers"] == "who=parent&age=skipped" and "age_or_stage" not in slots


def test_the_last_answer_ends_the_form():
    slots = validated("salisbury", {**ASKING, "guided_answers": "who=parent&age=y7&worry=nd&tried=nothing"})
    assert slots["requested_slot"] is None and slots["guided_turn"] == "done"


def test_what_is_known_is_read_as_a_code_or_in_words_and_an_earlier_round_is_forgotten():
    slots = validated("where do i start", {"age_or_stage": "year 8", "who_is_asking": "parent", "guided_answers": "who=relative&worry=nd", "area": "nowhere"})
    assert slots == {"guided_turn": "began", "guided_answers": "who=parent&age=y7", "guided_reply": None}
    assert validated("where do i start", {}, audience="young_person")["guided_answers"] == "who=young_person"


@pytest.mark.parametrize("slot,value,code", [
    ("who_is_asking", "grandparent", "who=relative"), ("who_is_asking", "professional", "who=professional"), ("age_or_stage", "early_years", "age=under5"),
    ("age_or_stage", "post_16", "age=16to18"), *(("area", place, "area=wiltshire") for place in FACTS["area"]["places"])])
def test_what_a_family_said_about_itself_is_not_asked_again(slot, value, code):
    assert validated("where do i start", {slot: value})["guided_answers"] == code


def test_a_stage_that_may_be_two_ages_is_asked():
    assert validated("where do i start", {"age_or_stage": "secondary"})["guided_answers"] == ""


@pytest.mark.parametrize("text,intent,confidence,turn", [
    ("stop", "ask_question", 0.3, "stop"), ("bye", "goodbye", 0.9, "stop"), ("a human please", "ask_for_person", 0.9, "person"), ("my dad hits me", "ask_question", 0.9, "danger"),
    ("something is very wrong here", "concern", 0.9, "danger")])
def test_what_ends_the_questions(text, intent, confidence, turn):
    slots = validated(text, {**ASKING, "guided_answers": "who=parent"}, intent, confidence)
    assert slots["guided_turn"] == turn and slots["requested_slot"] is None


def test_an_answer_that_looks_like_a_goodbye_is_an_answer():
    assert validated("nothing yet", {**ASKING, "guided_answers": "who=parent&age=y7&worry=nd"}, "goodbye", 0.9)["guided_turn"] == "answered"


@pytest.mark.parametrize("intent,turn", [("affirm", "answered"), ("deny", "stop")])
def test_after_a_question_in_the_middle_yes_goes_on_and_no_stops(intent, turn):
    assert validated("ok then", {**ASKING, "guided_turn": "aside", "guided_answers": "who=parent"}, intent, 0.9)["guided_turn"] == turn


def asks(text: str, turn: str, services: FakeServices) -> TurnPayload:
    (payload,), _ = run(AskGuidedReply(services), tracker(text, {**ASKING, "guided_turn": turn, "guided_answers": "who=parent"}))
    return TurnPayload.model_validate(payload)


def test_each_turn_is_one_payload_that_ends_in_the_question():
    for turn in ("began", "answered", "aside", "lost"):
        shown = asks("what is a personal budget then", turn, FakeServices())
        assert shown.replies[-1].type == "choices" and shown.replies[-1].text.startswith("Question 2 of 5."), turn
    assert asks("what is a personal budget then", "aside", FakeServices()).outcome == "answered"


def test_a_long_question_nobody_can_answer_is_left_for_a_person_and_a_short_word_is_not():
    assert asks("who drives the taxi of my daughter", "aside", FakeServices("unanswered")).outcome == "unanswered"
    assert asks("zzgl", "aside", FakeServices("unanswered")).outcome == "small_talk"


def test_the_end_is_a_summary_and_a_link_without_personal_data():
    (payload,), _ = run(GuidedFinish(FakeServices()), tracker("skip", {"guided_turn": "done", "guided_answers": "who=parent&age=y9&worry=nd&tried=waiting&area=skipped"}))
    shown = TurnPayload.model_validate(payload)
    assert [reply.type for reply in shown.replies] == ["text", "text", "link"]
    assert shown.replies[-1].url == "/find/result?who=parent&age=y9&worry=nd&tried=waiting&area=skipped"


@pytest.mark.parametrize("turn,outcome", [("person", "handed_over"), ("stop", "small_talk"), ("danger", "urgent_help")])
def test_who_leaves_gets_what_they_left_for(turn, outcome):
    (payload,), _ = run(GuidedFinish(FakeServices()), tracker("my dad hits me", {"guided_turn": turn}))
    assert TurnPayload.model_validate(payload).outcome == outcome


def test_only_a_single_word_is_also_offered_the_questions():
    for text, offered in (("autism", True), ("anxiety?", True), ("who decides", False)):
        (payload,), _ = run(AnswerQuestion(FakeServices()), tracker(text))
        assert (payload["replies"][-1]["type"] == "link") is offered and payload["replies"][0]["text"] == "found: answered"
