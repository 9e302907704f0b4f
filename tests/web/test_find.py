"""Guided finding on the website: one question a page, answers in the address alone, and a page to keep."""
from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from pydantic import ValidationError

from guardrails.redaction import redact
from knowledge_base.guided import SKIPPED, find, questions, read_answers
from knowledge_base.pack import SHIPPED_PACK, load_pack
from knowledge_base.store import ArticleStore
from tests.web.conftest import ask, soup, submit
from tests.web.fakes import FakeDialogue, payload
from web.prefilled import begun_question
from web.replies import TurnPayload
from web.services import Services

WAITING = "who=parent&age=primary&worry=nd&tried=waiting&area=wiltshire"
YOUNG = "who=young_person&age=y9&worry=feelings&tried=plan&area=service"


@pytest.fixture
def shipped(services: Services) -> None:
    """The website over the shipped articles."""
    ArticleStore(services.database, services.clock).import_pack(load_pack(SHIPPED_PACK), by="tests", reason="the shipped pack")


def choose(client: FlaskClient, page: BeautifulSoup, label: str):
    """Press a button of the question's form, as a browser without JavaScript does."""
    form = page.select_one("form.finding")
    button = next(each for each in form.select("button") if each.get_text(strip=True) == label)
    fields = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    return client.get(form["action"], query_string={**fields, button["name"]: button["value"]}, follow_redirects=True)


def heading(page: BeautifulSoup) -> str:
    return page.h1.get_text(strip=True)


def test_five_questions_one_at_a_time_lead_to_a_page(client: FlaskClient, shipped: None) -> None:
    page = soup(client.get("/find"))
    for number, (asks, label) in enumerate([
            ("Who needs the help?", "My child"), ("How old is the child or young person?", "Year 7 or 8"), ("What is the biggest worry?", "It may be autism or ADHD"),
            ("What has happened so far?", "Waiting for an autism or ADHD assessment"), ("Where is home?", "In Wiltshire")], 1):
        assert heading(page) == asks and f"Question {number} of 5" in page.get_text()
        answer = choose(client, page, label)
        page = soup(answer)
    assert urlsplit(answer.request.url).path == "/find/result"
    assert parse_qs(urlsplit(answer.request.url).query) == {"who": ["parent"], "age": ["y7"], "worry": ["nd"], "tried": ["waiting"], "area": ["wiltshire"]}
    headings = [each.get_text(strip=True) for each in page.select("h2")]
    assert headings[:5] == ["Where you are", "What helps while you wait", "What you can ask for now", "Who helps", "What happens next"]
    assert page.select_one("svg a[aria-current=step]")["href"] == "/pathway#before_asking" or page.select("svg a[aria-current=step]")


def test_every_question_can_be_skipped_and_the_page_is_still_useful(client: FlaskClient, shipped: None) -> None:
    page = soup(client.get("/find"))
    for _ in range(5):
        page = soup(choose(client, page, "Skip this question"))
    assert heading(page) == "Your page: where to start"
    assert len(page.select("main ul.list a[href^='/articles/']")) >= 4 and not page.select(".answers-given")


def test_back_takes_one_answer_away_and_the_first_question_has_no_back(client: FlaskClient) -> None:
    assert not soup(client.get("/find")).find("a", string="Back")
    page = soup(client.get("/find?who=parent&age=y7"))
    assert page.find("a", string="Back")["href"] == "/find?who=parent"
    assert soup(client.get(f"/find/result?{WAITING}")).find("a", string="Back")["href"] == "/find?who=parent&age=primary&worry=nd&tried=waiting"


def test_a_question_that_no_longer_matters_is_left_out(client: FlaskClient) -> None:
    page = soup(client.get("/find?who=parent&age=y7&worry=money"))
    assert heading(page) == "Where is home?" and "Question 4 of 4" in page.get_text()


@pytest.mark.parametrize("query", ["who=robot", "who=parent&age=7", "name=Sam+Smith&who=", "who=parent&age=under5&worry=attendance", "who=%00&age=%F0%9F%92%A5"])
def test_unknown_codes_are_passed_over(client: FlaskClient, query: str) -> None:
    for path in ("/find", "/find/result"):
        answer = client.get(f"{path}?{query}", follow_redirects=True)
        assert answer.status_code == 200 and "Sam" not in answer.text and "robot" not in answer.text


def test_nothing_is_kept_no_cookie_is_set_and_no_script_is_needed(client: FlaskClient, shipped: None) -> None:
    for path in ("/find", "/find?who=parent", f"/find/result?{WAITING}"):
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"
    page = soup(client.get(f"/find/result?{WAITING}"))
    assert all(button.has_attr("hidden") for button in page.select("button[data-copy], button[data-print]")), "these need a script, which shows them"


def test_the_address_holds_codes_only(client: FlaskClient) -> None:
    codes = {option.code for question in questions() for option in question.options} | {SKIPPED}
    answer = client.get(f"/find/result?name=Sam&{WAITING}&voice=parent", follow_redirects=True)
    assert answer.request.full_path == f"/find/result?{WAITING}"
    page = soup(answer)
    for link in page.select("main a[href*='who=']"):
        held = parse_qs(urlsplit(link["href"]).query)
        assert set(held) <= {question.id for question in questions()} and {code for each in held.values() for code in each} <= codes


def test_a_page_shows_what_the_rules_give(client: FlaskClient, shipped: None) -> None:
    for query in (WAITING, YOUNG):
        found = find(read_answers({key: values[0] for key, values in parse_qs(query).items()}))
        page = soup(client.get(f"/find/result?{query}"))
        shown = [urlsplit(link["href"]).path.removeprefix("/articles/") for link in page.select("main ul.list > li > a[href^='/articles/']")]
        assert shown == list(found.articles)
        assert [item.get_text() for item in page.select(".who-helps li")] and all(each.name in page.select_one(".who-helps").get_text() for each in found.who_helps)


def test_the_marked_places_are_those_of_the_result(client: FlaskClient) -> None:
    page = soup(client.get(f"/find/result?{WAITING}"))
    assert {link["href"] for link in page.select("svg a[aria-current=step]")} == {"/pathway#nd_waiting", "/pathway#before_asking"}


def test_a_young_person_reads_their_own_words(client: FlaskClient, shipped: None) -> None:
    page = soup(client.get("/find?voice=young_person"))
    assert heading(page) == "How old are you?"
    page = soup(client.get(f"/find/result?{YOUNG}"))
    assert "You have a plan." in page.get_text() and all("for=young_person" in link["href"] for link in page.select("main ul.list > li > a[href^='/articles/']"))


def test_who_chose_the_words_for_young_people_is_not_asked_who_needs_help(client: FlaskClient) -> None:
    submit(client, soup(client.get("/")), "form[action='/audience']", audience="young_person")
    page = soup(client.get("/find"))
    assert heading(page) == "How old are you?" and not page.find("a", string="Back")
    assert heading(soup(client.get("/find?who=parent"))) == "How old is the child or young person?"


def test_a_question_of_ones_own_begins_with_the_answers(client: FlaskClient) -> None:
    page = soup(client.get(f"/find/result?{WAITING}"))
    for label, field in (("Ask your own question", "text"), ("Ask a person", "question")):
        link = page.select_one("main .buttons").find("a", string=label)["href"]
        begun = soup(client.get(link)).select_one(f"textarea[name={field}]").get_text()
        assert "Age or school year: Reception to Year 6." in begun and begun.strip().endswith("My question:")
    assert soup(client.get("/?who=<script>")).select_one("textarea[name=text]").get_text().strip() == ""


def test_no_begun_question_looks_like_personal_data() -> None:
    for question in questions():
        for option in question.options:
            begun = begun_question({question.id: option.code})
            assert redact(begun).masked == (), begun


def test_the_start_page_and_every_footer_lead_there(client: FlaskClient) -> None:
    assert soup(client.get("/")).select_one("main a[href='/find']") and soup(client.get("/glossary")).select_one("footer a[href='/find']")


def test_a_link_reply_is_shown_with_its_words(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("small_talk", [{"type": "link", "text": "Your page is ready.", "url": "/find/result?age=y7", "label": "Show my page"}]))
    link = ask(client, "skip").select_one("#latest .further a")
    assert link["href"] == "/find/result?age=y7" and link.get_text(strip=True) == "Show my page" and "Your page is ready." in link.find_parent("div").get_text()


def test_a_link_reply_leads_nowhere_but_here() -> None:
    with pytest.raises(ValidationError):
        TurnPayload.model_validate(payload("small_talk", [{"type": "link", "text": "x", "url": "https://elsewhere.example", "label": "x"}]))
