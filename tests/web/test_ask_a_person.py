"""Ask a person: from a question to a reference, a PIN and a promised day, without JavaScript and without losing a word."""
from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from database import Database
from enquiries.models import ContactDetails, Enquiry, OutboxMessage
from tests.web.conftest import ask, soup, submit
from tests.web.fakes import ANSWER, UNANSWERED, BrokenPart, FakeDialogue, payload
from web.services import Services

FORM, SEND, CHANGE = 'main form[action="/ask-a-person/check"]', 'form[action="/ask-a-person"]', 'form[action="/ask-a-person/change"]'
REACH = {"name": "Alex", "email": "alex@example.org", "phone": "07700 900123", "consent": "yes"}


def count(database: Database, model: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def confirmation(client: FlaskClient, **typed: str):
    check = soup(submit(client, soup(client.get("/ask-a-person")), FORM, **typed))
    return soup(submit(client, check, SEND))


def test_the_whole_way_from_an_unanswered_question(client: FlaskClient, services: Services, database: Database) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    link = ask(client, "is there a robot club?").select_one(".turn .handover a")["href"]
    form = soup(client.get(link))
    assert form.select_one("textarea#question").get_text().strip() == "is there a robot club?"
    check = soup(submit(client, form, FORM, question="is there a robot club near us?", **REACH))
    assert check.select_one("#passed-on").get_text() == "is there a robot club near us?" and "alex@example.org" in check.get_text()
    assert count(database, ContactDetails) == 0
    done = soup(submit(client, check, SEND))
    assert "Monday 30 November" in done.h1.get_text()
    reference, pin = done.select_one("#reference").get_text(), done.select_one("#pin").get_text()
    status = services.handovers.look_up(reference, pin)
    assert status.question == "is there a robot club near us?" and status.status == "open"
    assert count(database, Enquiry) == 1 and count(database, ContactDetails) == 1
    assert services.office.get(reference).origin == "asked" and services.office.get(reference).has_contact


def test_neither_name_nor_address_is_needed(client: FlaskClient, database: Database) -> None:
    done = confirmation(client, question="who can help us?")
    assert done.select_one("#pin").get_text().isdigit() and count(database, ContactDetails) == 0


def test_a_double_submit_is_one_enquiry_with_one_pin(client: FlaskClient, database: Database) -> None:
    check = soup(submit(client, soup(client.get("/ask-a-person")), FORM, question="who can help us?", **REACH))
    first, second = soup(submit(client, check, SEND)), soup(submit(client, check, SEND))
    assert first.select_one("#reference") == second.select_one("#reference") and first.select_one("#pin") == second.select_one("#pin")
    assert count(database, Enquiry) == 1 and count(database, OutboxMessage) == 2


def test_what_was_shown_is_passed_on_unless_the_asker_says_no(client: FlaskClient, services: Services) -> None:
    turn_link = ask(client, "how do I apply for respite?")
    assert turn_link.select_one("article.answer")
    form = soup(client.get("/ask-a-person"))
    assert form.select_one("textarea#question").get_text().strip() == "how do I apply for respite?" and ANSWER["title"] in form.get_text()
    tick = form.select_one("#pass_on_shown")
    del tick["checked"]
    check = soup(submit(client, form, FORM))
    assert ANSWER["title"] not in check.get_text()
    reference = soup(submit(client, check, SEND)).select_one("#reference").get_text()
    assert services.office.get(reference).shown == []
    kept = soup(submit(client, soup(submit(client, soup(client.get("/ask-a-person")), FORM)), SEND)).select_one("#reference").get_text()
    assert [reply["article_id"] for reply in services.office.get(kept).shown] == ["short-breaks-apply"]


def test_the_question_is_masked_again_and_the_asker_sees_it(client: FlaskClient, services: Services, tmp_path: Path) -> None:
    check = soup(submit(client, soup(client.get("/ask-a-person")), FORM, question="ring me on 07700 900123"))
    assert check.select_one("#passed-on").get_text() == "ring me on [phone number]"
    assert "We took out: a phone number." in check.get_text()
    reference = soup(submit(client, check, SEND)).select_one("#reference").get_text()
    assert services.office.get(reference).question == "ring me on [phone number]"
    assert all(b"900123" not in file.read_bytes() for file in tmp_path.glob("test.db*"))


def test_contact_details_are_nowhere_in_the_clear(client: FlaskClient, tmp_path: Path) -> None:
    confirmation(client, question="who can help us?", **REACH)
    for file in tmp_path.glob("test.db*"):
        assert not any(secret in file.read_bytes() for secret in (b"alex@example.org", b"900123", b"Alex"))


@pytest.mark.parametrize(("typed", "field"), [
    ({"question": ""}, "question"), ({"question": "x" * 4001}, "question"), ({"email": "no-address"}, "email"),
    ({"phone": "123"}, "phone"), ({"name": "Alex"}, "consent"), ({"name": "x" * 101, "consent": "yes"}, "name")])
def test_a_mistake_is_linked_to_its_field_and_nothing_is_lost(client: FlaskClient, typed: dict[str, str], field: str) -> None:
    typed = {"question": "who can help us?", **typed}
    response = submit(client, soup(client.get("/ask-a-person")), FORM, **typed)
    page = soup(response)
    assert response.status_code == 422
    assert f"#{field}" in [link["href"] for link in page.select(".error-summary a")]
    assert page.select_one(f"#{field}")["aria-invalid"] == "true"
    for name, value in typed.items():
        element = page.select_one(f"#{name}")
        held = element.get_text().strip() if element.name == "textarea" else element["value"]
        assert held == value


def test_changing_something_keeps_the_rest(client: FlaskClient) -> None:
    check = soup(submit(client, soup(client.get("/ask-a-person")), FORM, question="who can help us?", **REACH))
    form = soup(submit(client, check, CHANGE))
    assert form.select_one("textarea#question").get_text().strip() == "who can help us?"
    assert form.select_one("#email")["value"] == "alex@example.org" and form.select_one("#consent").has_attr("checked")


def test_a_database_that_is_down_loses_nothing_that_was_typed(client: FlaskClient, services: Services) -> None:
    check = soup(submit(client, soup(client.get("/ask-a-person")), FORM, question="who can help us?", **REACH))
    services.handovers = BrokenPart()
    response = submit(client, check, SEND)
    page = soup(response)
    assert response.status_code == 503 and "nobody has it yet" in page.select_one(".error-summary").get_text()
    assert page.select_one("#email")["value"] == "alex@example.org" and "who can help us?" in page.select_one("textarea").get_text()


def test_a_wish_for_a_person_brings_the_question_before_it(client: FlaskClient, services: Services) -> None:
    ask(client, "how do I apply for respite?")
    services.dialogue = FakeDialogue(payload("handed_over", [{"type": "handover", "text": "Of course.", "url": "/ask-a-person"}]))
    link = ask(client, "can I talk to someone?").select("li.turn")[-1].select_one(".handover a")["href"]
    assert soup(client.get(link)).select_one("textarea#question").get_text().strip() == "how do I apply for respite?"


@pytest.mark.parametrize("receipt", ["unknown", "", "../../etc", "x" * 5000, "\x00", "<script>"])
def test_an_unknown_receipt_gives_the_empty_form(client: FlaskClient, receipt: str) -> None:
    response = client.get("/ask-a-person", query_string={"receipt": receipt})
    assert response.status_code == 200 and soup(response).select_one("textarea#question").get_text().strip() == ""


def test_html_in_the_form_is_shown_as_text(client: FlaskClient) -> None:
    check = soup(submit(client, soup(client.get("/ask-a-person")), FORM, question="<img src=x onerror=alert(1)>",
                        name='"><script>', consent="yes"))
    assert check.select("main img, main script") == [] and "<img src=x" in check.select_one("#passed-on").get_text()


def test_each_form_has_an_id_of_its_own(client: FlaskClient) -> None:
    ids = {soup(client.get("/ask-a-person")).select_one("input[name=submission_id]")["value"] for _ in range(3)}
    assert len(ids) == 3


def test_hand_overs_are_limited_by_address(services: Services, settings) -> None:
    from web import create_app
    limited = create_app(settings.model_copy(update={"enquiry_rate": "1 per hour"}), services).test_client()
    check = soup(submit(limited, soup(limited.get("/ask-a-person")), FORM, question="who can help us?"))
    assert submit(limited, check, SEND).status_code == 200
    refused = submit(limited, check, SEND)
    assert refused.status_code == 429 and "who can help us?" in soup(refused).select_one("textarea").get_text()


def test_the_form_says_when_contact_details_are_deleted(client) -> None:
    assert "We delete these details 30 days after we have replied or closed your question." in client.get("/ask-a-person").get_data(as_text=True)
