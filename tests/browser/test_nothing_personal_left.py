"""After a whole visit full of personal data, none of it is in any file, table, log line, tracker event, mail or cookie."""
from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from evaluation.guardrail_rows import unmark
from settings import load_settings
from tests.browser.test_journey import answer_in_the_console, ask, expect_mail
from tests.enquiries.stored import rows
from tests.program import Running, running
from tests.traffic import Traffic

pytestmark = [pytest.mark.browser, pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]

ASKED = [unmark(text) for text in (
    "My son {Oluwaseun Brackenthwaite|name}, born {14 March 2013|date_of_birth}, lives at {27 Larkspur Crescent|address}, {SN15 9QZ|postcode}. How do I ask for an EHC needs assessment?",
    "what if they say no? ring me on {07700 900481|phone_number} or write to {seun.brack@example.org|email}",
    "NHS number {943 476 5919|nhs_number}, UPN {H801200001001|reference_number}, NI {QQ 12 34 56 C|reference_number}. What is a personal health budget?",
    "my daughter {Morwenna Tregidgo|name} goes to {St Piran's primary school|school} and Mrs {Hollingberry|name} says no. Has her taxi contract for September been signed off yet?",
    "I want to kill myself. I am {Thaddeus Pennycuick|name}, {01632 960554|phone_number}. How do I apply for short breaks?",
    "our reference is {EHC/2024/77415|reference_number}, bank {40-47-84 70872490|reference_number}. Why has the officer not rung back about it today?")]
SEARCHED = unmark("short breaks for {Ezekiel Winterbourne-Stott|name}")
EDITED_IN = unmark("He lives with {Philomena Cadwallader|name} at {3 Tithe Barn Mews|address}.")
CONTACT = ("Perpetua Quillfeather", "perpetua.quill@example.org", "07700 900777")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_nothing_personal_is_left(tmp_path: Path, browser, scripts: bool) -> None:
    traffic = Traffic()
    with running(tmp_path, traffic=traffic, LOG_LEVEL="DEBUG") as site:
        context = browser.new_context(java_script_enabled=scripts, base_url=site.url)
        reference, pin = visit(context.new_page(), site)
        answer_in_the_console(lambda address="/", **_: opened(browser, site, address), site, reference, "Thank you. A plain reply.")
        expect_mail(site, CONTACT[1], "A plain reply.")
        badly_sent(site)
        found = leaks(site, tmp_path, traffic, context, (message for message in (*ASKED, SEARCHED, EDITED_IN)))
        assert found == []
        assert contact_leaks(site, tmp_path, traffic) == []
        assert kept_contact(site)
        seen_in = {place for place, content in held(site, tmp_path, traffic).items() if stands_in("taxi contract", content)}
        assert {"tables", "traffic"} <= seen_in and any(place.startswith(str(tmp_path / "signpost.db")) for place in seen_in)  # it looked where words are
        context.close()
    traffic.close()


def visit(page: Page, site: Running) -> tuple[str, str]:
    """Ask everything, hand one question over with contact details and a little more personal data; returns reference and PIN."""
    page.goto("/")
    for message in ASKED:
        ask(page, message.text)
    page.goto("/articles?q=" + SEARCHED.text.replace(" ", "+"))
    page.goto("/")
    page.locator("li.turn", has_text="taxi contract").locator(".handover a.button").click()
    question = page.get_by_label("Your question")
    expect(question).to_have_value(re.compile("taxi contract"))
    question.fill(question.input_value() + " " + EDITED_IN.text)
    for label, value in zip(("What should we call you?", "E-mail", "Phone"), CONTACT, strict=True):
        page.get_by_role("textbox", name=label).fill(value)
    page.locator("#consent").check()
    page.get_by_role("button", name="Check what will be passed on").click()
    page.get_by_role("button", name="Send this to a person").click()
    return page.locator("#reference").inner_text(), page.locator("#pin").inner_text()


def opened(browser, site: Running, address: str) -> Page:
    page = browser.new_context(base_url=site.url).new_page()
    page.goto(address)
    return page


def badly_sent(site: Running) -> None:
    """Requests that are refused: what they hold is not kept either."""
    for content in (f'{{"text": "{ASKED[0].text}"', f'{{"text": ["{ASKED[0].text}"]}}', f'{{"text": "{ASKED[0].text * 30}"}}'):
        answer = httpx.post(f"{site.url}/api/v1/messages", content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 413, 422) and "Brackenthwaite" not in answer.text
    assert httpx.post(f"{site.url}/api/v1/no-such?name=Brackenthwaite", json={}).status_code == 404


def leaks(site: Running, folder: Path, traffic: Traffic, context: BrowserContext, messages) -> list[str]:
    """Marked words that stand anywhere, with the place."""
    words = sorted({message.text[span.start:span.end] for message in messages for span in message.spans})
    places = {**held(site, folder, traffic), "mail": b"\n".join(bytes(mail) + mail.get_content().encode() for mail in site.mailbox.messages),
              "browser": repr(context.storage_state()).encode()}
    return [f"{word} in {place}" for word in words for place, content in places.items() if stands_in(word, content)]


def contact_leaks(site: Running, folder: Path, traffic: Traffic) -> list[str]:
    """Contact details outside their encrypted table."""
    return [f"{word} in {place}" for word in CONTACT for place, content in held(site, folder, traffic).items() if stands_in(word, content)]


def held(site: Running, folder: Path, traffic: Traffic) -> dict[str, bytes]:
    """Everything that was written or said: files of the visit, files under var/, rows of every table, what the parts told one another."""
    files = [path for place in (folder, load_settings().var_dir) for path in Path(place).rglob("*") if path.is_file() and path.suffix != ".onnx"]
    return {**{str(path): path.read_bytes() for path in files}, "tables": repr(rows(site.database)).encode(), "traffic": traffic.heard()}


def stands_in(word: str, content: bytes) -> bool:
    """Whether a word stands there: as written, in lower case, percent-encoded or as JSON and UTF-16 write it."""
    forms = {word, word.lower(), word.replace(" ", "+"), word.replace(" ", "%20"), word.replace("'", "\\u0027")}
    return any(form.encode() in content or form.encode("utf-16-le") in content for form in forms)


def kept_contact(site: Running) -> bool:
    """Whether one encrypted row of contact details is there."""
    return len(rows(site.database)["contact_details"]) == 1


def test_the_sweep_would_see_what_is_left(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text("… My%20son oluwaseun brackenthwaite …", encoding="utf-8")
    assert stands_in("Oluwaseun Brackenthwaite", (tmp_path / "web.log").read_bytes())
    assert stands_in("a b", "a b".encode("utf-16-le")) and stands_in("a b", b"q=a+b") and not stands_in("a b", b"ab")
