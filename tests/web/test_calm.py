"""The calm view: chosen for a device, one thing at a time, and a way to stop that keeps its promises."""
from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from settings import Settings
from tests.web.conftest import ask, soup, submit
from tests.web.fakes import ANSWER, FakeDialogue, payload
from web import create_app
from web.services import Services

SWITCH = "form.calm-switch"


def turn_on(client: FlaskClient, path: str = "/"):
    return submit(client, soup(client.get(path)), SWITCH, calm="on")


@pytest.mark.parametrize("path", ["/", "/young-people"])
def test_it_is_turned_on_where_one_is_and_stays_until_turned_off(client: FlaskClient, path: str) -> None:
    page = turn_on(client, path)
    assert page.request.path == path and "calm" in soup(page).body["class"]
    assert "calm" in soup(client.get("/articles")).body["class"]
    off = submit(client, soup(page), SWITCH, calm="off")
    assert "calm" not in soup(off).body["class"] and client.get_cookie("calm") is None


def test_the_cookie_says_nothing_but_the_choice_and_scripts_cannot_read_it(client: FlaskClient) -> None:
    answer = submit(client, soup(client.get("/")), SWITCH, follow=False, calm="on")
    [cookie] = [value for value in answer.headers.getlist("Set-Cookie") if value.startswith("calm=")]
    assert cookie.startswith("calm=1;") and "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Domain" not in cookie and "Secure" not in cookie


def test_over_https_the_cookie_goes_over_https_only(settings: Settings, services: Services) -> None:
    client = create_app(settings.model_copy(update={"public_url": "https://signpost.example"}), services).test_client()
    page = client.get("/", base_url="https://signpost.example")
    token = soup(page).select_one("[name=csrf_token]")["value"]
    answer = client.post("/calm", data={"csrf_token": token, "calm": "on"}, base_url="https://signpost.example")
    assert "Secure" in next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("calm="))


def test_nothing_is_kept_of_the_choice_on_the_server(client: FlaskClient) -> None:
    before = dict(session_of(client))
    turn_on(client)
    assert {key: value for key, value in session_of(client).items() if key != "csrf_token"} == {
        key: value for key, value in before.items() if key != "csrf_token"}


def session_of(client: FlaskClient) -> dict:
    with client.session_transaction() as session:
        return dict(session)


def test_another_address_is_never_a_way_back(client: FlaskClient) -> None:
    answer = submit(client, soup(client.get("/")), SWITCH, follow=False, calm="on", back="//evil.example")
    assert answer.location == "/"


def test_the_answers_words_come_first_and_all_else_is_folded(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("answered", [{**ANSWER, "text": "Ask about an EHC plan."}]))
    turn_on(client)
    answer = ask(client, "how do I apply?").select_one("article.answer")
    assert answer.select_one("h3") and answer.select_one(".words").get_text() == "Ask about an EHC plan."
    folded = answer.select_one("details:not([open])")
    for part in (".meta", ".stages", "dl.glossary"):
        assert folded.select_one(part) and len(answer.select(part)) == 1, part
    assert answer.select("[popover]") == []


def test_only_the_last_turn_and_one_answer_of_it_are_in_sight(client: FlaskClient, services: Services) -> None:
    turn_on(client)
    assert ask(client, "first question").select_one("details#before").has_attr("hidden")
    services.dialogue = FakeDialogue(payload("answered", [ANSWER, {**ANSWER, "title": "Another"}]))
    page = ask(client, "second question")
    assert [said.get_text() for said in page.select("#conversation .said")] == ["You askedsecond question"]
    before = page.select_one("details#before")
    assert not before.has_attr("hidden") and not before.has_attr("open") and "first question" in before.get_text()
    answers = page.select("#conversation article.answer")
    assert len(answers) == 2 and answers[0].find_parent("details") is None and answers[1].find_parent("details") is not None
    assert page.select_one("#conversation details.more > summary").get_text()


def test_urgent_help_is_never_folded(client: FlaskClient) -> None:
    turn_on(client)
    urgent = ask(client, "I want to kill myself").select_one(".urgent")
    assert urgent.find_parent("details") is None and urgent.select_one('a[href="tel:999"]')


def test_an_article_folds_everything_but_its_answer(client: FlaskClient) -> None:
    turn_on(client)
    page = soup(client.get("/articles/short-breaks-apply"))
    assert page.select_one(".answer .words").find_parent("details") is None
    assert "Ask for the" in page.select_one("details").get_text()
    assert all(heading.find_parent("details") for heading in page.select("article h2")[1:])


@pytest.mark.parametrize("path", ["/", "/young-people", "/young-people/ask-for-this-myself", "/articles/short-breaks-apply", "/ask-a-person", "/help-now", "/nothing"])
def test_stop_is_on_every_page_of_the_calm_view_and_on_no_other(client: FlaskClient, path: str) -> None:
    assert soup(client.get(path)).select(".stop") == []
    turn_on(client)
    assert soup(client.get(path)).select_one('.stop a[href="/stop"]').get_text() == "Stop"
    assert soup(client.get("/console/sign-in")).select(".stop") == []


def test_stopping_loses_nothing_until_one_wishes_to_forget(client: FlaskClient) -> None:
    ask(client, "a question to keep")
    page = soup(client.get("/stop"))
    assert page.select_one("h1").get_text() == "You can stop here"
    assert "a question to keep" in client.get("/").text
    forgotten = submit(client, page, 'form[action="/stop"]')
    assert "has forgotten" in soup(forgotten).select_one("[role=status]").get_text()
    assert "a question to keep" not in client.get("/").text


def test_the_stop_page_says_forgotten_only_when_it_is(client: FlaskClient) -> None:
    ask(client, "still here")
    page = soup(client.get("/stop?forgotten=yes"))
    assert page.select("[role=status]") == [] and page.select_one('form[action="/stop"]')


def test_leaving_in_a_hurry_takes_the_calm_cookie_too(client: FlaskClient) -> None:
    turn_on(client)
    client.get("/leave")
    assert client.get_cookie("calm") is None
