"""No page has to be scrolled sideways at 320 pixels, which is also a wide screen at 400% zoom."""
from __future__ import annotations

import time

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]
NARROW = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def scripting() -> bool:
    """Layout does not depend on it."""
    return True


def sideways(page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_pages_for_families_fit(open_page):
    page = open_page(**NARROW)
    page.get_by_role("textbox").fill("Do I need a diagnosis to ask for an EHC plan?")
    page.get_by_role("button", name="Send").click()
    page.locator("#latest article.answer h3 a").wait_for()
    article = page.locator("#latest article.answer h3 a").get_attribute("href")
    assert sideways(page) == 0
    for path in (article, f"{article}?for=young_person", "/articles", "/topics/ehcp", "/topics/sendiass/pack", "/glossary", "/pathway", "/duties", "/young-people", "/search?q=respite",
                 "/ask-a-person", "/enquiries", "/nothing"):
        page.goto(path)
        assert sideways(page) == 0, path


def test_pages_for_officers_fit(open_page, site):
    page = open_page(site.invitation(), **NARROW)
    page.get_by_role("textbox", name="Your name").fill("Officer Wintergreen-Featherstonehaugh")
    page.get_by_role("textbox", name="E-mail").fill(f"wintergreen.featherstonehaugh.{time.time_ns()}@information.example.org")
    for field in page.locator('input[type="password"]').all():
        field.fill("seven grey herons by the Avon")
    page.get_by_role("button", name="Make my account").click()
    colleague = open_page(site.invitation(), **NARROW)
    colleague.get_by_role("textbox", name="Your name").fill("Officer Ash")
    colleague.get_by_role("textbox", name="E-mail").fill(f"ash{time.time_ns()}@example.org")
    for field in colleague.locator('input[type="password"]').all():
        field.fill("nine brown otters on the Kennet")
    colleague.get_by_role("button", name="Make my account").click()
    for path in ("/console/", "/console/officers", "/console/mail"):
        page.goto(path)
        assert page.url.endswith(path) and sideways(page) == 0, path
