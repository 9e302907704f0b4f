"""The real encoder over the shipped articles."""
from __future__ import annotations

import pytest

from knowledge_base.answering import Answerer, Thread, open_answerer
from knowledge_base.index import load_index
from settings import load_settings

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    settings = load_settings()
    return open_answerer(settings.index_dir, settings.encoder_dir, "WPCC")


@pytest.fixture(scope="module")
def articles():
    return load_index(load_settings().index_dir).articles


def test_a_choice_that_is_picked_leads_to_its_article(answerer, articles):
    """A choice sends the article's title as the message."""
    for article in articles:
        assert answerer.answer(article.title).article_id == article.id, article.title


def test_a_question_that_an_article_names_is_answered_by_it(answerer, articles):
    wrong = [question for article in articles for question in article.questions[:2] if len(question.split()) > 3
             and (found := answerer.answer(question)).article_id != article.id and len(found.replies) == 1]
    assert wrong == []


def test_the_follow_up_of_a_personal_health_budget_is_its_own_section(answerer):
    first = answerer.answer("what is a personal health budget")
    then = answerer.answer("who decides that?", Thread(first.question, first.article_id, first.outcome))
    assert (first.article_id, then.article_id) == ("phb-what-is", "phb-what-is")
    assert then.replies[0]["text"] != first.replies[0]["text"] and "decides" in then.replies[0]["text"]


@pytest.mark.parametrize("question", ["when is bin day", "how do I bake bread", "asdf qwer zxcv", "?????", "🙂🙂🙂", "a"])
def test_what_has_nothing_to_do_with_it_is_not_answered(answerer, question):
    assert answerer.answer(question).outcome != "answered"


def test_every_sentence_shown_stands_in_the_article(answerer, articles):
    from knowledge_base.plain_text import to_text
    held = {a.id: " ".join(words for voice in a.voices for words in (voice.answer, *(to_text(s.body) for s in voice.sections))) for a in articles}
    for article in articles[::3]:
        for audience in ("parent", "young_person"):
            for reply in answerer.answer(article.questions[0], audience=audience).replies:
                if reply["type"] == "answer":
                    assert all(part in held[reply["article_id"]] for line in reply["text"].split("\n") for part in [line.strip()] if part)
