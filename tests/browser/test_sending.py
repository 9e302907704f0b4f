"""What the page's script does when the connection, a hurried finger or a phone's keyboard gets in the way."""
from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]


@pytest.fixture
def scripting() -> bool:
    """Only with JavaScript: without it the browser itself does all this."""
    return True


def test_offline_is_said_and_nothing_typed_is_lost(open_page):
    page = open_page()
    page.context.set_offline(True)
    page.get_by_role("textbox").fill("What is a personal budget?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#ask-status")).to_contain_text("has not been sent")
    expect(page.get_by_role("textbox")).to_have_value("What is a personal budget?")
    page.context.set_offline(False)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#latest article.answer")).to_contain_text("personal budget")
    expect(page.locator("#ask-status")).to_be_empty()
    expect(page.get_by_role("textbox")).to_have_value("")


def test_a_double_click_sends_once(open_page):
    page = open_page()
    page.get_by_role("textbox").fill("What is SENDIASS?")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator("li.turn")).to_have_count(1)
    page.reload()
    expect(page.locator("li.turn")).to_have_count(1)


def test_an_answer_that_the_script_cannot_read_comes_by_the_plain_form(open_page):
    page = open_page()
    page.route("**/", lambda route: route.fulfill(status=503, body="down") if "x-signpost-fragment" in route.request.headers else route.continue_())
    page.get_by_role("textbox").fill("What is SENDIASS?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#latest article.answer")).to_be_visible()


@pytest.mark.parametrize(("touch", "focused"), [(True, "BODY"), (False, "TEXTAREA")])
def test_a_phones_keyboard_goes_away_so_that_the_answer_can_be_read(open_page, touch, focused):
    page = open_page(has_touch=touch, is_mobile=touch, viewport={"width": 375, "height": 700})
    page.get_by_role("textbox").fill("What is SENDIASS?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#latest article.answer")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.tagName") == focused


def test_a_page_with_a_mistake_begins_at_what_is_wrong(open_page):
    page = open_page()
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()
