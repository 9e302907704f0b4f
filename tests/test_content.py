"""The shipped articles: complete, spread over the topics, plain, and free of what nobody checked."""
from __future__ import annotations

import re
from collections import Counter

import pytest

from evaluation.dataset import load_rows
from knowledge_base.articles import ArticleContent
from knowledge_base.pack import SHIPPED_PACK, load_pack, normal_question
from knowledge_base.pathway import places
from knowledge_base.plain_text import to_text
from knowledge_base.vocabulary import TOPICS

ARTICLES = load_pack(SHIPPED_PACK)
NAMED_TOPICS = ("local_offer", "short_breaks", "personal_budgets", "sendiass", "nd_pathway", "ehcp", "wpcc", "disputes")
KNOWN_PHONES = {
    "01225764647", "01225757943", "03004560108", "03004560100", "08088010366", "999", "111", "85258", "08088005000", "116123", "08001111",
    "08082000247"}
"""Every number that content may show: those whose source is known (WPCC, council transport, MASH, FRG and the urgent numbers)."""
PHONE = re.compile(r"(?<![\d/.-])(?:\+44|0)\d[\d ]{7,12}\d(?![\d/.-])")
SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s|$)")
TIME_LIMITS = {
    r"(\d+) weeks[^.]{0,60}decision (whether )?to assess": {"6"}, r"final plan[^.]{0,40}within (\d+) weeks": {"20", "12"},
    r"at least (\d+) days[^.]{0,40}(comment|draft)": {"15"}, r"within (\d+) weeks of the (review )?meeting": {"4", "12"},
    r"(\d+) months from the decision letter": {"2"}, r"(\d+) months? from the mediation certificate": {"1"},
    r"reviewed at least (?:once )?every (\d+) months": {"12"}}


def words_of(article: ArticleContent) -> str:
    """Everything a family may read of an article."""
    return " ".join([article.title, article.answer, article.young_person_answer,
                     *(f"{s.heading}. {to_text(s.body)}" for s in article.sections)])


def test_there_are_enough_articles_on_every_topic():
    counts = Counter(article.topic for article in ARTICLES)
    assert len(ARTICLES) >= 40 and set(counts) == set(TOPICS)
    assert all(counts[topic] >= 4 for topic in NAMED_TOPICS), counts


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_an_answer_is_two_to_four_plain_sentences(article):
    assert 2 <= len(SENTENCE_END.findall(article.answer)) <= 4
    assert len(article.answer.split()) <= 100
    assert len(article.questions) >= 6 and article.sources


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_only_known_phone_numbers_are_given(article):
    for number in PHONE.findall(words_of(article)):
        assert number.replace(" ", "").replace("+44", "0") in KNOWN_PHONES, number


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_words_that_families_should_not_meet(article):
    text = words_of(article)
    assert not re.search(r"\b(case|cases|caseworker)\b(?! of)", text, re.I) or "in case" in text.lower() or "in any case" in text.lower(), text
    assert "SSFV" not in text and "SEND Front Door" not in text
    if article.topic == "short_breaks":
        assert "respite" in f"{article.title} {article.answer}".lower()


@pytest.mark.parametrize("pattern", TIME_LIMITS)
def test_a_time_limit_is_the_same_wherever_it_stands(pattern):
    found = {(match.group(1), article.id) for article in ARTICLES for match in re.finditer(pattern, words_of(article))}
    assert {number for number, _ in found} <= TIME_LIMITS[pattern], found


def test_every_stage_is_explained_by_an_article_that_exists():
    known = {article.id for article in ARTICLES}
    assert {place.stage.article for place in places().values()} <= known


def test_evaluation_questions_are_kept_apart_from_the_articles_wording():
    held = {normal_question(question) for article in ARTICLES for question in (*article.questions, article.title)}
    same = [row.id for row in load_rows() if normal_question(row.question) in held and len(row.question.split()) > 4]
    assert same == []


def test_evaluation_labels_name_articles_that_exist_and_parts_do_not_share_questions():
    rows, known = load_rows(), {article.id for article in ARTICLES}
    assert {label for row in rows for label in row.articles} <= known
    tune, report = ({normal_question(r.question) + "|".join(r.history) for r in rows if r.split == split} for split in ("tune", "report"))
    assert not tune & report and len(rows) >= 150
    assert sum(not row.answerable for row in rows) >= len(rows) / 3
