"""What families can read without asking: words explained in place, both voices, the map, the packs. With and without JavaScript."""
from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]
PHONE, WIDE = {"viewport": {"width": 390, "height": 844}}, {"viewport": {"width": 1280, "height": 900}}


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_a_word_opens_its_meaning_in_place_by_click_and_by_keyboard(open_page, size):
    page = open_page("/articles/ehcna-time-limits", **size)
    word = page.locator("article button.term").first
    meaning = page.locator(f"[id='{word.get_attribute('popovertarget')}']")
    expect(meaning).to_be_hidden()
    word.click()
    expect(meaning).to_be_visible()
    box = meaning.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= size["viewport"]["width"] and box["y"] + box["height"] <= size["viewport"]["height"]
    meaning.get_by_role("button", name="Close").click()
    expect(meaning).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()


def test_a_word_in_an_answer_opens_its_meaning_too(open_page):
    page = open_page()
    page.get_by_role("textbox").fill("Do I need a diagnosis to ask for an EHC plan?")
    page.get_by_role("button", name="Send").click()
    word = page.locator("#latest article.answer button.term").first
    word.click()
    expect(page.locator(f"[id='{word.get_attribute('popovertarget')}']")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#latest article.answer").get_by_role("link", name="Where am I?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where am I?")
    expect(page.locator("ol.steps li.here")).to_have_count(1)


def test_a_young_person_reads_their_own_words_and_can_change_back(open_page):
    page = open_page("/articles/ehcna-time-limits", **PHONE)
    parents = page.locator(".answer .words").inner_text()
    page.get_by_role("link", name="Read this in words for young people").click()
    expect(page.locator(".answer .words")).not_to_have_text(parents)
    page.get_by_role("link", name="Read the words for parents and carers").click()
    expect(page.locator(".answer .words")).to_have_text(parents)


def test_a_step_of_the_picture_leads_to_the_same_step_of_the_list(open_page):
    page = open_page("/pathway?article=ehcna-time-limits", **PHONE)
    page.locator("svg a[href='#disagreeing']").click()
    expect(page).to_have_url(re.compile("#disagreeing$"))
    expect(page.locator("#disagreeing")).to_be_in_viewport()


def test_from_the_list_of_topics_to_a_pack_and_to_an_article(open_page):
    page = open_page("/articles", **PHONE)
    page.get_by_role("link", name="SENDIASS: independent advice", exact=True).click()
    page.get_by_role("link", name="All of this on one page, in words for young people").click()
    first = page.get_by_role("navigation", name="In this pack").get_by_role("link").first
    title = first.inner_text()
    first.click()
    expect(page.locator("article.packed h2").first).to_have_text(title)
    page.emulate_media(media="print")
    expect(page.locator("header nav")).to_be_hidden()
    expect(page.locator(".packed .meaning").first).to_be_visible()
    expect(page.locator(".packed .meaning button").first).to_be_hidden()
