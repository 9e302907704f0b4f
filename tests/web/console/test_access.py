"""Who may come in, for how long, and that no form works without its token."""
from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient

from enquiries.views import OfficerView
from tests.conftest import FakeClock
from tests.web.conftest import soup, submit
from tests.web.console.conftest import MAIN_FORM, PASSWORD, asked, enquiry, new_officer, press, sign_in, words_of
from web import create_app
from web.services import Services

OPEN = {"console.sign_in_form", "console.sign_in", "console.welcome_form", "console.welcome"}


class Address(NamedTuple):
    """One way into the console."""

    endpoint: str
    method: str
    path: str


def addresses(app: Flask, reference: str) -> list[Address]:
    """Every console route, with its arguments filled in."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("console."):
            path = re.sub(r"<any\((\w+)[^>]*>", r"\1", re.sub(r"<int:[^>]*>", "1", rule.rule)).replace("<reference>", reference)
            found += [Address(rule.endpoint, method, re.sub(r"<[^>]+>", "anything", path)) for method in (rule.methods or set()) & {"GET", "POST"}]
    assert len(found) > 20
    return found


def test_nobody_gets_past_the_door_without_signing_in(settings, services: Services) -> None:
    app = create_app(settings, services)
    app.config["WTF_CSRF_ENABLED"] = False  # so that the door itself is tried
    reference = asked(services)
    for address in addresses(app, reference):
        if address.endpoint in OPEN:
            continue
        response = app.test_client().open(address.path, method=address.method)
        if address.method == "GET":
            assert response.status_code == 303 and response.location.startswith("/console/sign-in?"), address
        else:
            assert response.status_code == 401 and soup(response).select_one("input[name=password]"), address
        assert "swimming" not in response.get_data(as_text=True)
    assert services.office.get(reference).status == "open" and len(services.office.audit(reference)) == 1


def test_no_form_works_without_its_token(app: Flask, ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    for address in addresses(app, reference):
        if address.method == "POST":
            assert ann.post(address.path, data={"text": "words", "version": "1"}).status_code == 403, address
    assert services.office.get(reference).status == "open"


def test_console_pages_are_kept_in_no_cache(ann: FlaskClient, client: FlaskClient, services: Services) -> None:
    for response in (ann.get("/console/"), ann.get(f"/console/enquiries/{asked(services)}"), client.get("/console/sign-in"), client.get("/console/")):
        assert response.headers["Cache-Control"] == "no-store"


def test_a_wrong_email_and_a_wrong_password_get_the_same_answer(client: FlaskClient, officer: OfficerView) -> None:
    pages = []
    for email, password in (("nobody@forum.example", PASSWORD), (officer.email, "some other words")):
        response = sign_in(client, email, password)
        assert response.status_code == 422
        pages.append(soup(response))
    assert pages[0].select_one(".error-summary").get_text() == pages[1].select_one(".error-summary").get_text()
    assert pages[1].select_one("input[name=email]")["value"] == officer.email and not pages[1].select_one("input[name=password]")["value"]


def test_empty_fields_are_named(client: FlaskClient) -> None:
    page = soup(sign_in(client, "", ""))
    assert [link["href"] for link in page.select(".error-summary a")] == ["#email", "#password"]


def test_a_deactivated_officer_cannot_sign_in_and_is_out_at_once(app: Flask, ann: FlaskClient, officer: OfficerView, services: Services) -> None:
    services.officers.deactivate(officer.id, by=new_officer(services, "Ben Officer").id)
    assert ann.get("/console/").status_code == 303
    assert sign_in(app.test_client(), officer.email).status_code == 422


def test_signing_in_starts_a_fresh_session(client: FlaskClient, officer: OfficerView) -> None:
    with client.session_transaction() as session:
        session["conversation"] = "somebody-elses-conversation"
    before = soup(client.get("/console/sign-in")).select_one("input[name=csrf_token]")["value"]
    assert submit(client, soup(client.get("/console/sign-in")), MAIN_FORM, email=officer.email, password=PASSWORD).status_code == 200
    with client.session_transaction() as session:
        assert "conversation" not in session
    assert client.post("/console/sign-out", data={"csrf_token": before}).status_code == 403


def test_signing_out_ends_it(ann: FlaskClient) -> None:
    response = submit(ann, soup(ann.get("/console/")), "header form")
    assert "You are signed out." in words_of(soup(response))
    assert ann.get("/console/").status_code == 303


def test_the_page_asked_for_comes_after_signing_in(client: FlaskClient, officer: OfficerView, services: Services) -> None:
    wanted = f"/console/enquiries/{asked(services)}"
    door = client.get(wanted)
    response = sign_in(client, officer.email, address=door.location)
    assert response.location == wanted


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "/console\\@evil.example", "javascript:alert(1)",
                                       "/console/\n//evil.example", "/enquiries", "http://[", "/console/é", ""])
def test_nobody_is_sent_elsewhere_after_signing_in(client: FlaskClient, officer: OfficerView, elsewhere: str) -> None:
    response = submit(client, soup(client.get("/console/sign-in")), MAIN_FORM, follow=False, email=officer.email, password=PASSWORD, next=elsewhere)
    assert response.location == "/console/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient, officer: OfficerView) -> None:
    cookie = sign_in(client, officer.email).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Expires" not in cookie and "Secure" not in cookie


def test_behind_https_the_cookie_is_secure(settings, services: Services, officer: OfficerView) -> None:
    app = create_app(settings.model_copy(update={"public_url": "https://signpost.example"}), services)
    client = app.test_client()
    page = soup(client.get("/console/sign-in", base_url="https://localhost"))
    response = client.post("/console/sign-in", base_url="https://localhost", data={
        "csrf_token": page.select_one("input[name=csrf_token]")["value"], "email": officer.email, "password": PASSWORD})
    assert response.status_code == 303 and "Secure" in response.headers["Set-Cookie"]


def test_too_many_tries_for_one_email_are_held_off_wherever_they_come_from(settings, services: Services, officer: OfficerView) -> None:
    limited = settings.model_copy(update={"sign_in_rate": "3 per minute", "trusted_proxies": 1})
    services.settings = limited
    app = create_app(limited, services)
    statuses = []
    for place in range(5):
        client = app.test_client()
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{place}"
        statuses.append(sign_in(client, officer.email.upper() if place % 2 else officer.email, "guess number one").status_code)
    assert statuses == [422, 422, 422, 429, 429]
    assert sign_in(app.test_client(), officer.email).status_code == 429, "the right password is held off as well"


def test_too_many_tries_from_one_address_are_held_off(settings, services: Services) -> None:
    app = create_app(settings.model_copy(update={"sign_in_rate": "3 per minute"}), services)
    statuses = [sign_in(app.test_client(), f"guess{n}@forum.example", "guess number one").status_code for n in range(4)]
    assert statuses == [422, 422, 422, 429]


def test_an_idle_officer_is_signed_out_and_told(ann: FlaskClient, clock: FakeClock) -> None:
    clock.advance(minutes=29)
    assert ann.get("/console/").status_code == 200
    clock.advance(minutes=29)
    assert ann.get("/console/").status_code == 200, "every request counts as being there"
    clock.advance(minutes=30)
    response = ann.get("/console/?show=mine")
    assert response.status_code == 303
    page = soup(ann.get(response.location))
    assert "nothing was clicked for 30 minutes" in words_of(page) and page.select_one("input[name=next]")["value"] == "/console/?show=mine"
    assert ann.get("/console/").status_code == 303


def test_a_busy_officer_is_signed_out_after_the_whole_time(ann: FlaskClient, clock: FakeClock) -> None:
    for _ in range(8 * 4 - 1):
        clock.advance(minutes=15)
        assert ann.get("/console/").status_code == 200
    clock.advance(minutes=15)
    assert "a sign-in lasts 8 hours" in words_of(soup(ann.get("/console/", follow_redirects=True)))


def test_a_half_written_reply_comes_back_after_a_time_out(ann: FlaskClient, officer: OfficerView, services: Services, clock: FakeClock) -> None:
    reference = asked(services)
    page = enquiry(ann, reference)
    clock.advance(minutes=45)
    door = press(ann, page, "Check the reply", text="A long reply\n<b>with care</b>")
    assert door.status_code == 401 and "What you had written is kept" in words_of(soup(door))
    wrong = soup(submit(ann, soup(door), MAIN_FORM, email=officer.email, password="not my password"))
    back = submit(ann, wrong, MAIN_FORM, email=officer.email, password=PASSWORD)
    assert back.status_code == 200
    assert soup(back).select_one("textarea#text").get_text().removeprefix("\n") == "A long reply\n<b>with care</b>"
    sent = press(ann, soup(press(ann, soup(back), "Check the reply")), "Send this reply")
    assert sent.status_code == 200 and services.office.get(reference).replies[0].text == "A long reply\n<b>with care</b>"


def test_a_half_written_reason_comes_back_after_a_time_out(ann: FlaskClient, officer: OfficerView, services: Services, clock: FakeClock) -> None:
    reference = asked(services)
    page = soup(press(ann, enquiry(ann, reference), "Close without a reply", text="half a reply"))
    clock.advance(minutes=45)
    door = press(ann, page, "Close this enquiry", reason_code="other", note="We rang.")
    back = soup(submit(ann, soup(door), MAIN_FORM, email=officer.email, password=PASSWORD))
    assert back.select_one("textarea#note").get_text().strip() == "We rang."
    assert back.select_one("input[value=other]").has_attr("checked") and back.select_one("input[name=text]")["value"] == "half a reply"
    assert services.office.get(reference).status == "open"


def test_a_form_from_before_signing_out_gives_the_text_back(ann: FlaskClient, services: Services) -> None:
    page = enquiry(ann, asked(services))
    submit(ann, soup(ann.get("/console/")), "header form")
    response = press(ann, page, "Check the reply", text="A reply nobody should type twice")
    assert response.status_code == 403 and "A reply nobody should type twice" in soup(response).select_one("textarea").get_text()


def test_a_family_keeps_its_conversation_when_it_strays_to_the_console(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["conversation"] = "the-familys-conversation"
    client.get("/console/")
    with client.session_transaction() as session:
        assert session["conversation"] == "the-familys-conversation"


def test_two_officers_in_two_browsers_are_two(app: Flask, ann: FlaskClient, ben: FlaskClient) -> None:
    assert "Sign out Ann Officer" in words_of(soup(ann.get("/console/")), "header")
    assert "Sign out Ben Officer" in words_of(soup(ben.get("/console/")), "header")
    assert soup(app.test_client().get("/console/sign-in")).select_one("header form") is None
