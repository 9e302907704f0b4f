"""The words explained, the pathway map, the duty map, and terms made plain in place."""
from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from knowledge_base.duties import duties
from knowledge_base.glossary import glossary
from knowledge_base.pathway import places
from knowledge_base.store import ArticleStore
from tests.web.conftest import soup
from tests.web.fakes import article
from web.pathway_picture import draw
from web.services import Services
from web.terms import TermMarker


def test_every_term_is_explained_in_both_voices(client: FlaskClient) -> None:
    for reader in ("parent", "young_person"):
        page = soup(client.get(f"/glossary?for={reader}"))
        for term in glossary():
            said = page.find("dt", id=term.id)
            assert term.term in said.get_text() and term.meaning_for(reader)[:30] in said.find_next_sibling("dd").get_text()


def test_the_glossary_links_only_articles_that_exist(client: FlaskClient) -> None:
    links = {link["href"] for link in soup(client.get("/glossary")).select("dd a")}
    assert links <= {"/articles/short-breaks-apply"}


def test_the_map_says_the_same_as_a_picture_and_as_a_list(client: FlaskClient) -> None:
    page = soup(client.get("/pathway"))
    drawn = {link["href"].removeprefix("#") for link in page.select("svg a")}
    listed = {step["id"] for step in page.select("ol.steps > li")}
    assert drawn == listed == set(places()) and page.select('[aria-current="step"]') == []
    for stage, place in places().items():
        words = " ".join(text.get_text() for text in page.select_one(f'svg a[href="#{stage}"]').select("text"))
        assert words == place.stage.label


def test_where_am_i_marks_the_step_in_the_picture_and_in_the_list(client: FlaskClient) -> None:
    page = soup(client.get("/pathway?article=short-breaks-apply"))
    assert page.h1.get_text() == "Where am I?" and page.select_one("li#getting_support .tag").get_text() == "You are here"
    assert [link["href"] for link in page.select('svg a[aria-current="step"]')] == ["#getting_support"]
    assert page.select_one('li#getting_support a[href="/articles/short-breaks-apply"]')
    assert client.get("/pathway?article=nothing").status_code == 404


def test_every_article_stands_on_the_map(client: FlaskClient) -> None:
    assert soup(client.get("/articles/short-breaks-apply")).select_one('a[href="/pathway?article=short-breaks-apply"]')


def test_no_word_of_the_picture_leaves_its_box() -> None:
    picture = draw(places(), "asking")
    for box in picture.boxes:
        assert 0 <= box.x and box.x + box.width <= picture.width and box.y + box.height <= picture.height
        assert all(box.y < y < box.y + box.height and len(words) * 8.2 < box.width - 20 for y, words in box.lines)
    assert all(x + len(words) * 9.8 < x + 172 for x, _, words in picture.headings)
    in_column = sorted((box for box in picture.boxes if box.x == 0), key=lambda box: box.y)
    assert all(above.y + above.height < below.y for above, below in zip(in_column, in_column[1:]))
    assert [box.id for box in picture.boxes if box.here] == ["asking"]


def test_the_duty_map_shows_articles_with_their_dates_and_gaps_as_gaps(client: FlaskClient, services: Services) -> None:
    ref = next(iter(duties()))
    ArticleStore(services.database, services.clock).import_pack([article(duty_refs=(ref,))], by="tests", reason="a duty")
    rows = soup(client.get("/duties")).select("ul.duties > li")
    assert len(rows) == len(duties())
    assert "20 November 2026" in rows[0].get_text() and rows[0].select_one('a[href="/articles/short-breaks-apply"]')
    assert all("Gap" in row.get_text() for row in rows[1:])


def test_a_term_is_marked_once_where_it_first_stands_and_nothing_is_changed() -> None:
    marker = TermMarker("x", "parent")
    first, then = marker.text("An EHC plan, then an EHC plan <b>."), marker.html('<p>The <a href="/a">SENCO</a> of the EHC plan and SENDIASS</p>')
    assert str(first).count("<button") == 1 and "&lt;b&gt;" in first
    assert '<a href="/a">SENCO</a>' in then and then.count("<button") == 1 and "SENDIASS</button>" in then
    assert [term.term for term in marker.terms] == ["EHC plan", "SENDIASS"]


def test_a_young_person_gets_the_meaning_in_their_words(client: FlaskClient, services: Services) -> None:
    from knowledge_base.articles import YoungPersonVersion
    ArticleStore(services.database, services.clock).import_pack(
        [article(answer="Ask about an EHC plan.", young_person=YoungPersonVersion("Ask about an EHC plan."))], by="tests", reason="a term")
    term = next(term for term in glossary() if term.term == "EHC plan")
    for reader, words in (("parent", term.meaning), ("young_person", term.young_person)):
        assert words in soup(client.get(f"/articles/short-breaks-apply?for={reader}")).select_one("[popover]").get_text()


@pytest.mark.parametrize("path", ["/glossary", "/pathway", "/duties", "/topics/short_breaks", "/topics/short_breaks/pack"])
def test_every_page_has_one_heading_of_the_first_level_and_no_id_twice(client: FlaskClient, path: str) -> None:
    page = soup(client.get(path))
    ids = [element["id"] for element in page.select("[id]")]
    assert len(page.select("h1")) == 1 and len(ids) == len(set(ids))
