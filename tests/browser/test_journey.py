"""The whole main job in a browser: asked and answered; asked and handed over; replied; read. With and without JavaScript."""
from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]

UNANSWERABLE = "Has my daughter's taxi contract for September been signed off by the transport team yet?"
PASSWORD = "seven grey herons by the Avon"


def ask(page: Page, text: str) -> None:
    """Ask and wait for the answer to be the last in the conversation; where the page first shows what it takes out, agree."""
    before = page.locator("li.turn").count()
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#check").or_(page.locator("li.turn").nth(before))).to_be_visible()
    if page.locator("#check").count():
        page.get_by_role("button", name="Send").click()
    expect(page.locator("li.turn")).to_have_count(before + 1)


def test_a_question_gets_a_sourced_answer_and_a_follow_up_keeps_the_thread(open_page):
    page = open_page()
    ask(page, "What is a personal health budget?")
    answer = page.locator("#latest article.answer")
    expect(answer).to_contain_text("Checked on")
    assert answer.locator(".meta li").count() >= 1
    expect(answer.get_by_role("heading")).to_contain_text("personal health budget")
    ask(page, "who decides that?")
    expect(page.locator("#latest article.answer")).to_contain_text("decide")
    answer_link = page.locator("#latest article.answer h3 a")
    assert "/articles/phb-" in answer_link.get_attribute("href")
    answer_link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("personal health budget")


def test_personal_details_are_taken_out_and_told(open_page):
    page = open_page()
    ask(page, "My son Oliver Smith lives at SN10 1AA, how do I ask for an EHC needs assessment?")
    expect(page.locator("#latest .masked")).to_contain_text("a postcode")
    assert "Oliver" not in page.locator("#latest").inner_text() and "SN10" not in page.content()


def test_danger_gets_the_numbers_at_once(open_page):
    page = open_page()
    ask(page, "i want to kill myself")
    urgent = page.locator("#latest .urgent")
    expect(urgent).to_contain_text("999")
    assert urgent.locator('a[href^="tel:"]').count() >= 2


def test_a_hand_over_from_question_to_the_reply_in_the_askers_hands(open_page, site, scripting):
    address = f"asker-{int(scripting)}@example.org"
    page = open_page()
    ask(page, UNANSWERABLE)
    page.locator("#latest .handover a.button").click()
    expect(page.get_by_label("Your question")).to_have_value(re.compile("taxi contract"))
    page.get_by_label("Your question").fill(f"{UNANSWERABLE} She starts on the third.")
    page.get_by_label("What should we call you?").fill("Sam")
    page.get_by_role("textbox", name="E-mail").fill(address)
    page.get_by_role("button", name="Check what will be passed on").click()
    expect(page.locator("#consent-error")).to_be_visible()
    expect(page.get_by_role("textbox", name="E-mail")).to_have_value(address)
    page.locator("#consent").check()
    page.get_by_role("button", name="Check what will be passed on").click()
    expect(page.locator("#passed-on")).to_contain_text("She starts on the third.")
    page.get_by_role("button", name="Send this to a person").click()
    reference, pin = page.locator("#reference").inner_text(), page.locator("#pin").inner_text()
    assert re.fullmatch(r"SP-\w{4}-\w{4}", reference) and re.fullmatch(r"\d{6}", pin)
    expect(page.get_by_role("heading", level=1)).to_contain_text("A person will reply by")

    reply = f"Thank you for asking. The team signs contracts in August. <b>Ring us</b> if nothing has come. ({int(scripting)})"
    answer_in_the_console(open_page, site, reference, reply)

    expect_mail(site, address, "signs contracts in August")
    look_up(page, reference, "000000" if pin != "000000" else "111111")
    expect(page.locator("main")).to_contain_text("could not find a question")
    look_up(page, reference, pin)
    expect(page.locator("main")).to_contain_text(reply)
    page.goto("/")
    expect(page.locator("li.turn .person")).to_contain_text("signs contracts in August")


def answer_in_the_console(open_page, site, reference: str, reply: str) -> None:
    """A new officer takes the one-time link, finds the enquiry, claims it and replies."""
    officer = open_page(site.invitation())
    officer.get_by_role("textbox", name="Your name").fill("Officer Green")
    officer.get_by_role("textbox", name="E-mail").fill(f"green{time.time_ns()}@example.org")
    for field in officer.locator('input[type="password"]').all():
        field.fill(PASSWORD)
    officer.get_by_role("button", name="Make my account").click()
    officer.get_by_role("link", name=re.compile(re.escape(reference))).click()
    expect(officer.locator("#question")).to_contain_text("taxi contract")
    expect(officer.locator("main")).to_contain_text("What was looked up")
    officer.get_by_role("button", name="Claim").click()
    officer.get_by_role("textbox", name="Your reply").fill(reply)
    officer.get_by_role("button", name="Check the reply").click()
    expect(officer.locator("#reply-preview")).to_contain_text(reply)
    officer.get_by_role("button", name="Send this reply").click()
    expect(officer.locator("#status")).to_contain_text("Replied")
    expect(officer.locator("#history")).to_contain_text("Officer Green")


def look_up(page: Page, reference: str, pin: str) -> None:
    """Ask for an enquiry by reference and PIN."""
    page.goto("/enquiries")
    page.get_by_label("Reference").fill(reference.lower())
    page.get_by_label("PIN").fill(pin)
    page.get_by_role("button", name="Look it up").click()


def expect_mail(site, address: str, text: str, seconds: float = 15) -> None:
    """Wait until a mail with that text has come to the address."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if any(text in message.get_content() for message in site.mailbox.to(address)):
            return
        time.sleep(0.1)
    raise AssertionError(f"no mail with {text!r}; got {[m['Subject'] for m in site.mailbox.to(address)]}")
