"""Every action's turn: what it asks, what it sends, what it remembers, and what happens when it breaks."""
from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import memory
from actions.answer_question import AnswerQuestion, Insult, OutOfScope
from actions.ask_a_person import AskAPerson, ForgetThread
from actions.services import NothingToSearch
from actions.turn_action import TurnAction
from knowledge_base.answering import Thread
from tests.actions.fakes import FakeServices, tracker
from web.replies import TurnPayload

SECRET = "his name is written here"


def run(action: TurnAction, said: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The payloads sent, and the slots set."""
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, said, {}))
    return [message["custom"] for message in dispatcher.messages], {event["name"]: event["value"] for event in events}


def test_a_question_is_looked_up_with_its_thread_and_audience():
    services = FakeServices()
    slots = {"last_question": "what is a plan", "last_article_id": "ehcp-what-is", "last_outcome": "answered"}
    (payload,), remembered = run(AnswerQuestion(services), tracker("who decides", slots, {"audience": "young_person"}))
    assert services.asked == [("who decides", Thread("what is a plan", "ehcp-what-is", "answered"), "young_person")]
    assert payload["outcome"] == "answered" and payload["replies"] == [{"type": "text", "text": "found: answered"}]
    assert payload["trace"] == {"score": 0.7, "question": "who decides", "intent": {"name": "ask_question", "confidence": 0.8765}}
    assert remembered == {"last_question": "who decides", "last_article_id": "short-breaks-apply", "last_outcome": "answered",
                          "topic": None, "shown": [], "sections_seen": [], "shown_voice": "young_person", "missed": 0.0,
                          "audience": "young_person"}


@pytest.mark.parametrize("metadata, slot, expected", [
    ({}, None, "parent"), ({"audience": "young_person"}, None, "young_person"), ({}, "young_person", "young_person"),
    ({"audience": "parent"}, "young_person", "parent"), ({"audience": "root"}, None, "parent"), ({"audience": ["parent"]}, None, "parent")])
def test_the_audience_comes_from_the_message_then_from_before(metadata, slot, expected):
    services = FakeServices()
    run(AnswerQuestion(services), tracker("what next", {"audience": slot}, metadata))
    assert services.asked[0][2] == expected


def test_without_an_index_a_person_is_offered_and_the_thread_is_kept():
    (payload,), remembered = run(AnswerQuestion(FakeServices(error=NothingToSearch("IndexMissing"))), tracker("what is a plan"))
    turn = TurnPayload.model_validate(payload)
    assert turn.outcome == "unavailable" and [reply.type for reply in turn.replies] == ["text", "handover"]
    assert payload["trace"]["problem"] == "IndexMissing"
    assert "last_outcome" not in remembered


@pytest.mark.parametrize("action, outcome", [(OutOfScope, "out_of_scope"), (Insult, "small_talk")])
def test_a_sure_answer_goes_before_fixed_words(action, outcome):
    slots = {"last_question": "what is a plan", "last_article_id": "ehcp-what-is", "last_outcome": "answered"}
    sure = FakeServices("answered")
    (payload,), remembered = run(action(sure), tracker("you fool, who pays", slots))
    assert payload["outcome"] == "answered" and remembered["last_article_id"] == "short-breaks-apply"
    assert sure.asked[0][1] == Thread(), "rude words must not be taken for a follow-up"
    for unsure in ("unanswered", "clarification"):
        (payload,), remembered = run(action(FakeServices(unsure)), tracker("you fool", slots))
        assert payload["outcome"] == outcome and payload["trace"]["score"] == 0.7
        assert "last_question" not in remembered, "what the conversation was about stays"


@pytest.mark.parametrize("action", [OutOfScope, Insult])
def test_fixed_words_stand_without_an_index(action):
    (payload,), _ = run(action(FakeServices(error=NothingToSearch("EncoderMissing"))), tracker("bins"))
    assert TurnPayload.model_validate(payload).outcome in ("out_of_scope", "small_talk")


def test_asking_for_a_person_looks_nothing_up():
    services = FakeServices()
    (payload,), _ = run(AskAPerson(services), tracker("can i talk to someone"))
    assert payload["outcome"] == "handed_over" and payload["replies"][0]["url"] == "/ask-a-person"
    assert services.asked == []


def test_starting_again_empties_the_thread_and_says_nothing():
    sent, remembered = run(ForgetThread(FakeServices()), tracker("start again", {"last_question": "x"}))
    assert sent == []
    assert remembered == {**dict.fromkeys((*memory.SLOTS, *memory.GUIDED)), "audience": "parent"}
    assert {"who_is_asking", "age_or_stage", "area", "tried", "last_article_id", "missed"} <= set(memory.SLOTS)


def test_a_broken_action_sends_nothing_and_logs_the_class_alone(caplog):
    with caplog.at_level(logging.DEBUG):
        sent, remembered = run(AnswerQuestion(FakeServices(error=ValueError(SECRET))), tracker(SECRET))
    assert sent == [] and remembered == {}
    assert "ValueError" in caplog.text and SECRET not in caplog.text


def test_one_turns_words_do_not_change_the_next():
    action = AskAPerson(FakeServices())
    (first,), _ = run(action, tracker("a person please"))
    first["replies"][0]["url"] = "/elsewhere"
    (second,), _ = run(action, tracker("a person please"))
    assert second["replies"][0]["url"] == "/ask-a-person"


@pytest.mark.parametrize("action, outcome, probability, shown", [
    (OutOfScope, "clarification", 0.71, "clarification"), (OutOfScope, "clarification", 0.3, "out_of_scope"),
    (OutOfScope, "unanswered", 0.9, "out_of_scope"), (Insult, "clarification", 0.71, "small_talk")])
def test_a_likely_choice_is_offered_where_a_message_looked_out_of_scope(action, outcome, probability, shown):
    (payload,), _ = run(action(FakeServices(outcome, probability=probability)), tracker("my taxi never came", intent="out_of_scope"))
    assert TurnPayload.model_validate(payload).outcome == shown
