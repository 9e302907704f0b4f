"""What was shown is taken up again: follow-up, a choice by its place, plainer words, more, a meaning, a person unasked. With and without JavaScript."""
from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_journey import ask

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]


def test_a_follow_up_plainer_words_and_more(open_page):
    page = open_page()
    ask(page, "What is a personal health budget?")
    ask(page, "who decides that?")
    expect(page.locator("#latest article.answer h3 a")).to_have_attribute("href", re.compile("/articles/phb-"))
    ask(page, "sorry, could you put that in easier words")
    expect(page.locator("#latest")).to_contain_text("in plainer words")
    plain = page.locator("#latest article.answer").inner_text()
    ask(page, "carry on")
    expect(page.locator("#latest article.answer")).to_be_visible()
    assert page.locator("#latest article.answer").inner_text() != plain


def test_the_second_of_the_choices(open_page):
    page = open_page()
    ask(page, "what can we get money for")
    second = page.locator("#latest").get_by_role("button").nth(1).inner_text()
    ask(page, "the second one, please")
    expect(page.locator("#latest article.answer h3")).to_contain_text(second)


def test_a_meaning_inside_a_question_and_a_question_inside_rude_words(open_page):
    page = open_page()
    ask(page, "what does EHCP stand for and how do I get one?")
    expect(page.locator("#latest")).to_contain_text("EHC plan:")
    expect(page.locator("#latest article.answer")).to_be_visible()
    ask(page, "you useless lump of junk, how long does an EHC plan take")
    expect(page.locator("#latest article.answer")).to_contain_text("weeks")


def test_a_person_is_offered_after_two_tries_and_at_once_when_asked_for(open_page):
    page = open_page()
    ask(page, "that was no use to me")
    ask(page, "no, it still is not what i meant")
    expect(page.locator("#latest")).to_contain_text("I have not found what you need")
    expect(page.locator("#latest .handover a.button")).to_be_visible()
    ask(page, "oh just let me talk to a human")
    expect(page.locator("#latest .handover a.button")).to_be_visible()
