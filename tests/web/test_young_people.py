"""A young person's way in, their words on every page they meet, and the gap that is told and kept."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from structlog.testing import capture_logs

from database import Database
from enquiries.content_gaps import content_gaps
from enquiries.models import ContactDetails, Enquiry
from enquiries.words import consent_wording
from knowledge_base.articles import YoungPersonVersion
from knowledge_base.pack import SHIPPED_PACK, load_pack
from knowledge_base.reading_age import AIMS, text_reading_age
from knowledge_base.store import ArticleStore
from tests.conftest import FakeClock
from tests.web.conftest import ask, soup, submit
from tests.web.fakes import ANSWER, BrokenPart, FakeDialogue, article, payload
from web.services import Services
from web.words import Words

PARENTS_WORDS = ("your child", "your son", "your daughter")
CHOOSE = 'main form[action="/audience"]'


def choose_young(client: FlaskClient):
    return soup(submit(client, soup(client.get("/young-people")), CHOOSE, audience="young_person"))


def blocks(value: object) -> Iterator[str]:
    """The text of every group of words, as one reads it: what a list or a page part says, one after the other."""
    if isinstance(value, dict):
        lines = [line for line in value.values() if isinstance(line, str)]
        for inner in value.values():
            yield from blocks(inner) if isinstance(inner, (dict, list)) else ()
    else:
        lines = [str(line) for line in value if " " in str(line)]
    if lines:
        yield " ".join(line if line[-1] in ".?!" else f"{line}." for line in lines)


def test_every_block_of_words_can_be_read_at_nine(app) -> None:
    words: Words = app.extensions["signpost.words"]
    young = words.data("young")
    texts = [text.replace("{title}", "A title") for part in young.values() for text in blocks(part)]
    assert len(texts) >= len(young)
    hard = [(round(text_reading_age(text), 1), text) for text in [*texts, consent_wording("young_person").text]
            if text_reading_age(text) > AIMS["young_person"]]
    assert hard == []


def test_the_page_says_what_happens_before_anything_can_be_written(client: FlaskClient, services: Services) -> None:
    services.database, services.articles, services.conversations = BrokenPart(), BrokenPart(), BrokenPart()
    page = soup(client.get("/young-people"))
    assert page.select("textarea") == []
    said = page.select_one("main").get_text()
    assert f"{services.settings.conversation_days} days" in said and f"{services.settings.enquiry_days} days" in said
    assert "does not tell anybody" in said and "never ask for a parent" in said
    assert {"tel:999", "tel:08001111"} <= {link["href"] for link in page.select("main a.call")}


@pytest.mark.parametrize("path", ["/", "/articles", "/ask-a-person", "/help-now", "/nothing"])
def test_every_page_leads_there(client: FlaskClient, path: str) -> None:
    assert soup(client.get(path)).select_one('a[href="/young-people"]')


def test_ask_a_question_opens_the_chat_in_their_words_for_this_session(client: FlaskClient, services: Services, app) -> None:
    page = choose_young(client)
    assert page.h1.get_text() == "What do you want to know?"
    field = page.select_one("textarea#text")
    assert not field.has_attr("placeholder")
    before_the_box = field.find_all_previous("p")
    assert any("before we keep your words" in part.get_text() for part in before_the_box)
    ask(client, "who helps me?")
    assert services.dialogue.sent[-1][2] == "young_person"
    assert "What do you want to know?" not in app.test_client().get("/").get_data(as_text=True)


def test_a_question_to_start_with_is_asked_in_their_voice(client: FlaskClient, services: Services) -> None:
    page = soup(client.get("/young-people"))
    form = page.select_one('main .choices form')
    answered = submit(client, page, "main .choices form", text=form.button["value"])
    assert soup(answered).select_one("article.answer")
    assert services.dialogue.sent[-1][1:] == (form.button["value"], "young_person")


def test_their_questions_and_what_they_can_ask_for_have_articles_written_for_them(app) -> None:
    words: Words = app.extensions["signpost.words"]
    articles = {found.id: found for found in load_pack(SHIPPED_PACK)}
    for article_id, question in words.data("young.start").items():
        assert letters(question) in {letters(wording) for wording in articles[article_id].young_person.questions}, article_id
    for group in ("under_16", "from_16"):
        assert all(articles[article_id].young_person for article_id in words.data(f"young.myself.{group}")), group


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def test_ask_for_this_myself_shows_the_articles_own_words(client: FlaskClient, services: Services, clock: FakeClock) -> None:
    told = YoungPersonVersion("You can write to the council yourself.", "Asking on your own")
    ArticleStore(services.database, clock).import_pack([article("ehcna-over-16", young_person=told), article("appeal-young-person")], "tests", "young")
    page = soup(client.get("/young-people/ask-for-this-myself"))
    shown = [(part.h3.get_text(), part.select_one(".words").get_text()) for part in page.select(".answer")]
    assert shown == [("Asking on your own", "You can write to the council yourself.")]
    assert page.select_one(".answer a")["href"] == "/articles/ehcna-over-16?for=young_person"


def test_no_page_or_form_that_a_young_person_meets_speaks_to_a_parent(client: FlaskClient) -> None:
    choose_young(client)
    ask(client, "who helps me?")
    check = submit(client, soup(client.get("/ask-a-person")), 'form[action="/ask-a-person/check"]', question="Who can help me?")
    done = submit(client, soup(check), 'form[action="/ask-a-person"]')
    pages = [check, done, *(client.get(path) for path in ("/", "/young-people", "/ask-a-person", "/articles", "/topics/short_breaks", "/stop", "/enquiries"))]
    for page in pages:
        assert not [said for said in PARENTS_WORDS if said in soup(page).select_one("main").get_text()], page.request.path


def test_the_form_reached_from_their_page_keeps_their_voice_to_the_end(client: FlaskClient, database: Database) -> None:
    link = soup(client.get("/young-people")).select_one("header a.ask-person")["href"]
    form = soup(client.get(link))
    assert consent_wording("young_person").text in form.select_one("label[for=consent]").get_text()
    wrong = soup(submit(client, form, 'form[action="/ask-a-person/check"]', question="Who can help me?", name="Robin"))
    assert "You can do this on your own" in wrong.get_text()
    check = soup(submit(client, wrong, 'form[action="/ask-a-person/check"]', consent="yes"))
    done = soup(submit(client, check, 'form[action="/ask-a-person"]'))
    assert "You do not have to tell anybody" in done.get_text()
    with database.reading() as session:
        assert session.scalar(select(Enquiry.audience)) == "young_person"
        assert session.scalar(select(ContactDetails.consent_version)) == consent_wording("young_person").version
    assert consent_wording("young_person").version != consent_wording("parent").version


def test_an_article_read_in_their_words_goes_on_in_their_words(client: FlaskClient, services: Services, clock: FakeClock) -> None:
    ArticleStore(services.database, clock).import_pack([article(young_person=YoungPersonVersion("You can ask."))], "tests", "young")
    page = soup(client.get("/articles/short-breaks-apply?for=young_person"))
    assert page.select_one("header a.ask-person")["href"] == "/ask-a-person?for=young_person"
    assert soup(submit(client, page, CHOOSE, audience="young_person")).h1.get_text() == "What do you want to know?"


def test_parents_words_for_a_young_person_are_logged_and_kept_as_a_gap(client: FlaskClient, services: Services, clock: FakeClock) -> None:
    choose_young(client)
    with capture_logs() as logged:
        ask(client, "a secret question about respite")
    assert [entry["article"] for entry in logged if entry["event"] == "content gap"] == ["short-breaks-apply"]
    assert "secret" not in str(logged)
    assert content_gaps(services.database, clock() - timedelta(days=1)) == {"short-breaks-apply": 1}
    assert content_gaps(services.database, clock() + timedelta(days=1)) == {}


@pytest.mark.parametrize(("reader", "voice"), [("parent", "parent"), ("young_person", "young_person")])
def test_words_written_for_their_reader_are_no_gap(client: FlaskClient, services: Services, clock: FakeClock, reader: str, voice: str) -> None:
    services.dialogue = FakeDialogue(payload("answered", [{**ANSWER, "voice": voice}]))
    submit(client, soup(client.get("/young-people")), CHOOSE, audience=reader)
    ask(client, "how do I apply?")
    assert content_gaps(services.database, clock() - timedelta(days=1)) == {}


def test_a_wish_for_plainer_words_is_not_counted_letter_by_letter(client: FlaskClient, services: Services, clock: FakeClock) -> None:
    services.dialogue = FakeDialogue({**payload("small_talk", [{"type": "text", "text": "There is nothing plainer."}]),
                                      "trace": {"content_gap": "no_plain_version", "article_id": "short-breaks-apply"}})
    ask(client, "in plain words please")
    assert content_gaps(services.database, clock() - timedelta(days=1)) == {}
