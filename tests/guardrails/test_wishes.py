"""Wishes told by wording alone, and what families say about themselves. The wordings here stand in no training file."""
from __future__ import annotations

import time

import pytest

from guardrails.family_facts import family_facts
from guardrails.wishes import Wish, find_wish


@pytest.mark.parametrize("text", [
    "a human being, please", "Could I please speak with somebody?", "speak 2 sum1", "is there anyone here", "I want a f***ing person",
    "this is bloody useless, just let me speak to a human", "give me a real person!!", "I don't want to talk to a robot",
    "can someone please ring me back", "I'd rather speak to someone", "no. i need to talk to a member of staff", "anybody there?",
    "get me a decent human being", "I have asked you three times and you are no use, I want to speak to a person"])
def test_a_person_asked_for_in_any_words(text):
    assert find_wish(text) == Wish("ask_for_person")


@pytest.mark.parametrize("text", [
    "who can I talk to about my son's anxiety", "is there anyone I can speak to about autism", "he needs someone to help him at lunch",
    "can a person with a plan go to college", "the person at the school said no", "how do I talk to the school",
    "can someone come with me to the meeting", "my son wants to speak to his teacher"])
def test_a_question_that_names_a_person_is_no_wish_for_one(text):
    assert find_wish(text) is None


@pytest.mark.parametrize("text, wish", [
    ("In plain English, please!", Wish("plainer_words")), ("explain it like I'm five", Wish("plainer_words")),
    ("Sorry, I still don't understand that", Wish("plainer_words")), ("That's way too long for me", Wish("plainer_words")),
    ("could you put it in simpler words", Wish("plainer_words")), ("easy read?", Wish("plainer_words")),
    ("what did that even mean", Wish("plainer_words")), ("too many long words", Wish("plainer_words")),
    ("can I read some more?", Wish("read_more")), ("Keep reading", Wish("read_more")), ("ok, carry on", Wish("read_more")),
    ("more about that", Wish("read_more")), ("and the rest of it", Wish("read_more")),
    ("The second one, please.", Wish("choose_shown", 2)), ("number three", Wish("choose_shown", 3)), ("4", Wish("choose_shown", 4)),
    ("i meant the 1st option", Wish("choose_shown", 1)), ("the last one you showed", Wish("choose_shown", -1)),
    ("tell me more about the third", Wish("choose_shown", 3))])
def test_wishes_about_what_was_shown(text, wish):
    assert find_wish(text) == wish


@pytest.mark.parametrize("text", [
    "I don't understand the council's letter", "the wait is too long", "tell me more about transport", "the school is too far",
    "what is the first step", "he is 4", "number of hours in a plan", "can i have more hours", "what does section F mean", "", "?", "👍"])
def test_questions_are_no_wishes(text):
    assert find_wish(text) is None


@pytest.mark.parametrize("text, said", [
    ("I'm her granddad", {"who_is_asking": "grandparent"}), ("SENCo here", {"who_is_asking": "professional"}),
    ("hello, I am a foster carer", {"who_is_asking": "parent"}), ("I'm in year 9", {"who_is_asking": "young_person", "age_or_stage": "secondary"}),
    ("she's in year 5", {"age_or_stage": "primary"}), ("he is at nursery", {"age_or_stage": "early_years"}),
    ("my daughter goes to college", {"age_or_stage": "post_16"}), ("he's 19 and we live near Calne", {"age_or_stage": "adult", "area": "calne"}),
    ("we've moved to Royal Wootton Bassett", {"area": "royal wootton bassett"}), ("they refused us", {"tried": "turned_down"}),
    ("we've already asked the senco", {"tried": "school"})])
def test_a_statement_about_the_family(text, said):
    facts = family_facts(text)
    assert dict(facts.said) == said
    assert facts.nothing_else


@pytest.mark.parametrize("text, said", [
    ("how do I apply for a plan, I'm his nan", {"who_is_asking": "grandparent"}), ("she is in year 6, which school do we choose?", {"age_or_stage": "primary"}),
    ("the form is 3 weeks late and school is 10 miles away", {}), ("my nan is poorly", {}), ("is a teacher here?", {})])
def test_what_is_said_beside_a_question_is_read_and_the_question_stays(text, said):
    facts = family_facts(text)
    assert dict(facts.said) == said and not facts.nothing_else


def test_long_and_repeated_messages_are_read_fast():
    texts = ["can i talk to someone " * 90, "please " * 280, "i am in year 9 " * 130, "the second one " * 130, "a" * 2000, "let me just talk to " * 100]
    started = time.perf_counter()
    for text in texts:
        find_wish(text)
        family_facts(text)
    assert time.perf_counter() - started < 0.5
