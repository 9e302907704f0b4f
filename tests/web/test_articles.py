"""Articles to read, in both voices, and search with and without an index."""
from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from knowledge_base.articles import Section, Source
from knowledge_base.store import ArticleStore
from knowledge_base.vocabulary import TOPICS
from tests.conftest import FakeClock
from tests.web.conftest import soup
from tests.web.fakes import FakeAnswerer, article
from web.services import Services


@pytest.fixture
def more(services: Services, clock: FakeClock) -> None:
    """Three articles, one of them written to do harm."""
    ArticleStore(services.database, clock).import_pack([
        article(young_person_answer="You can ask for a break.", related=("transport-who-gets-free", "gone")),
        article("transport-who-gets-free", title="Who gets free transport", topic="transport", questions=("free bus to school",),
                check_again_on=date(2026, 11, 21), answer="Some children do."),
        article("harmful", title="<script>alert(1)</script>", topic="wpcc", answer="<b>bold</b>", sections=(Section(
            "<i>Heading</i>", "<script>alert(1)</script>\n\n[a](javascript:alert(1)) [b](https://example.org) <img src=x onerror=y>"),),
            sources=(Source("A document", "Somebody", "", "old.pdf", "2018-02"),)),
    ], by="tests", reason="three articles")


@pytest.mark.usefixtures("more")
def test_an_article_shows_its_answer_sections_source_and_place(client: FlaskClient) -> None:
    page = soup(client.get("/articles/short-breaks-apply"))
    assert page.h1.get_text() == "How to apply for short breaks (respite)"
    assert page.select_one(".answer .words").get_text() == "You apply to the council."
    assert page.select_one("section strong").get_text() == "form"
    assert "Checked on 20 November 2026" in page.get_text() and "Asking for support" in page.get_text()
    assert page.select_one('a[href="/articles/transport-who-gets-free"]') and not page.select_one('a[href="/articles/gone"]')


@pytest.mark.usefixtures("more")
def test_a_young_person_gets_their_words_where_there_are_some(client: FlaskClient) -> None:
    page = soup(client.get("/articles/short-breaks-apply?for=young_person"))
    assert page.select_one(".answer .words").get_text() == "You can ask for a break."
    assert soup(client.get("/articles/transport-who-gets-free?for=young_person")).select_one(".answer .words").get_text() == "Some children do."


@pytest.mark.usefixtures("more")
def test_an_overdue_article_says_so(client: FlaskClient) -> None:
    assert "due to be checked again on 21 November 2026" in soup(client.get("/articles/transport-who-gets-free")).select_one(".notice").get_text()
    assert client.get("/api/v1/articles/transport-who-gets-free").get_json()["overdue"] is True


@pytest.mark.usefixtures("more")
def test_nothing_in_an_article_can_run(client: FlaskClient) -> None:
    page = soup(client.get("/articles/harmful"))
    assert page.select("main script, main img, main i, main b") == []
    links = [link["href"] for link in page.select("main section a")]
    assert links == ["https://example.org"]
    assert page.h1.get_text() == "<script>alert(1)</script>" and "Somebody, February 2018" in page.get_text()


@pytest.mark.usefixtures("more")
def test_articles_stand_under_their_topics(client: FlaskClient) -> None:
    page = soup(client.get("/articles"))
    assert [heading.get_text() for heading in page.select("h2")] == [TOPICS[name] for name in ("short_breaks", "wpcc", "transport")]


@pytest.mark.usefixtures("more")
def test_search_keeps_the_answerers_order(client: FlaskClient, services: Services) -> None:
    services.answerer = FakeAnswerer(ranking=("transport-who-gets-free", "withdrawn", "short-breaks-apply"))
    found = [item["id"] for item in client.get("/api/v1/search?q=bus").get_json()["articles"]]
    assert found == ["transport-who-gets-free", "short-breaks-apply"]
    assert [link["href"] for link in soup(client.get("/search?q=bus")).select("main ol a")] == [f"/articles/{name}" for name in found]


@pytest.mark.usefixtures("more")
def test_search_without_an_index_goes_by_words(client: FlaskClient, services: Services) -> None:
    services.answerer = FakeAnswerer(missing=True)
    assert [item["id"] for item in client.get("/api/v1/search?q=bus to school").get_json()["articles"]] == ["transport-who-gets-free"]
    assert "Nothing found" in client.get("/search?q=zzzz").text


def test_an_article_by_the_api_has_its_shape(client: FlaskClient) -> None:
    listed = client.get("/api/v1/articles").get_json()["articles"]
    assert listed == [{"id": "short-breaks-apply", "title": "How to apply for short breaks (respite)", "topic": "short_breaks",
                       "url": "/articles/short-breaks-apply", "checked_on": "2026-11-20", "check_again_on": "2027-02-20", "overdue": False}]
    whole = client.get("/api/v1/articles/short-breaks-apply").get_json()
    assert whole["sources"] == [{"title": "Breaks for Carers Regulations 2011", "publisher": "legislation.gov.uk",
                                 "url": "https://www.legislation.gov.uk/uksi/2011/707", "published_on": "2011"}]
    assert whole["pathway"]["stage"] == "Asking for support" and whole["sections"][0]["heading"] == "What to do next"


@pytest.mark.parametrize("path", ["/articles/nothing", "/articles/..%2f..%2fetc", "/articles/%00", "/articles/" + "x" * 3000])
def test_an_unknown_article_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404 and client.get(f"/api/v1{path}").status_code == 404


def test_a_query_has_its_limits(client: FlaskClient) -> None:
    assert client.get("/api/v1/search").status_code == 422
    assert client.get("/api/v1/search", query_string={"q": "x" * 301}).status_code == 422
    assert client.get("/api/v1/search", query_string={"q": "bus" + "\u200b" * 300}).status_code == 422
    assert client.get("/search", query_string={"q": "\x00" + "x" * 5000}).status_code == 200
    assert client.get("/search?q=%ff%fe").status_code == 200


def test_short_forms_of_an_article_are_told_once(client: FlaskClient, services: Services) -> None:
    ArticleStore(services.database, services.clock).import_pack(
        [article(answer="Ask for an EHC plan.", sections=(Section("Next", "Ask SENDIASS (free, impartial advice) too. An EHC plan takes weeks."),))],
        by="tests", reason="short forms")
    assert soup(client.get("/articles/short-breaks-apply")).select_one(".short-forms").get_text() == "EHC: education, health and care."


def test_a_search_that_finds_only_what_is_near_says_so(client: FlaskClient) -> None:
    near, found = soup(client.get("/search?q=zzqq")), soup(client.get("/search?q=form"))
    assert near.h2.get_text() == "No article holds these words" and near.select_one('main p a[href="/ask-a-person"]')
    assert near.select_one("ol.list a")["href"] == "/articles/short-breaks-apply"
    assert found.h2.get_text() == "The nearest articles, the best first" and found.select_one("ol.list a")


def test_the_list_of_articles_says_its_short_forms_once(client: FlaskClient) -> None:
    page = soup(client.get("/articles"))
    told = [form.get_text() for form in page.select(".short-forms strong")]
    assert "EHC" in told and "SEND" not in told and "disabilities (SEND)" in page.select_one("main").get_text()
