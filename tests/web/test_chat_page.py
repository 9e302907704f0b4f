"""The chat page without JavaScript, and the fragment that the script asks for."""
from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from knowledge_base.glossary import glossary
from tests.web.conftest import ask, soup, submit
from tests.web.fakes import ANSWER, CHOICES, UNANSWERED, BrokenPart, FakeDialogue, payload
from web.services import Services


def test_a_question_is_answered_with_its_source_and_date(client: FlaskClient) -> None:
    page = ask(client, "How do I apply for respite?")
    turn = page.select_one("#conversation .turn#latest")
    assert "How do I apply for respite?" in turn.select_one(".said").get_text()
    answer = turn.select_one("article.answer")
    assert answer.select_one("h3 a")["href"] == "/articles/short-breaks-apply"
    assert answer.select_one(".words").get_text() == ANSWER["text"]
    assert "legislation.gov.uk, 2011" in answer.get_text()
    assert "Checked on 20 November 2026" in answer.get_text() and "again on 20 February 2027" in answer.get_text()
    assert answer.select_one(".stages a")["href"] == "/articles/local-offer-what-is"


def test_the_conversation_grows_and_can_be_forgotten(client: FlaskClient) -> None:
    ask(client, "first question")
    page = ask(client, "second question")
    assert [said.get_text() for said in page.select(".said")] == ["You askedfirst question", "You askedsecond question"]
    assert len(page.select("#latest")) == 1
    cleared = soup(submit(client, page, "form#start-again"))
    assert cleared.select(".turn") == []
    assert soup(client.get("/")).select(".turn") == []


def test_each_browser_has_its_own_conversation(client: FlaskClient, app) -> None:
    ask(client, "a private question")
    assert "a private question" not in app.test_client().get("/").get_data(as_text=True)


def test_choices_are_buttons_that_send_their_message(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("clarification", CHOICES))
    page = ask(client, "breaks")
    forms = page.select(".choices form")
    assert [form.button.get_text() for form in forms] == ["Short breaks", "Transport"]
    submit(client, page, ".choices form:nth-of-type(2)")
    assert services.dialogue.sent[-1][1] == "Who gets free transport?"


def test_what_was_masked_is_told(client: FlaskClient) -> None:
    page = ask(client, "ring me on 07700 900123 please")
    assert page.select_one(".masked").get_text() == "We took out: a phone number."
    assert "900123" not in str(page)


def test_an_answer_straight_from_the_articles_says_so(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(down="refused")
    assert "Part of Signpost is resting" in ask(client, "how do I apply?").select_one(".turn .resting").get_text()


def test_urgent_help_is_a_marked_box_with_numbers_to_tap(client: FlaskClient) -> None:
    box = ask(client, "I want to kill myself").select_one(".turn .urgent")
    assert box["aria-label"] == "Help now"
    links = [link["href"] for link in box.select("a.call")]
    assert "tel:999" in links and "sms:85258" in links


def test_the_way_to_a_person_is_always_there(client: FlaskClient, services: Services) -> None:
    assert soup(client.get("/")).select_one("header a.ask-person")["href"] == "/ask-a-person"
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    link = ask(client, "is there a robot club?").select_one(".turn .handover a")
    assert link["href"].startswith("/ask-a-person?receipt=")


def test_an_officers_reply_appears_in_the_conversation(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    page = ask(client, "is there a robot club?")
    assert "A person replies here by Monday 30 November" in page.select_one(".turn").get_text()
    officer = services.officers.accept_invitation(services.officers.invite(None, 1), "Sam", "sam@example.org", "three quiet green hills")
    reference = services.office.queue().items[0].reference
    services.office.claim(reference, officer.id)
    services.office.reply(reference, officer.id, "Yes, on <b>Mondays</b>.")
    reply = soup(client.get("/")).select_one(".turn .person")
    assert "WPCC replied on Monday 23 November" in reply.get_text() and reply.select_one(".words").get_text() == "Yes, on <b>Mondays</b>."


def test_a_close_reason_appears_in_the_conversation(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    ask(client, "asdf")
    officer = services.officers.accept_invitation(services.officers.invite(None, 1), "Sam", "sam@example.org", "three quiet green hills")
    reference = services.office.queue().items[0].reference
    services.office.claim(reference, officer.id)
    services.office.close(reference, officer.id, "not_a_question")
    assert "could not find a question" in soup(client.get("/")).select_one(".turn .person").get_text()


@pytest.mark.parametrize(("typed", "said"), [("", "Type your question first"), ("  \u200b ", "Type your question first"),
                                             ("x" * 2001, "up to 2,000 characters")])
def test_a_mistake_is_explained_and_nothing_typed_is_lost(client: FlaskClient, typed: str, said: str) -> None:
    response = submit(client, soup(client.get("/")), "form#ask", text=typed)
    page = soup(response)
    assert response.status_code == 422 and page.title.get_text().startswith("Error: ")
    assert page.select_one(".error-summary a")["href"] == "#text" and said in page.select_one(".error-summary").get_text()
    field = page.select_one("textarea#text")
    assert field["aria-invalid"] == "true" and page.select_one(f"#{field['aria-describedby'].split()[-1]}")
    assert field.get_text().removeprefix("\n") == typed


def test_html_in_a_question_is_shown_as_text(client: FlaskClient) -> None:
    page = ask(client, "<script>alert(1)</script><b>bold</b>")
    assert page.select(".said b, .said script") == [] and "<script>alert(1)</script>" in page.select_one(".said").get_text()


def test_the_script_gets_one_turn_as_the_same_html(client: FlaskClient) -> None:
    token = soup(client.get("/")).select_one("form#ask input[name=csrf_token]")["value"]
    response = client.post("/", data={"csrf_token": token, "text": "how do I apply?"}, headers={"X-Signpost-Fragment": "turn"})
    assert response.status_code == 200 and "<html" not in response.text
    fragment = soup(response)
    assert len(fragment.select("li.turn")) == 1
    assert str(fragment.select_one("article.answer")) == str(soup(client.get("/")).select_one(".turn article.answer"))


def test_the_script_too_is_told_that_a_person_has_the_question(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    token = soup(client.get("/")).select_one("form#ask input[name=csrf_token]")["value"]
    fragment = client.post("/", data={"csrf_token": token, "text": "is there a robot club?"}, headers={"X-Signpost-Fragment": "turn"})
    assert "A person replies here by Monday 30 November" in fragment.text
    assert str(soup(fragment).select_one("li.turn")) == str(soup(client.get("/")).select_one("li.turn"))


def test_a_newcomer_is_told_what_short_forms_mean(client: FlaskClient, services: Services) -> None:
    page = soup(client.get("/"))
    assert "special educational needs and disabilities (SEND)" in page.h1.get_text()
    assert "Wiltshire Parent Carer Council (WPCC)" in page.select_one("main").get_text()
    services.dialogue = FakeDialogue(payload("answered", [{**ANSWER, "text": "Ask the SENCO (the teacher in charge) or WPCC about an EHC plan."}]))
    answer = ask(client, "whom do I ask?").select_one("article.answer")
    told = {button.get_text(): answer.find(id=button["popovertarget"]).get_text() for button in answer.select("button.term")}
    meanings = {term.id: term.meaning for term in glossary()}
    assert meanings["ehc-plan"] in told["EHC plan"] and meanings["wpcc"] in told["WPCC"]
    assert answer.select_one(".words").get_text() == "Ask the SENCO (the teacher in charge) or WPCC about an EHC plan."


def test_a_link_to_a_person_says_once_what_it_does(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    assert ask(client, "is there a robot club?").select_one(".turn .handover").get_text(strip=True) == "Ask a person at WPCC"


def test_the_audience_is_remembered_and_passed_on(client: FlaskClient, services: Services) -> None:
    page = soup(client.get("/"))
    submit(client, page, 'form[action="/audience"]', audience="young_person")
    ask(client, "who helps me?")
    assert services.dialogue.sent[-1][2] == "young_person"


def test_an_answer_is_shown_even_when_nothing_can_be_kept(client: FlaskClient, services: Services) -> None:
    services.conversations = BrokenPart()
    response = submit(client, soup(client.get("/")), "form#ask", follow=False, text="how do I apply?")
    assert response.status_code == 200 and soup(response).select_one("article.answer .words").get_text() == ANSWER["text"]
    assert "cannot show what you asked before" in response.text


def test_every_page_has_landmarks_one_heading_and_labels(client: FlaskClient) -> None:
    for path in ("/", "/ask-a-person", "/enquiries", "/articles", "/search?q=respite", "/articles/short-breaks-apply", "/nothing"):
        page = soup(client.get(path))
        assert page.html["lang"] == "en-GB" and page.title.get_text().strip()
        assert page.select_one("header nav") and page.select_one("main#main") and page.select_one("footer")
        assert len(page.select("h1")) == 1
        assert page.select_one("a.skip-link")["href"] == "#main"
        for field in page.select("input:not([type=hidden]), textarea"):
            assert page.select_one(f"label[for={field['id']}]"), field
        levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4")]
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:])), (path, levels)
        ids = [element["id"] for element in page.select("[id]")]
        assert len(ids) == len(set(ids))


def test_a_conversation_is_still_there_days_later(client: FlaskClient, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(client, "a question on Monday")
    import time
    later = time.time() + 5 * 24 * 3600
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    assert "a question on Monday" in soup(client.get("/")).select_one(".said").get_text()
