"""A reply in another language is marked with its language and direction, with and without JavaScript."""
from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_journey import ask

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]


@pytest.mark.parametrize(("text", "language", "direction"), [
    ("Jak mogę złożyć wniosek o EHC plan dla syna?", "pl", "ltr"), ("كيف أقدم طلب تقييم لابني في المدرسة؟", "ar", "rtl")])
def test_an_everyday_reply_is_read_out_in_its_language(open_page, text, language, direction):
    page = open_page()
    ask(page, text)
    words = page.locator("#latest p.words")
    expect(words.first).to_have_attribute("lang", language)
    expect(words.first).to_have_css("direction", direction)
    expect(words.last).to_contain_text("In English")
    assert words.last.get_attribute("lang") is None
    expect(page.locator(f'#latest .handover a.button span[lang="{language}"]')).to_have_css("direction", direction)
    expect(page.locator("#latest .waiting")).to_contain_text("replies here by")


def test_urgent_help_is_read_out_in_its_language(open_page):
    page = open_page()
    ask(page, "زوجي يضربني")
    urgent = page.locator("#latest .urgent")
    expect(urgent.locator("p").first).to_have_css("direction", "rtl")
    expect(urgent.locator('li span[lang="ar"]').first).to_be_visible()
    expect(urgent.locator('a[href="tel:999"]')).to_be_visible()
