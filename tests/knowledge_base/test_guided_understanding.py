"""Guided finding in people's own words."""
from __future__ import annotations

import pytest

from guardrails.safeguarding import find_concern
from knowledge_base.guided import SKIPPED, questions, understand, wants_to_stop
from knowledge_base.guided.understanding import _hears, is_question
from knowledge_base.vocabulary import AUDIENCES

QUESTIONS = {question.id: question for question in questions()}


@pytest.mark.parametrize("question,text,code", [
    ("who", "it's for my little boy, my son", "parent"), ("who", "my granddaughter", "relative"), ("who", "me", "young_person"), ("who", "I'm a teaching assistant", "professional"),
    ("age", "he's 9", "primary"), ("age", "year 7", "y7"), ("age", "a girl of 14", "y9"), ("age", "yr 10", "y9"), ("age", "Y4", "primary"), ("age", "nine", "primary"),
    ("age", "18 months", "under5"), ("age", "she is three", "under5"), ("age", "reception", "primary"), ("age", "17", "16to18"), ("age", "twenty", "19to25"), ("age", "year 12", "16to18"),
    ("age", "40", None), ("age", "he is at college", "16to18"),
    ("worry", "they think autism", "nd"), ("worry", "she won't go to school", "attendance"), ("worry", "respite", "money"), ("worry", "not sure really", "unsure"),
    ("worry", "he's so anxious", "feelings"), ("worry", "he is turning 18 soon", "growing_up"), ("worry", "blah", None),
    ("tried", "nothing yet", "nothing"), ("tried", "they said no", "turned_down"), ("tried", "on the waiting list", "waiting"), ("tried", "she has an EHCP", "plan"),
    ("tried", "asked the council in may", "asked"), ("area", "near Salisbury", "wiltshire"), ("area", "my husband is in the army", "service"), ("area", "Swindon", "elsewhere")])
def test_plain_words_are_understood(question, text, code):
    assert understand(QUESTIONS[question], text, {}) == code


@pytest.mark.parametrize("text", ["skip", "Skip this question", "dont know", "don’t know", "pass", "rather not say"])
@pytest.mark.parametrize("question", ["who", "age", "tried", "area"])
def test_a_question_can_be_passed(question, text):
    assert understand(QUESTIONS[question], text, {}) == SKIPPED


@pytest.mark.parametrize("question,text", [("age", "what happens in year 7"), ("worry", "how do i get respite"), ("tried", "can we appeal if they said no?"), ("who", "can my son ask for himself")])
def test_a_question_in_the_middle_is_no_answer(question, text):
    assert is_question(text) and understand(QUESTIONS[question], text, {}) is None


def test_an_option_that_is_not_offered_is_not_heard():
    assert understand(QUESTIONS["worry"], "missing school", {"age": "under5"}) is None
    assert understand(QUESTIONS["age"], "she is 3", {"who": "young_person"}) is None


def test_every_label_is_understood_as_its_own_option_and_raises_no_concern():
    for question in questions():
        for option in question.options:
            for voice in AUDIENCES:
                label = option.label_for(voice)
                assert understand(question, label, {}) == option.code and find_concern(label) is None and not wants_to_stop(label), label


@pytest.mark.parametrize("text", ["stop", "Stop the questions", "cancel", "please stop asking me things", "no thanks", "never mind"])
def test_the_wish_to_stop_is_heard(text):
    assert wants_to_stop(text)


@pytest.mark.parametrize("text", ["she stopped going to school", "my son", "nothing", "how do i stop him running off", "stop him hitting"])
def test_the_word_in_an_answer_does_not_stop(text):
    assert not wants_to_stop(text)


def test_every_option_has_a_list_of_words_and_no_word_means_two():
    heard = _hears()
    for question in questions():
        assert set(heard[question.id]) == {option.code for option in question.options}
        said = [phrase for phrases in heard[question.id].values() for phrase in phrases]
        assert len(said) == len(set(said)) and not {*said} & {*heard["stop"]}
