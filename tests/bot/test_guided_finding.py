"""Guided finding in the conversation, with the real dialogue and the real action server."""
from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.bot.servers import Servers
from tests.bot.test_servers import turn
from web.replies import ChoicesReply, LinkReply, TurnPayload

pytestmark = [pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]


def asked(payload: TurnPayload) -> str:
    """The question at the end of a turn."""
    last = payload.replies[-1]
    assert isinstance(last, ChoicesReply), payload
    return last.text


def say(servers: Servers, sender: str, *texts: str, audience: str = "parent") -> TurnPayload:
    """Say one after the other; gives the last turn."""
    for text in texts:
        payload, _ = turn(servers, text, sender, audience)
    return payload


def result_codes(payload: TurnPayload) -> dict[str, list[str]]:
    """The codes in the link at the end of a turn."""
    link = payload.replies[-1]
    assert isinstance(link, LinkReply) and urlsplit(link.url).path == "/find/result", payload
    return parse_qs(urlsplit(link.url).query)


def test_the_whole_form_in_peoples_own_words(servers: Servers):
    assert asked(say(servers, "g1", "i really have no clue where to begin")) == "Question 1 of 5. Who needs the help?"
    assert asked(say(servers, "g1", "it's my daughter")).startswith("Question 2 of 5.")
    assert asked(say(servers, "g1", "shes 9")).startswith("Question 3 of 5.")
    assert asked(say(servers, "g1", "maybe adhd")).startswith("Question 4 of 5.")
    assert asked(say(servers, "g1", "on the waiting list since march")).startswith("Question 5 of 5.")
    last = say(servers, "g1", "near trowbridge")
    assert result_codes(last) == {"who": ["parent"], "age": ["primary"], "worry": ["nd"], "tried": ["waiting"], "area": ["wiltshire"]}
    assert "Waiting" in last.replies[0].text and last.outcome == "small_talk"
    assert say(servers, "g1", "what is a personal health budget").outcome == "answered", "the questions are over"


def test_labels_are_understood_and_every_question_can_be_skipped(servers: Servers):
    payload = say(servers, "g2", "where do i start")
    assert [choice.message for choice in payload.replies[-1].choices][-2:] == ["Skip this question", "Stop the questions"]
    payload = say(servers, "g2", "My child", "skip", "Skip this question", "dont know", "pass")
    assert result_codes(payload) == {"who": ["parent"], "age": ["skipped"], "worry": ["skipped"], "tried": ["skipped"], "area": ["skipped"]}


def test_a_question_in_the_middle_is_answered_and_the_same_question_stands_below(servers: Servers):
    say(servers, "g3", "where do i start", "my son")
    payload = say(servers, "g3", "what is a personal health budget?")
    assert payload.outcome == "answered" and payload.replies[0].article_id == "phb-what-is" and asked(payload).startswith("Question 2 of 5.")
    assert asked(say(servers, "g3", "yes")).startswith("Question 2 of 5.")
    assert asked(say(servers, "g3", "year 7")).startswith("Question 3 of 5.")


def test_asking_for_a_person_leaves_at_once(servers: Servers):
    payload = say(servers, "g4", "where do i start", "my son", "can i just talk to a real person please")
    assert payload.outcome == "handed_over"
    assert "answer" in [reply.type for reply in say(servers, "g4", "what is a personal health budget").replies]


@pytest.mark.parametrize("text", ["stop", "Stop the questions", "goodbye", "no more questions"])
def test_it_can_be_left_at_any_time(servers: Servers, text: str):
    payload = say(servers, f"g5{text}", "where do i start", "my son", text)
    assert payload.outcome == "small_talk" and [reply.type for reply in payload.replies] == ["text"]
    assert say(servers, f"g5{text}", "hello").replies[0].text.startswith("Hello")


def test_danger_leaves_it_and_shows_whom_to_turn_to(servers: Servers):
    payload = say(servers, "g6", "where do i start", "me", "my dad hits me")
    assert payload.outcome == "urgent_help" and payload.replies[0].contacts
    assert say(servers, "g6", "hello").replies[0].text.startswith("Hello")


def test_what_is_not_understood_is_asked_again_in_one_turn(servers: Servers):
    payload = say(servers, "g7", "where do i start", "zzgl")
    assert payload.replies[0].text.startswith("I did not understand") and asked(payload).startswith("Question 1 of 5.")


def test_what_the_conversation_knows_is_said_and_not_asked_again(servers: Servers):
    say(servers, "g8", "where do i start", "my son", "he is 15", "stop")
    payload = say(servers, "g8", "where do i start")
    assert payload.replies[1].text == "I know this already: Who needs help: My child; Age or school year: Year 9, 10 or 11."
    assert asked(payload).startswith("Question 3 of 5.")


def test_a_young_person_is_asked_in_their_own_words(servers: Servers):
    assert asked(say(servers, "g9", "where do i start", audience="young_person")) == "Question 2 of 5. How old are you?"


def test_a_single_word_is_answered_as_ever_and_offers_the_questions(servers: Servers):
    payload = say(servers, "g10", "transport")
    assert payload.replies[-1].type == "link" and payload.replies[-1].url == "/find" and len(payload.replies) > 1
