"""The pipeline over a small index: answers, choices, follow-ups, and every sentence the article's own."""
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge_base.answerability import load_model
from knowledge_base.answering import Answerer, Thread
from knowledge_base.answering.answerer import CurrentRetriever
from knowledge_base.answering.choosing import choose
from knowledge_base.answering.turn import Part, Work
from knowledge_base.articles import Section, YoungPersonVersion
from knowledge_base.index import IndexMissing, build_index
from knowledge_base.plain_text import to_text
from knowledge_base.retrieval import Candidate, Retrieval
from knowledge_base.search_settings import load_search_settings
from tests.knowledge_base.builders import WordEncoder, an_article, revisions

ARTICLES = [
    an_article("personal-health-budget", title="What a personal health budget is", stage="using_support",
               sections=(Section("Who decides", "The NHS board decides."), Section("What it pays for", "- care\n- equipment"))),
    an_article("mediation-certificate", title="The mediation certificate", stage="disagreeing",
               young_person=YoungPersonVersion(
                   "It is a letter. You need it to appeal.", "Your certificate", ("do i need that certificate thing",),
                   (Section("Your part", "You phone the adviser."),))),
    an_article("school-transport", title="Free transport to school", topic="transport"),
    an_article("annual-review", title="When the annual review is held", topic="annual_review"),
]


class Ticks:
    """A monotonic clock that moves when told."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def ticks():
    return Ticks()


@pytest.fixture
def index_dir(tmp_path):
    build_index(revisions(*ARTICLES), WordEncoder(), 1, tmp_path)
    return tmp_path


@pytest.fixture
def answerer(index_dir, ticks):
    settings = load_search_settings()
    return Answerer(CurrentRetriever(index_dir, WordEncoder(), settings, ticks), load_model(), settings, "WPCC",
                    lambda: datetime(2026, 11, 23, tzinfo=UTC))


def test_a_question_gets_the_answer_with_source_and_dates(answerer):
    result = answerer.answer("how about mediation certificate")
    (reply,) = result.replies
    assert (result.outcome, result.article_id) == ("answered", "mediation-certificate")
    assert set(reply) == {"type", "article_id", "title", "topic", "text", "url", "pathway", "sources", "checked_on",
                          "check_again_on", "overdue", "voice"}
    assert reply["text"] == ARTICLES[1].answer and reply["checked_on"] == "2026-11-22" and reply["overdue"] is False
    assert reply["pathway"]["stage"] == "If you disagree" and reply["pathway"]["after"] is None
    assert reply["sources"][0]["published_on"] == "2014"


def test_every_sentence_stands_in_the_article(answerer):
    for article in ARTICLES:
        for question in article.questions:
            result = answerer.answer(question)
            held = " ".join([article.answer, *(to_text(s.body) for s in article.sections)])
            for reply in result.replies:
                if reply["type"] == "answer" and reply["article_id"] == article.id:
                    assert all(line in held for line in reply["text"].split("\n") if line)


def test_a_follow_up_gets_the_section_of_the_article_shown_last(answerer):
    thread = Thread("how about personal health budget", "personal-health-budget", "answered")
    result = answerer.answer("who decides that?", thread)
    assert (result.outcome, result.article_id) == ("answered", "personal-health-budget")
    assert result.replies[0]["text"] == "The NHS board decides."
    assert result.trace["parts"][0]["follow_up"] is True


def test_the_same_words_without_a_thread_are_not_a_follow_up(answerer):
    assert answerer.answer("who decides that?").trace["parts"][0]["follow_up"] is False


def test_a_change_of_subject_is_noticed(answerer):
    thread = Thread("how about personal health budget", "personal-health-budget", "answered")
    assert answerer.answer("how about mediation certificate", thread).article_id == "mediation-certificate"


def test_two_questions_in_one_message_get_two_answers(answerer):
    result = answerer.answer("how about mediation certificate? and when is school transport?")
    assert [r["article_id"] for r in result.replies] == ["mediation-certificate", "school-transport"]


def test_nothing_alike_is_unanswered_and_offers_a_person(answerer):
    result = answerer.answer("zebra crossing paint colours")
    assert (result.outcome, result.article_id) == ("unanswered", None)
    assert [r["type"] for r in result.replies] == ["text", "handover"]
    assert result.replies[1]["url"] == "/ask-a-person"


def test_a_young_person_gets_their_own_words_or_is_told(answerer):
    own = answerer.answer("how about mediation certificate", audience="young_person")
    assert [r["type"] for r in own.replies] == ["answer"] and own.replies[0]["text"].startswith("It is a letter.")
    none = answerer.answer("how about school transport", audience="young_person")
    assert none.replies[1]["voice"] == "parent"
    assert [r["type"] for r in none.replies] == ["text", "answer"] and "written for parents" in none.replies[0]["text"]


def test_the_trace_keeps_losers_reason_timings_and_index_but_no_text(answerer):
    trace = answerer.answer("how about mediation certificate").trace
    assert len(trace["parts"][0]["candidates"]) == 4 and trace["parts"][0]["reason"] == "sure"
    assert set(trace["timings_ms"]) == {"split_questions", "mark_follow_ups", "expand_shorthand", "retrieve",
                                        "score_answerability", "choose", "compose"}
    assert trace["corpus_version"] == 1 and "mediation certificate" not in str(trace)


def test_a_new_index_is_taken_over_and_a_missing_one_is_told(answerer, index_dir, ticks, tmp_path):
    assert answerer.answer("how about mediation certificate").article_id == "mediation-certificate"
    build_index(revisions(an_article("brand-new-thing"), *ARTICLES), WordEncoder(), 2, index_dir)
    ticks.now += 10
    assert answerer.answer("how about brand new thing").article_id == "brand-new-thing"
    settings = load_search_settings()
    nothing = Answerer(CurrentRetriever(tmp_path / "none", WordEncoder(), settings), load_model(), settings, "WPCC")
    assert nothing.ready() is False
    with pytest.raises(IndexMissing):
        nothing.answer("anything")


def with_thresholds(index_dir, answer: float, clarify: float) -> Answerer:
    """An answerer that is as easily sure as a test needs it."""
    settings = load_search_settings()
    model = replace(load_model(), answer_threshold=answer, clarify_threshold=clarify)
    return Answerer(CurrentRetriever(index_dir, WordEncoder(), settings), model, settings, "WPCC")


def test_one_likely_article_is_offered_alone_and_in_other_words_than_several(index_dir):
    (choices, handover) = with_thresholds(index_dir, 1.1, 0.0).answer("how about mediation certificate").replies
    assert [choice["label"] for choice in choices["choices"]] == ["The mediation certificate"] and "may be what you mean" in choices["text"]
    assert handover["type"] == "handover"


def test_a_young_person_chooses_among_titles_written_for_them(index_dir):
    (choices, _) = with_thresholds(index_dir, 1.1, 0.0).answer("how about mediation certificate", audience="young_person").replies
    assert choices["choices"] == [{"label": "Your certificate", "message": "The mediation certificate"}]


def test_a_message_that_says_enough_by_itself_is_a_new_subject_although_it_points_back(index_dir):
    thread = Thread("how about personal health budget", "personal-health-budget", "answered")
    easily_sure, never_sure = with_thresholds(index_dir, 0.0, 0.0), with_thresholds(index_dir, 1.1, 0.0)
    long, short = "they cancelled his free school transport taxi bus", "who decides that?"
    assert easily_sure.decide(long, thread).parts[0].follow_up is False
    assert easily_sure.decide(short, thread).parts[0].follow_up is True
    assert never_sure.decide(long, thread).parts[0].follow_up is True


def part_with(probability: float, scores: list[float]) -> Part:
    candidates = tuple(Candidate(i, f"a{i}", score, 0.5, 0.4, 1.0, None) for i, score in enumerate(scores))
    return Part("text", retrieval=Retrieval("text", candidates, False, 1.0, 1.0, 0.5, 1.0, 1.0, False), probability=probability)


@pytest.mark.parametrize("probability, scores, outcome", [
    (0.99, [2.0, 1.0], "answered"), (0.5, [2.0, 1.9], "clarification"), (0.5, [2.0, 0.1], "clarification"), (0.01, [2.0, 1.9], "unanswered")])
def test_the_probability_decides_between_answer_choices_and_a_person(probability, scores, outcome):
    model = replace(load_model(), answer_threshold=0.7, clarify_threshold=0.3)
    work = Work("text", Thread(), "parent", None, model, load_search_settings(), [part_with(probability, scores)])
    choose(work)
    assert work.outcome == outcome
