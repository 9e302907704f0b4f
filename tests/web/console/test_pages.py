"""Every page of the console can be used without seeing it: headings, labels, names, one id each. And its words are all there."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from enquiries.models.enquiry import STATUSES
from enquiries.models.outbox import ACKNOWLEDGEMENT, CLOSURE, OFFICER_NOTICE, REPLY
from enquiries.views import OfficerView
from tests.web.conftest import soup, submit
from tests.web.console.conftest import asked, enquiry, new_officer, press, unanswered
from web.console.queue import LISTS
from web.console.wording import due_words, elapsed, first_words, local_moment
from web.services import Services


@pytest.fixture
def pages(client: FlaskClient, ann: FlaskClient, ben: FlaskClient, services: Services, officer: OfficerView) -> dict[str, BeautifulSoup]:
    """Each page once, in a state that shows most of it."""
    reference, taken = asked(services), asked(services)
    unanswered(services)
    press(ben, enquiry(ben, taken), "Claim")
    page = enquiry(ann, reference)
    other = new_officer(services, "Dan Officer")
    token = services.officers.invite(None, hours=1)
    wording = soup(ann.get("/console/urgent-help/kind/neglect"))
    checked = soup(submit(ann, wording, "form#wording", reason="Shorter.", **{"text-parent": "Ring 999.", "route-parent-4": "samaritans"}))
    own = soup(submit(ann, checked, "form#propose"))
    close = soup(press(ann, page, "Close without a reply", text="half a reply"))
    return {
        "sign in": soup(client.get("/console/sign-in?ended=idle")), "welcome": soup(client.get(f"/console/welcome/{token}")),
        "link closed": soup(client.get("/console/welcome/unknown")), "queue": soup(ann.get("/console/")), "empty": soup(ann.get("/console/?show=closed")),
        "enquiry": page, "unasked": enquiry(ann, unanswered(services)), "taken": enquiry(ann, taken),
        "reply in error": soup(press(ann, page, "Check the reply", text="")), "contact": soup(press(ann, page, "Show contact details")),
        "check": soup(press(ann, page, "Check the reply", text="A reply")), "close": close,
        "close in error": soup(press(ann, close, "Close this enquiry")), "officers": soup(ann.get("/console/officers")),
        "deactivate": soup(ann.get(f"/console/officers/{other.id}/deactivate")), "mail": soup(ann.get("/console/mail")),
        "urgent help": soup(ann.get("/console/urgent-help")), "wording": wording, "wording check": checked, "own proposal": own,
        "wording in error": soup(submit(ann, wording, "form#wording", reason="", **{"text-parent": "", "route-parent-1": ""})),
        "contact wording": soup(ann.get("/console/urgent-help/contact/mash")), "new contact": soup(ann.get("/console/urgent-help/contact/new")),
        "proposal": soup(ben.get("/console/urgent-help/proposals/1")), "wording history": soup(ann.get("/console/urgent-help/history")),
        "proposal in error": soup(press(ben, soup(ben.get("/console/urgent-help/proposals/1")), "Reject: nothing changes")),
        "unknown enquiry": soup(ann.get("/console/enquiries/nonsense"))}


def test_every_page_has_one_first_heading_and_no_step_is_skipped(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        levels = [int(heading.name[1]) for heading in page.select("main h1, main h2, main h3")]
        first = levels.index(1)
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in zip(levels[first:], levels[first + 1:], strict=False)), (name, levels)


def test_every_field_has_a_label_and_every_reference_leads_somewhere(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        ids = [str(found["id"]) for found in page.select("[id]")]
        assert len(ids) == len(set(ids)), (name, sorted(one for one in ids if ids.count(one) > 1))
        labelled = {label["for"] for label in page.select("label[for]")}
        for field in page.select("input, textarea, select"):
            hidden = field.get("type") == "hidden" or field.has_attr("hidden")
            assert hidden or field.get("id") in labelled, (name, str(field)[:120])
        for attribute in ("aria-labelledby", "aria-describedby"):
            for found in page.select(f"[{attribute}]"):
                assert set(str(found[attribute]).split()) <= set(ids), (name, str(found)[:120])
        for link in page.select('a[href^="#"]'):
            assert link["href"][1:] in ids, (name, link["href"])


def test_every_button_and_link_says_what_it_does_and_titles_differ(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        for pressed in page.select("main a, main button"):
            assert len(pressed.get_text(strip=True)) > 3, (name, str(pressed))
        assert "Signpost" in page.title.get_text() and not page.select("script, [style], [onclick]")
    titles = {pages[name].title.get_text() for name in ("sign in", "welcome", "queue", "enquiry", "check", "close", "officers", "mail")}
    assert len(titles) == 8


def test_every_name_that_the_pages_look_up_has_words(app: Flask) -> None:
    words = app.extensions["signpost.console_words"]
    assert set(words.data("filters")) == set(LISTS) and list(words.data("filters")) == list(LISTS)
    assert set(words.data("status")) == set(STATUSES) and set(words.data("mail_kinds")) == {ACKNOWLEDGEMENT, CLOSURE, OFFICER_NOTICE, REPLY}
    assert {f"not_allowed_{status}" for status in STATUSES} <= set(words.data("refused"))


NOW = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(("hours", "said"), [(0, "less than an hour"), (0.99, "less than an hour"), (1, "1 hour"), (23.9, "23 hours"), (24, "1 day"), (80, "3 days")])
def test_waiting_time_is_said_in_the_largest_whole_unit(hours: float, said: str) -> None:
    assert elapsed(NOW - timedelta(hours=hours), NOW) == said


def test_times_are_local() -> None:
    assert local_moment(NOW) == "2 July 2026, 00:30"


def test_a_promise_says_how_it_stands() -> None:
    day = date(2026, 12, 3)
    assert due_words(day, True, True, False) == "Overdue: was due on Thursday 3 December"
    assert due_words(day, True, False, True) == "Due today"
    assert due_words(day, True, False, False) == "Due on Thursday 3 December"
    assert due_words(day, False, False, False) == "Was due on Thursday 3 December"


def test_a_long_question_is_cut_between_words() -> None:
    assert first_words("short\n question") == "short question"
    cut = first_words("word " * 100)
    assert cut.endswith("word…") and len(cut) <= 161
    assert len(first_words("x" * 500)) == 161
