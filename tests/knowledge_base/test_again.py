"""What was shown, shown again; and what is known beside a question that nobody here can answer."""
from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge_base.answerability import load_model
from knowledge_base.answering import Answerer
from knowledge_base.answering.again import next_section, plainer
from knowledge_base.answering.answerer import CurrentRetriever
from knowledge_base.index import build_index
from knowledge_base.search_settings import load_search_settings
from knowledge_base.unknowable import known_may_stand_beside
from tests.knowledge_base.builders import A_YOUNG_PERSONS, WordEncoder, an_article, revisions

TODAY = date(2026, 11, 25)
UNKNOWABLE = "any update on my daughters place in the queue for a zebra crossing"


def answerer(folder, known_beside: float) -> Answerer:
    build_index(revisions(an_article("school-transport"), an_article("annual-review")), WordEncoder(), 1, folder)
    settings = load_search_settings().model_copy(update={"known_beside": known_beside})
    return Answerer(CurrentRetriever(folder, WordEncoder(), settings), load_model(), settings, "WPCC", lambda: datetime(2026, 11, 23, tzinfo=UTC))


def test_plainer_is_the_young_persons_version_or_nothing():
    article = an_article(young_person=A_YOUNG_PERSONS)
    assert plainer(article, TODAY)["text"] == A_YOUNG_PERSONS.answer
    assert plainer(an_article(), TODAY) is None


def test_the_next_section_is_the_first_unseen_of_the_voice():
    article = an_article(young_person=A_YOUNG_PERSONS)
    assert [next_section(article, seen, "parent", TODAY).heading for seen in ([], [0])] == ["Who decides", "Time limits"]
    assert next_section(article, [0, 1], "parent", TODAY) is None
    young = next_section(article, [], "young_person", TODAY)
    assert (young.heading, young.number) == ("Your part", 0) and young.reply["text"] == "You say what you like."


def test_what_is_known_stands_below_the_offer_of_a_person_and_is_not_the_answer(tmp_path):
    result = answerer(tmp_path, 0.0).answer(UNKNOWABLE)
    assert [reply["type"] for reply in result.replies] == ["text", "handover", "text", "answer"]
    assert (result.outcome, result.article_id) == ("unanswered", None)
    assert [r["type"] for r in answerer(tmp_path, 1.0).answer(UNKNOWABLE).replies] == ["text", "handover"]
    assert [r["type"] for r in answerer(tmp_path, 0.0).answer("zebra crossing paint").replies] == ["text", "handover"]


@pytest.mark.parametrize("question, may", [
    ("any update on my transport application", True), ("what dosage of melatonin tablets is safe", False), ("how long is the wait in Swindon", False),
    ("what is the name of my case officer", False), ("how do i apply", False)])
def test_nothing_stands_beside_where_it_could_mislead(question, may):
    assert known_may_stand_beside(question) is may


def test_the_section_that_an_answer_shows_is_told(tmp_path):
    answers = answerer(tmp_path, 1.0)
    plain = answers.answer("how about school transport")
    assert plain.section is None and answers.article(plain.article_id).id == "school-transport" and answers.article("gone") is None
