"""The queue with nothing, with forty and with more than a page; and the enquiry's page beside it."""
from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from enquiries.conversations import TurnRecord
from enquiries.models import OutboxMessage
from enquiries.views import OfficerView
from tests.conftest import FakeClock
from tests.web.conftest import soup, submit
from tests.web.console.conftest import TRACE, asked, enquiry, press, signed_in, unanswered, words_of
from web.services import Services


def rows(client: FlaskClient, address: str = "/console/") -> list[str]:
    """The text of each line of a list."""
    return [" ".join(row.get_text(" ").split()) for row in soup(client.get(address)).select(".queue-row")]


def test_an_empty_queue_says_that_nothing_waits(ann: FlaskClient) -> None:
    page = soup(ann.get("/console/"))
    assert "Nothing waits." in words_of(page, "#empty") and "0 overdue" in words_of(page, "#counts") and not page.select(".queue")
    for name in ("mine", "unclaimed", "overdue", "asked", "replied", "closed", "nonsense"):
        assert soup(ann.get(f"/console/?show={name}")).select_one("#empty")


def test_what_is_overdue_comes_first_and_says_so_in_words(app, officer: OfficerView, services: Services, clock: FakeClock) -> None:
    late = unanswered(services, "a late question")             # Monday 23 November, promised for the 30th
    clock.advance(days=1)
    due = unanswered(services, "a question due today")         # promised for Tuesday 1 December
    clock.advance(days=7)
    fresh = unanswered(services, "a fresh question")
    ann = signed_in(app, officer)
    page = soup(ann.get("/console/"))
    assert [heading.get_text() for heading in page.select("main h2")] == ["Overdue", "Due today", "Due later"]
    found = rows(ann)
    assert [next(ref for ref in (late, due, fresh) if ref in row) for row in found] == [late, due, fresh]
    assert "Overdue: was due on Monday 30 November" in found[0] and "Came in 8 days ago" in found[0]
    assert "Due today" in found[1] and "Due on Tuesday 8 December" in found[2] and "less than an hour" in found[2]
    assert "1 overdue , 1 due today, 3 unclaimed, 0 claimed" in words_of(page, "#counts")
    assert [late in row for row in rows(ann, "/console/?show=overdue")] == [True]


def test_a_line_says_where_it_came_from_and_what_was_near(ann: FlaskClient, services: Services) -> None:
    reference = unanswered(services, "who pays\nfor swimming " + "and so on " * 40, audience="young_person")
    asked(services, question="Somebody please ring")
    lines = rows(ann)
    line = next(row for row in lines if reference in row)
    assert "who pays for swimming and so on" in line and "…" in line and len(line) < 500
    assert "Unanswered, nobody asked for a person" in line and "Open, nobody has claimed it" in line and "Young person" in line
    assert "Nearest: How to apply for short breaks (respite) (Short breaks (respite))" in line
    other = next(row for row in lines if "Somebody please ring" in row)
    assert "Asked for a person" in other and "Nearest" not in other


@pytest.mark.parametrize("trace", [{}, {"parts": "nonsense"}, {"parts": [1, {"candidates": [{}, 2], "probability": "high"}]}, {"parts": [{}], "concern": "self_harm"}])
def test_a_receipt_of_another_shape_breaks_nothing(ann: FlaskClient, services: Services, trace: dict) -> None:
    reference = unanswered(services, trace=trace)
    assert len(rows(ann)) == 1 and enquiry(ann, reference).select_one("#why-1")


def test_forty_waiting_stand_on_one_page_and_more_are_paged(ann: FlaskClient, services: Services) -> None:
    for number in range(40):
        unanswered(services, f"question number {number}", conversation_id=f"conversation-{number}")
    page = soup(ann.get("/console/"))
    assert len(page.select(".queue-row")) == 40 and not page.select(".pages") and "All open (40)" in words_of(page)
    for number in range(40, 60):
        unanswered(services, f"question number {number}", conversation_id=f"conversation-{number}")
    first = soup(ann.get("/console/"))
    second = soup(ann.get(first.select_one("a[rel=next]")["href"]))
    assert (len(first.select(".queue-row")), len(second.select(".queue-row"))) == (50, 10) and "Page 2 of 2" in words_of(second)
    assert not second.select("a[rel=next]") and second.select_one("a[rel=prev]")
    seen = {row.select_one(".ref").get_text() for page in (first, second) for row in page.select(".queue-row")}
    assert len(seen) == 60
    assert ann.get("/console/?page=99").location == "/console/?show=waiting&page=2"
    assert len(soup(ann.get("/console/?page=-1%27")).select(".queue-row")) == 50


def test_each_list_holds_what_its_name_says(ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    mine, theirs, replied, closed, free = (asked(services, question=f"Question {name}?") for name in "abcde")
    press(ann, enquiry(ann, mine), "Claim")
    press(ben, enquiry(ben, theirs), "Claim")
    press(ann, soup(press(ann, enquiry(ann, replied), "Check the reply", text="Here you are")), "Send this reply")
    press(ann, soup(press(ann, enquiry(ann, closed), "Close without a reply")), "Close this enquiry", reason_code="asker_withdrew")
    expected = {"waiting": {mine, theirs, free}, "mine": {mine}, "unclaimed": {free}, "replied": {replied}, "closed": {closed}}
    for name, references in expected.items():
        page = soup(ann.get(f"/console/?show={name}"))
        assert {found.get_text() for found in page.select(".queue .ref")} == references, name
        assert page.select_one(".lists a[aria-current=page]")["href"].endswith(name)


def test_an_enquiry_is_found_by_its_reference_however_it_is_typed(ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    page = soup(ann.get("/console/"))
    assert page.select_one(".find label")["for"] == page.select_one(".find input")["id"]
    found = ann.get("/console/find", query_string={"reference": f" {reference.lower().replace('-', ' ')} "}, follow_redirects=True)
    assert reference in words_of(soup(found), "h1")
    assert ann.get("/console/find?reference=").location == "/console/"
    assert ann.get("/console/find", query_string={"reference": "../../x"}, follow_redirects=True).status_code == 404


def test_mail_that_is_not_set_up_is_said(ann: FlaskClient, services: Services) -> None:
    asked(services)
    assert "Mail is not set up. Nothing is sent by e-mail: 2 mails wait." in words_of(soup(ann.get("/console/")), "#mail-notice")


def test_mail_that_was_given_up_is_said_and_tried_again(ann: FlaskClient, services: Services) -> None:
    services.settings = services.settings.model_copy(update={"smtp_host": "mail.example"})
    reference = asked(services)
    assert not soup(ann.get("/console/")).select(".notice")
    with services.database.writing() as session:
        mail = session.query(OutboxMessage).first()
        mail.status, mail.attempts, mail.last_error = "failed", 1, "recipient refused 550"
    notice = soup(ann.get("/console/")).select_one("#mail-failed")
    page = soup(ann.get(notice.a["href"]))
    assert reference in words_of(page) and "recipient refused 550" in words_of(page)
    again = soup(submit(ann, page, "main form"))
    assert "tried again: 1" in words_of(again) and services.office.mail_state().failed == ()


def test_the_enquiry_shows_what_was_looked_up_and_why_nothing_was_shown(ann: FlaskClient, services: Services) -> None:
    page = enquiry(ann, unanswered(services))
    assert "Nothing was near enough" in words_of(page, ".reason") and "34% likely" in words_of(page, ".reason") and "from 61%" in words_of(page, ".reason")
    table = page.select(".scores tbody tr")
    assert table[0].a["href"] == "/articles/short-breaks-apply" and "1.25 0.61 0.50 2.00" in words_of(page, ".scores tbody tr")
    assert "an-article-long-gone" in table[1].get_text() and "no longer published" in table[1].get_text()


def test_the_enquiry_shows_the_conversation_it_came_from(ann: FlaskClient, services: Services) -> None:
    unanswered(services, "my son is [name], who pays for his taxi", masked=("name",), trace={"dialogue_unavailable": "refused", **TRACE})
    reference = unanswered(services, "and who pays for swimming")
    page = enquiry(ann, reference)
    turns = page.select(".conversation .turn")
    assert ["taxi" in turn.get_text() for turn in turns] == [True, False] and "Taken out: a name." in turns[0].get_text()
    assert ["this enquiry" in turn.get_text() for turn in turns] == [False, True] and "I do not know that yet." in turns[1].get_text()
    assert "The question came in" in words_of(page, "#history") and "(Signpost)" in words_of(page, "#history")


def test_a_question_asked_twice_is_looked_at_once(ann: FlaskClient, services: Services) -> None:
    assert unanswered(services, "who pays for swimming") == (reference := unanswered(services, "who pays for swimming"))
    page = enquiry(ann, reference)
    assert len(page.select(".conversation .turn")) == 2 and len(page.select(".scores")) == 1


def test_words_of_danger_are_seen_before_anything_else(ann: FlaskClient, services: Services) -> None:
    services.conversations.record_turn(TurnRecord(
        conversation_id="conversation-1", audience="parent", text="a dangerous message", outcome="urgent_help", trace={"concern": "self_harm"},
        answered_by="guardrail", replies=[{"type": "urgent_help", "text": "Please get help now.", "contacts": [{"name": "Emergency services"}]}]))
    page = enquiry(ann, unanswered(services, "a calm question"))
    assert "words of danger" in words_of(page, "#danger") and "Emergency services" in words_of(page, ".conversation")


@pytest.mark.parametrize(("left", "smtp", "expected", "unexpected"), [
    ({}, "", "mail is not set up", "is sent to their e-mail"),
    ({}, "mail.example", "sent to their e-mail address", "not set up"),
    ({"email": None, "phone": "07700 900123"}, "mail.example", "no e-mail address", "sent to their e-mail"),
    ({"name": None, "email": None, "consent": False}, "mail.example", "reference and PIN", "e-mail"),
])
def test_how_a_reply_reaches_the_asker_is_said(ann: FlaskClient, services: Services, left: dict, smtp: str, expected: str, unexpected: str) -> None:
    services.settings = services.settings.model_copy(update={"smtp_host": smtp})
    preview = soup(press(ann, enquiry(ann, asked(services, **left)), "Check the reply", text="A reply"))
    assert expected in words_of(preview, "#delivery") and unexpected not in words_of(preview, "#delivery")
