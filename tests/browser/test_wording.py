"""The urgent help's wording in a browser: proposed by one officer, approved by a second, seen by a family. With and without JavaScript."""
from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journey import PASSWORD, ask
from tests.browser.test_narrow import sideways

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]

DANGER = "the children next door are left alone all night and are always hungry"


def officer(open_page, site, name: str, **options) -> Page:
    """A new officer, signed in by a one-time link."""
    page = open_page(site.invitation(), **options)
    page.get_by_role("textbox", name="Your name").fill(name)
    page.get_by_role("textbox", name="E-mail").fill(f"{name.split()[-1].lower()}{time.time_ns()}@example.org")
    for field in page.locator('input[type="password"]').all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    return page


def test_a_wording_is_proposed_approved_by_a_second_officer_and_seen_by_a_family(open_page, site, scripting):
    words = f"Please ring 999 if a child is in danger now. Tell one of these people today. ({int(scripting)})"
    ann, ben = officer(open_page, site, "Officer Ash"), officer(open_page, site, "Officer Birch")
    ann.get_by_role("link", name="Urgent help").click()
    ann.locator("#kind-neglect").get_by_role("link", name="Change").click()
    for field in ann.get_by_role("textbox", name="Words").all():
        field.fill("")
    ann.get_by_role("button", name="See it as families will").click()
    expect(ann.locator(".error-summary")).to_be_focused()
    expect(ann.locator(".error-summary li")).to_have_count(4)
    for field in ann.get_by_role("textbox", name="Words").all():
        field.fill(words)
    ann.get_by_role("textbox", name="Why").fill("Shorter.")
    ann.locator(f"select[name={'route-parent-5' if scripting else 'route-young_person-6'}]").select_option("samaritans")
    ann.get_by_role("button", name="See it as families will").click()
    expect(ann.locator("#changes")).to_contain_text("Samaritans (any age, free) is new.")
    expect(ann.locator("#previews .urgent").first).to_contain_text(words)
    ann.get_by_role("button", name="Propose this to a second person").click()
    expect(ann.locator("#own")).to_contain_text("You cannot approve your own")
    expect(ann.get_by_role("button", name="Approve")).to_have_count(0)

    ben.goto("/console/")
    ben.locator("#wording-waits a").click()
    ben.locator("#waiting a").first.click()
    expect(ben.locator("#previews .urgent").first).to_contain_text(words)
    ben.get_by_role("textbox", name="Why").fill("Reads well.")
    ben.get_by_role("button", name="Approve").click()
    expect(ben.locator(".done")).to_contain_text("within 30 seconds")

    family = open_page()
    ask(family, DANGER)
    expect(family.locator("#latest .urgent")).to_contain_text(words)
    expect(family.locator("#latest .urgent a[href='tel:999']")).to_be_visible()


def test_the_pages_fit_a_narrow_screen(open_page, site):
    page = officer(open_page, site, "Officer Wintergreen-Featherstonehaugh", viewport={"width": 320, "height": 640})
    page.goto("/console/urgent-help")
    for summary in page.locator("summary").all()[:2]:
        summary.click()
    assert sideways(page) == 0
    for path in ("/console/urgent-help/kind/overdose", "/console/urgent-help/contact/mash", "/console/urgent-help/contact/new", "/console/urgent-help/history"):
        page.goto(path)
        assert sideways(page) == 0, path
    page.goto("/console/urgent-help/kind/overdose")
    page.get_by_role("textbox", name="Words").first.fill("Ring 999 now, even if they feel all right.")
    page.get_by_role("textbox", name="Why").fill("Shorter.")
    page.get_by_role("button", name="See it as families will").click()
    expect(page.locator("#previews")).to_be_visible()
    assert sideways(page) == 0
    page.get_by_role("button", name="Propose this to a second person").click()
    expect(page.locator("#own")).to_be_visible()
    assert sideways(page) == 0
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator(".done")).to_contain_text("Withdrawn")
