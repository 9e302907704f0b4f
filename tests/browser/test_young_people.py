"""A young person's way from the entrance to an answer, the calm view, and stopping. With and without JavaScript."""
from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from knowledge_base.pack import SHIPPED_PACK, load_pack
from tests.browser.test_narrow import NARROW, sideways
from web.words import load_words

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]
PHONE = {"viewport": {"width": 390, "height": 844}}
QUESTIONS: dict[str, str] = load_words({}).data("young.start")


def ask(page: Page, text: str) -> None:
    """Ask, and wait for the answer to be the last in the conversation."""
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#latest .said")).to_contain_text(text)


def calmer(page: Page) -> None:
    page.get_by_role("button", name="Make this page calmer").click()
    expect(page.locator("body.calm")).to_be_visible()


def test_from_the_front_page_to_an_answer_in_their_words(open_page):
    page = open_page(**PHONE)
    page.get_by_role("link", name="Are you a young person?").click()
    expect(page.get_by_role("heading", name="What happens to what you write")).to_be_visible()
    expect(page.locator('main a[href="tel:08001111"]')).to_be_visible()
    page.get_by_role("button", name="Ask a question").click()
    ask(page, "How do I have my say in my review?")
    young = next(article for article in load_pack(SHIPPED_PACK) if article.id == "annual-review-my-views").young_person
    expect(page.locator("#latest article.answer h3")).to_have_text(young.title)
    expect(page.locator("#latest article.answer .words")).to_contain_text(young.answer.splitlines()[0])


def test_every_question_to_start_with_is_answered_by_its_article(open_page, scripting):
    if scripting:
        pytest.skip("these buttons need no script")
    page = open_page("/young-people")
    for article_id, question in QUESTIONS.items():
        page.goto("/young-people")
        page.get_by_role("button", name=question).click()
        expect(page.locator("#latest article.answer h3 a").first).to_have_attribute("href", f"/articles/{article_id}")


def test_a_gap_is_told_above_the_answer(open_page):
    page = open_page("/young-people")
    page.get_by_role("button", name="Ask a question").click()
    ask(page, "What is Carer's Allowance?")
    texts = page.locator("#latest > *")
    kinds = texts.evaluate_all("parts => parts.map(part => part.className)")
    assert kinds.index("words preserve") < kinds.index("answer")
    expect(page.locator("#latest .words.preserve").first).to_contain_text("written for parents")


def test_the_calm_view_shows_one_thing_at_a_time_and_outlives_the_visit(open_page):
    page = open_page(**PHONE)
    calmer(page)
    ask(page, "What is a personal health budget?")
    expect(page.locator("#latest .meta")).to_be_hidden()
    page.locator("#latest").get_by_text("Show more").click()
    expect(page.locator("#latest .meta")).to_be_visible()
    ask(page, "Do I need a diagnosis to ask for an EHC plan?")
    expect(page.locator("#conversation li.turn")).to_have_count(1)
    first = page.locator(".said", has_text="personal health budget")
    expect(first).to_be_hidden()
    page.get_by_text("Show what came before").click()
    expect(first).to_be_visible()
    assert sorted(cookie["name"] for cookie in page.context.cookies() if cookie["expires"] > 0) == ["calm"]
    page.reload()
    expect(page.locator("body.calm")).to_be_visible()


def test_stop_stays_in_sight_and_leads_to_a_calm_page_that_can_forget(open_page):
    page = open_page(**PHONE)
    calmer(page)
    ask(page, "What is a personal health budget?")
    page.locator("footer").scroll_into_view_if_needed()
    page.mouse.wheel(0, 5000)
    expect(page.get_by_role("link", name="Stop")).to_be_in_viewport()
    page.get_by_role("link", name="Stop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You can stop here")
    page.get_by_role("link", name="Go back").click()
    expect(page.locator("#conversation li.turn")).to_have_count(1)
    page.get_by_role("link", name="Stop").click()
    page.get_by_role("button", name="Forget what I wrote").click()
    expect(page.get_by_role("status")).to_contain_text("has forgotten")
    page.goto("/")
    expect(page.locator("li.turn")).to_have_count(0)
    expect(page.locator("body.calm")).to_be_visible()


def test_nothing_moves_by_itself_and_nothing_is_red_but_danger(open_page):
    page = open_page("/ask-a-person", reduced_motion="no-preference")
    red = "rgb(176, 0, 32)"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"
    page.goto("/")
    calmer(page)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.goto("/ask-a-person")
    page.get_by_role("button", name="Check what will be passed on").click()
    mistake = page.locator(".error-summary")
    expect(mistake).to_be_visible()
    colours = page.evaluate("""[...document.querySelectorAll("main *")].flatMap(part => { const style = getComputedStyle(part);
        return [style.color, style.borderTopColor, style.borderLeftColor, style.backgroundColor]; })""")
    assert red not in colours
    page.goto("/help-now")
    assert page.locator(".urgent").first.evaluate("part => getComputedStyle(part).borderTopColor") == red


@pytest.mark.parametrize("calm", [False, True], ids=["usual", "calm"])
def test_what_a_young_person_meets_fits_320_pixels(open_page, calm):
    page = open_page("/young-people", **NARROW)
    if calm:
        calmer(page)
    assert sideways(page) == 0
    page.get_by_role("button", name="Ask a question").click()
    ask(page, "What help can I get while I wait for my assessment?")
    assert sideways(page) == 0
    for path in ("/young-people", "/young-people/ask-for-this-myself", "/stop", "/articles/ehcna-over-16?for=young_person", "/ask-a-person"):
        page.goto(path)
        assert sideways(page) == 0, path
    page.get_by_role("button", name="Check what will be passed on").click()
    assert sideways(page) == 0


def test_a_keyboard_reaches_everything_and_each_control_has_a_name(open_page):
    page = open_page("/young-people")
    for path in ("/young-people", "/young-people/ask-for-this-myself", "/stop"):
        page.goto(path)
        nameless = page.locator("main :is(a, button, summary, input:not([type=hidden]))").evaluate_all(
            "parts => parts.filter(part => !(part.innerText || part.getAttribute('aria-label') || '').trim()).length")
        assert nameless == 0, path
        small = page.locator("main :is(button, a.button)").evaluate_all("parts => parts.filter(part => part.offsetHeight && part.offsetHeight < 44).length")
        assert small == 0, path
    page.goto("/young-people")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask a question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/$"))
