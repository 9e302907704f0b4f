"""Articles to read, in both voices, and search with and without an index."""
from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from knowledge_base.articles import Section, Source, YoungPersonVersion
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
        article(young_person=YoungPersonVersion("You can ask for a break.", "Asking for a break", (), (Section("Your part", "You say what you like."),)), related=("transport-who-gets-free", "gone")),
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
    page = soup(client.get("/articles/transport-who-gets-free"))
    assert "due to be checked again on 21 November 2026" in page.select_one(".notice").get_text()
    assert page.select_one(".notice").find_previous(class_="answer") is not None, "the answer comes first: it may be about a crisis"
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


def test_a_search_that_finds_only_what_is_near_says_so(client: FlaskClient) -> None:
    near, found = soup(client.get("/search?q=zzqq")), soup(client.get("/search?q=form"))
    assert near.h2.get_text() == "No article holds these words" and near.select_one('main p a[href="/ask-a-person"]')
    assert near.select_one("ol.list a")["href"] == "/articles/short-breaks-apply"
    assert found.h2.get_text() == "The nearest articles, the best first" and found.select_one("ol.list a")


def test_the_reader_chooses_the_voice_of_a_whole_article(client: FlaskClient, more: None) -> None:
    young = soup(client.get("/articles/short-breaks-apply?for=young_person"))
    assert young.h1.get_text() == "Asking for a break"
    assert [heading.get_text() for heading in young.select("main section h2")] == ["Your part"]
    parent = soup(client.get("/articles/short-breaks-apply?for=parent"))
    assert [heading.get_text() for heading in parent.select("main section h2")] == ["What to do next"]


def test_a_young_person_is_told_where_nothing_is_written_for_them(client: FlaskClient, more: None) -> None:
    page = soup(client.get("/articles/transport-who-gets-free?for=young_person"))
    assert "not been written in words for young people yet" in page.get_text()
    assert "not been written" not in soup(client.get("/articles/transport-who-gets-free")).get_text()


def test_an_article_says_who_helps_next_with_their_number(client: FlaskClient) -> None:
    helps = soup(client.get("/articles/short-breaks-apply")).select_one(".who-helps")
    assert "Wiltshire Parent Carer Council (WPCC)" in helps.get_text() and helps.select_one('a[href="tel:01225764647"]')


def test_an_article_says_which_myth_it_puts_right(client: FlaskClient, services: Services) -> None:
    ArticleStore(services.database, services.clock).import_pack([article(corrects="Only school can ask.")], by="tests", reason="a myth")
    assert "“Only school can ask.”" in soup(client.get("/articles/short-breaks-apply")).select_one(".myth").get_text()


def test_a_topic_lists_its_articles_by_step_and_links_its_packs(client: FlaskClient, more: None) -> None:
    page = soup(client.get("/topics/short_breaks"))
    assert page.select_one('a[href="/articles/short-breaks-apply"]') and "Asking for support" in [h.get_text() for h in page.select("h2")]
    assert page.select_one('a[href="/topics/short_breaks/pack?for=young_person"]')
    assert not soup(client.get("/topics/transport")).select_one('a[href$="for=young_person"]')
    assert client.get("/topics/nothing").status_code == client.get("/topics/ehcp").status_code == 404


def test_a_pack_holds_a_topic_in_full_in_the_voice_asked_for(client: FlaskClient, more: None) -> None:
    parents, young = (soup(client.get(f"/topics/short_breaks/pack?for={reader}")) for reader in ("parent", "young_person"))
    assert "You apply to the council." in parents.get_text() and "Breaks for Carers Regulations 2011" in parents.get_text()
    assert "You can ask for a break." in young.get_text() and "You apply to the council." not in young.get_text()
    assert young.select_one('nav a[href="#short-breaks-apply"]') and young.select_one("article#short-breaks-apply")
    assert soup(client.get("/topics/transport/pack?for=young_person")).select("article") == []


def test_the_api_gives_both_voices_and_who_helps(client: FlaskClient, more: None) -> None:
    given = client.get("/api/v1/articles/short-breaks-apply").get_json()
    assert given["young_person"] == {"title": "Asking for a break", "answer": "You can ask for a break.",
                                     "sections": [{"heading": "Your part", "body": "You say what you like."}]}
    assert given["young_person_answer"] == "You can ask for a break." and given["who_helps"][0]["phone"] == ["01225 764647"]
    assert client.get("/api/v1/articles/transport-who-gets-free").get_json()["young_person"] is None


@pytest.mark.parametrize(("query", "term"), [("what is an ECHP", "EHC plan"), ("ebsa", "EBSA"), ("direct payments please", "Direct payment")])
def test_a_search_for_jargon_says_what_it_means(client: FlaskClient, query: str, term: str) -> None:
    panel = soup(client.get("/search", query_string={"q": query})).select_one("dl.glossary")
    assert panel is not None and term.casefold() in panel.get_text().casefold()


def test_a_search_without_jargon_explains_nothing(client: FlaskClient) -> None:
    assert soup(client.get("/search?q=form")).select_one("dl.glossary") is None
