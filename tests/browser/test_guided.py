"""Guided finding in a browser, on its own pages and in the conversation. With and without JavaScript."""
from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_narrow import sideways

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]
PHONE = {"viewport": {"width": 390, "height": 844}}
RESULT = "/find/result?who=parent&age=primary&worry=nd&tried=waiting&area=wiltshire"


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def test_from_the_start_page_to_a_page_of_ones_own_and_back(open_page):
    page = open_page("/", **PHONE)
    page.get_by_role("link", name="Answer a few short questions").click()
    for asks, answer in [("Who needs the help?", "My child"), ("How old is the child or young person?", "Year 9, 10 or 11"), ("What is the biggest worry?", "Growing up and what comes next"),
                         ("What has happened so far?", "There is an EHC plan"), ("Where is home?", "Skip this question")]:
        expect(heading(page)).to_have_text(asks)
        page.get_by_role("button", name=answer, exact=True).click()
    expect(heading(page)).to_have_text("Your page: where to start")
    expect(page).to_have_url(re.compile(r"/find/result\?who=parent&age=y9&worry=growing_up&tried=plan&area=skipped$"))
    expect(page.get_by_role("heading", name="Getting ready for adult life")).to_be_visible()
    page.get_by_role("link", name="Back", exact=True).click()
    expect(heading(page)).to_have_text("Where is home?")
    page.get_by_role("link", name="Show my page now").click()
    page.get_by_role("link", name="Start again").click()
    expect(heading(page)).to_have_text("Who needs the help?")


def test_the_keyboard_alone_answers_a_question_and_no_cookie_is_set(open_page):
    page = open_page("/find", **PHONE)
    page.get_by_role("button", name="My child").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Me. I am a young person")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("How old are you?")
    assert page.context.cookies() == []


def test_the_result_prints_without_buttons_and_with_its_address(open_page, scripting):
    page = open_page(RESULT, **PHONE)
    for name in ("Copy the link", "Print this page"):
        expect(page.get_by_role("button", name=name)).to_be_visible(visible=scripting)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Start again")).to_be_hidden()
    expect(page.locator(".print-only")).to_contain_text(RESULT)
    expect(page.locator("svg .map-here")).to_have_count(2)


def test_the_link_is_copied_or_that_is_said(open_page, scripting):
    if not scripting:
        pytest.skip("the button needs a script")
    page = open_page(RESULT, permissions=["clipboard-read", "clipboard-write"], **PHONE)
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith(RESULT)


def test_ones_own_question_begins_with_the_answers(open_page):
    page = open_page(RESULT, **PHONE)
    page.get_by_role("main").get_by_role("link", name="Ask a person").click()
    expect(page.get_by_role("textbox", name="Your question")).to_have_value(re.compile("Biggest worry: It may be autism or ADHD"))


def test_nothing_has_to_be_scrolled_sideways_and_every_page_has_one_heading(open_page):
    page = open_page("/find", viewport={"width": 320, "height": 640})
    for path in ("/find", "/find?who=parent&age=primary", RESULT, "/find/result?who=young_person&age=y9&worry=feelings&tried=plan&area=service"):
        page.goto(path)
        assert sideways(page) == 0, path
        expect(heading(page)).to_have_count(1)


def test_the_conversation_asks_one_question_at_a_time_and_ends_in_the_page(open_page):
    page = open_page("/", **PHONE)
    page.get_by_role("textbox").fill("i am lost, where does one start")
    page.get_by_role("button", name="Send").click()
    for number, answer in enumerate(["My child", "Year 7 or 8", "It may be autism or ADHD", "Nothing yet", "In Wiltshire"], 1):
        latest = page.locator("#latest")
        expect(latest.get_by_text(f"Question {number} of 5.")).to_be_visible()
        latest.get_by_role("button", name=answer, exact=True).click()
    page.locator("#latest").get_by_role("link", name="Show my page").click()
    expect(page).to_have_url(re.compile(r"/find/result\?who=parent&age=y7&worry=nd&tried=nothing&area=wiltshire$"))
    expect(page.get_by_role("heading", name="What you can ask for now")).to_be_visible()


def test_a_question_in_the_middle_is_answered_and_stop_ends_it(open_page):
    page = open_page("/", **PHONE)
    for text in ("where do i start", "my son", "Do I need a diagnosis to ask for an EHC plan?"):
        page.get_by_role("textbox").fill(text)
        page.get_by_role("button", name="Send").click()
        expect(page.locator("#latest .said")).to_contain_text(text)
    expect(page.locator("#latest article.answer").first).to_be_visible()
    expect(page.locator("#latest").get_by_text("Question 2 of 5.")).to_be_visible()
    page.locator("#latest").get_by_role("button", name="Stop the questions").click()
    expect(page.locator("#latest")).to_contain_text("I have stopped asking")
