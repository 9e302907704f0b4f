"""Looking an enquiry up, on the page and by the API."""
from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from enquiries.handovers import Confirmation, HandoverRequest
from tests.conftest import FakeClock
from tests.web.conftest import soup, submit
from web.services import Services

FORM = 'main form[action="/enquiries"]'
API = "/api/v1/enquiries"


@pytest.fixture
def made(services: Services) -> Confirmation:
    return services.handovers.confirm(HandoverRequest("s" * 20, "who can help us?"))


@pytest.fixture
def officer(services: Services) -> int:
    return services.officers.accept_invitation(services.officers.invite(None, 1), "Sam", "sam@example.org", "three quiet green hills").id


def look_up(client: FlaskClient, reference: str, pin: str):
    return submit(client, soup(client.get(f"/enquiries/{reference}" if reference else "/enquiries")), FORM, reference=reference, pin=pin)


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 10**6:06d}"


def test_state_and_promised_day_are_shown(client: FlaskClient, made: Confirmation) -> None:
    form = soup(client.get(f"/enquiries/{made.reference}"))
    assert form.select_one("#reference")["value"] == made.reference and made.pin not in str(form)
    response = look_up(client, made.reference, made.pin)
    page = soup(response)
    assert response.status_code == 200 and page.h1.get_text() == "Waiting for a person to pick it up"
    assert page.select_one("#promised").get_text() == "Monday 30 November" and "who can help us?" in page.get_text()
    assert response.headers["Cache-Control"] == "no-store"


def test_the_reply_is_shown_as_text(client: FlaskClient, services: Services, made: Confirmation, officer: int) -> None:
    services.office.claim(made.reference, officer)
    services.office.reply(made.reference, officer, "Ring <i>us</i>.")
    page = soup(look_up(client, made.reference.lower(), f" {made.pin[:3]} {made.pin[3:]} "))
    assert page.h1.get_text() == "A person has replied" and page.select_one(".person .words").get_text() == "Ring <i>us</i>."
    body = client.get(f"{API}/{made.reference}", headers={"X-Enquiry-PIN": made.pin}).get_json()
    assert body["status"] == "replied" and body["replies"] == [{"text": "Ring <i>us</i>.", "at": "2026-11-23T10:00:00Z"}]


def test_the_close_reason_is_shown(client: FlaskClient, services: Services, made: Confirmation, officer: int) -> None:
    services.office.claim(made.reference, officer)
    services.office.close(made.reference, officer, "asker_withdrew")
    assert "no longer need an answer" in soup(look_up(client, made.reference, made.pin)).select_one(".person").get_text()
    body = client.get(f"{API}/{made.reference}", headers={"X-Enquiry-PIN": made.pin}).get_json()
    assert body["status"] == "closed" and "no longer need" in body["close_reason"]


def test_a_broken_promise_is_admitted(client: FlaskClient, made: Confirmation, clock: FakeClock) -> None:
    clock.advance(days=30)
    assert "We are late" in soup(look_up(client, made.reference, made.pin)).get_text()


def test_a_wrong_pin_and_an_unknown_reference_look_the_same(client: FlaskClient, made: Confirmation) -> None:
    answers = [look_up(client, made.reference, wrong(made.pin)), look_up(client, "SP-0000-0000", "123456"), look_up(client, "hello", "123456")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({soup(answer).select_one(".error-summary").get_text() for answer in answers}) == 1
    assert soup(answers[0]).select_one("#reference")["value"] == made.reference


def test_too_many_wrong_pins_lock_the_reference_for_a_while(client: FlaskClient, made: Confirmation, clock: FakeClock) -> None:
    for _ in range(5):
        assert look_up(client, made.reference, wrong(made.pin)).status_code == 404
    locked = look_up(client, made.reference, made.pin)
    assert locked.status_code == 429 and "wait 15 minutes" in locked.text and locked.headers["Retry-After"] == "900"
    by_api = client.get(f"{API}/{made.reference}", headers={"X-Enquiry-PIN": made.pin})
    assert by_api.status_code == 429 and by_api.headers["Retry-After"] == "900"
    clock.advance(minutes=16)
    assert look_up(client, made.reference, made.pin).status_code == 200


def test_what_is_missing_is_named(client: FlaskClient) -> None:
    response = look_up(client, "", "")
    assert response.status_code == 422
    assert [link["href"] for link in soup(response).select(".error-summary a")] == ["#reference", "#pin"]


def test_a_pin_in_the_address_counts_for_nothing(client: FlaskClient, made: Confirmation) -> None:
    assert "who can help us?" not in client.get(f"/enquiries/{made.reference}?pin={made.pin}").text
    assert client.get(f"{API}/{made.reference}?pin={made.pin}").status_code == 422


def test_the_api_makes_one_enquiry_for_one_submission(client: FlaskClient, services: Services) -> None:
    body = {"submission_id": "f" * 20, "question": "ring me on 07700 900123", "name": "Alex", "email": "alex@example.org", "consent": True}
    first, second = client.post(API, json=body), client.post(API, json=body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json() == second.get_json()
    given = first.get_json()
    assert set(given) == {"reference", "pin", "promised_on", "masked", "url"}
    assert given["masked"] == ["phone_number"] and given["promised_on"] == "2026-11-30"
    seen = client.get(f"{API}/{given['reference']}", headers={"X-Enquiry-PIN": given["pin"]}).get_json()
    assert set(seen) == {"reference", "status", "question", "asked_at", "promised_on", "overdue", "replies", "close_reason"}
    assert seen["question"] == "ring me on [phone number]" and services.office.queue().total == 1


@pytest.mark.parametrize(("change", "field"), [
    ({"question": ""}, "question"), ({"question": "x" * 4001}, "question"), ({"question": 1}, "question"), ({"email": "no"}, "email"),
    ({"email": "a@example.org"}, "consent"), ({"phone": "12", "consent": True}, "phone"), ({"consent": "yes"}, "consent"),
    ({"submission_id": "short"}, "submission_id"), ({"colour": "red"}, "colour"), ({"audience": "cat"}, "audience")])
def test_the_api_names_the_field_that_is_wrong(client: FlaskClient, services: Services, change: dict, field: str) -> None:
    response = client.post(API, json={"question": "who can help us?", **change})
    assert response.status_code == 422 and field in response.get_json()["fields"]
    assert services.office.queue().total == 0


def test_the_api_tells_unknown_and_wrong_apart_for_nobody(client: FlaskClient, made: Confirmation) -> None:
    answers = [client.get(f"{API}/{reference}", headers={"X-Enquiry-PIN": pin}) for reference, pin in
               ((made.reference, wrong(made.pin)), ("SP-0000-0000", "123456"), ("x", "1"))]
    assert {answer.status_code for answer in answers} == {404} and len({answer.text for answer in answers}) == 1
    assert client.get(f"{API}/{made.reference}").status_code == 422
