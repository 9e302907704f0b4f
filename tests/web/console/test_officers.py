"""How officers come and go: the one-time link, inviting, shutting out."""
from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from enquiries.views import OfficerView
from tests.conftest import FakeClock
from tests.web.conftest import soup, submit
from tests.web.console.conftest import PASSWORD, asked, enquiry, press, sign_in, words_of
from web.services import Services

WANTED = {"name": "Cara Officer", "email": "Cara@Forum.example ", "password": PASSWORD, "password_again": PASSWORD}


def welcome(client: FlaskClient, token: str, **typed: str):
    """Fill in the page of a one-time link."""
    return submit(client, soup(client.get(f"/console/welcome/{token}")), "main form", **(WANTED | typed))


def test_the_first_officer_comes_in_by_the_link(client: FlaskClient, services: Services) -> None:
    response = welcome(client, services.officers.invite(None, hours=48))
    assert response.status_code == 200 and "Your account is ready" in words_of(soup(response))
    assert client.get("/console/").status_code == 200
    assert sign_in(client.application.test_client(), "cara@forum.example").status_code == 303


def test_what_cannot_be_taken_is_said_and_the_rest_kept(client: FlaskClient, services: Services, officer: OfficerView) -> None:
    token = services.officers.invite(None, hours=48)
    for typed, field in (({"password_again": "something else entirely"}, "password_again"), ({"password": "short", "password_again": "short"}, "password"),
                         ({"email": "no address"}, "email"), ({"name": " "}, "name"), ({"email": officer.email}, "email")):
        response = welcome(client, token, **typed)
        page = soup(response)
        assert response.status_code == 422 and [link["href"] for link in page.select(".error-summary a")] == [f"#{field}"]
        assert page.select_one("#name")["value"] == (WANTED | typed)["name"].strip() and not page.select_one("#password")["value"]
    assert welcome(client, token).status_code == 200


def test_links_that_do_not_work_say_why(client: FlaskClient, services: Services, clock: FakeClock) -> None:
    used, late = services.officers.invite(None, hours=48), services.officers.invite(None, hours=1)
    page = soup(client.get(f"/console/welcome/{late}"))
    welcome(client, used)
    clock.advance(hours=1)
    for token, status, said in ((used, 410, "has been used"), (late, 410, "has run out"), ("made-up", 404, "do not know this link")):
        other = client.application.test_client()
        response = other.get(f"/console/welcome/{token}")
        assert response.status_code == status and said in words_of(soup(response), "h1") and not soup(response).select("main form")
    fresh = soup(client.get("/console/sign-in")).select_one("input[name=csrf_token]")["value"]
    too_late = client.post(f"/console/welcome/{late}", data=WANTED | {"csrf_token": fresh})
    assert page.select("main form") and too_late.status_code == 410 and len(services.officers.all()) == 1


def test_a_link_used_twice_makes_one_officer(client: FlaskClient, services: Services) -> None:
    token = services.officers.invite(None, hours=48)
    page = soup(client.get(f"/console/welcome/{token}"))
    other = client.application.test_client()
    other_page = soup(other.get(f"/console/welcome/{token}"))
    assert submit(client, page, "main form", **WANTED).status_code == 200
    assert submit(other, other_page, "main form", **(WANTED | {"email": "dan@forum.example"})).status_code == 410
    assert [officer.email for officer in services.officers.all()] == ["cara@forum.example"]


def test_an_officer_invites_a_colleague(ann: FlaskClient, app: Flask, services: Services) -> None:
    page = soup(ann.get("/console/officers"))
    invited = soup(press(ann, page, "Invite a colleague"))
    link = invited.select_one("#invitation").get_text()
    assert link.startswith("http://localhost/console/welcome/") and "for 48 hours" in words_of(invited)
    assert link not in ann.get("/console/officers").get_data(as_text=True)
    assert welcome(app.test_client(), link.rsplit("/", 1)[1]).status_code == 200
    assert {officer.name for officer in services.officers.all()} == {"Ann Officer", "Cara Officer"}


def test_a_colleague_is_shut_out_and_their_work_goes_back(ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    reference = asked(services)
    press(ben, enquiry(ben, reference), "Claim")
    row = next(row for row in soup(ann.get("/console/officers")).select("tbody tr") if "Ben Officer" in row.get_text())
    confirm = soup(ann.get(row.a["href"]))
    assert len(services.officers.all()) == sum(officer.is_active for officer in services.officers.all()), "asking changes nothing"
    done = soup(submit(ann, confirm, "main form"))
    assert "Ben Officer can no longer sign in" in words_of(done) and "Deactivated on 23 November 2026" in words_of(done, "table")
    assert services.office.get(reference).status == "open" and ben.get("/console/").status_code == 303
    assert ann.get(row.a["href"]).status_code == 404


def test_nobody_shuts_themselves_out(ann: FlaskClient, officer: OfficerView, services: Services) -> None:
    page = soup(ann.get("/console/officers"))
    assert not page.select("tbody a") and "Ann Officer (you)" in words_of(page, "table")
    token = page.select_one("input[name=csrf_token]")["value"]
    for response in (ann.get(f"/console/officers/{officer.id}/deactivate"), ann.post(f"/console/officers/{officer.id}/deactivate", data={"csrf_token": token})):
        assert response.status_code == 403 and "cannot shut yourself out" in words_of(soup(response))
    assert ann.post("/console/officers/999/deactivate", data={"csrf_token": token}).status_code == 404
    assert services.officers.get(officer.id) is not None
