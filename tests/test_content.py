"""The shipped articles: complete, spread over the topics, plain, and free of what nobody checked."""
from __future__ import annotations

import re
from collections import Counter
from statistics import mean

import pytest

from evaluation.dataset import FAMILIES, QUESTIONS, load_rows
from knowledge_base.articles import ArticleContent
from knowledge_base.checking import check_articles
from knowledge_base.glossary import glossary
from knowledge_base.pack import SHIPPED_PACK, load_pack, normal_question
from knowledge_base.pathway import places
from knowledge_base.plain_text import to_text
from knowledge_base.reading_age import AIMS, reading_age
from knowledge_base.vocabulary import TOPICS

ARTICLES = load_pack(SHIPPED_PACK)
IN_TWO_VOICES = ("local_offer", "short_breaks", "personal_budgets", "sendiass", "nd_pathway", "ehcp", "annual_review", "adulthood", "mental_health",
                 "exclusion_attendance")
"""Topics in which every article has a young person's version."""
DATASETS = (QUESTIONS, FAMILIES)
SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s|$)")


def words_of(article: ArticleContent) -> str:
    """Everything a family may read of an article."""
    return " ".join(words for voice in article.voices for words in (
        voice.title, voice.answer, *(f"{section.heading}. {to_text(section.body)}" for section in voice.sections)))


def test_there_are_enough_articles_on_every_topic():
    counts = Counter(article.topic for article in ARTICLES)
    assert len(ARTICLES) >= 160 and set(counts) == set(TOPICS)
    assert all(count >= 4 for count in counts.values()), counts


def test_nothing_in_the_pack_contradicts_itself_the_tables_or_what_is_known():
    assert [f"{found.article_id}: {found.message}: {found.quote}" for found in check_articles(ARTICLES)] == []


@pytest.mark.parametrize("topic", IN_TWO_VOICES)
def test_every_article_of_a_topic_for_young_people_is_written_for_them_too(topic):
    of_topic = [article for article in ARTICLES if article.topic == topic]
    assert [article.id for article in of_topic if article.young_person is None or not article.young_person.sections] == []
    assert [article.id for article in of_topic if article.young_person.answer in article.answer] == []


@pytest.mark.parametrize("audience", AIMS)
def test_the_reading_age_is_kept(audience):
    ages = [reading_age(article.voice(audience)) for article in ARTICLES if audience == "parent" or article.young_person]
    assert mean(ages) <= AIMS[audience]


@pytest.mark.parametrize("myth, article_id", [
    ("diagnosis", "ehcna-no-diagnosis-needed"), ("cycles", "ehcna-three-cycles-myth"), ("school", "ehcna-who-can-ask"),
    ("young", "ehcna-early-years"), ("timetable", "attendance-part-time-timetable")])
def test_the_commonest_myths_are_put_right(myth, article_id):
    article = next(article for article in ARTICLES if article.id == article_id)
    assert myth in article.corrects.lower() and article.answer.startswith("No")


def test_every_step_of_the_map_has_articles_and_every_article_a_next_one():
    assert {article.stage for article in ARTICLES} == set(places())
    assert [article.id for article in ARTICLES if not article.related or not article.who_helps] == []


def test_the_glossary_points_at_articles_that_exist():
    assert {term.article for term in glossary() if term.article} <= {article.id for article in ARTICLES}


def test_the_glossary_is_plain_in_both_voices():
    import textstat
    ages = {name: [textstat.flesch_kincaid_grade(getattr(term, name)) + 5 for term in glossary()] for name in ("meaning", "young_person")}
    assert mean(ages["meaning"]) <= AIMS["parent"] and mean(ages["young_person"]) <= AIMS["young_person"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_an_answer_is_two_to_four_plain_sentences(article):
    assert 2 <= len(SENTENCE_END.findall(article.answer)) <= 4
    assert len(article.answer.split()) <= 100
    assert len(article.questions) >= 6 and article.sources


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_words_that_families_should_not_meet(article):
    text = words_of(article)
    assert not re.search(r"\b(case|cases|caseworker)\b(?! of)", text, re.I) or "in case" in text.lower() or "in any case" in text.lower(), text
    assert "SSFV" not in text and "SEND Front Door" not in text
    if article.topic == "short_breaks":
        assert "respite" in f"{article.title} {article.answer}".lower()


def test_every_stage_is_explained_by_an_article_that_exists():
    known = {article.id for article in ARTICLES}
    assert {place.stage.article for place in places().values()} <= known


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda path: path.stem)
def test_evaluation_questions_are_kept_apart_from_the_articles_wording(dataset):
    held = {normal_question(question) for article in ARTICLES for question in (*article.wordings, *(voice.title for voice in article.voices))}
    same = [row.id for row in load_rows(dataset) if normal_question(row.question) in held and len(row.question.split()) > 4]
    assert same == []


def test_evaluation_labels_name_articles_that_exist_and_parts_do_not_share_questions():
    rows, known = [row for dataset in DATASETS for row in load_rows(dataset)], {article.id for article in ARTICLES}
    assert {label for dataset in DATASETS for row in load_rows(dataset) for label in row.articles} <= known
    tune, report = ({normal_question(r.question) + "|".join(r.history) for r in rows if r.split == split} for split in ("tune", "report"))
    assert not tune & report and len(rows) >= 150
    assert {row.split for row in load_rows(QUESTIONS)} == {"tune"} and {row.split for row in load_rows(FAMILIES)} == {"report"}
    tuned = load_rows(QUESTIONS)
    assert sum(not row.answerable for row in tuned) >= len(tuned) / 3


def test_the_families_questions_are_for_reporting_alone_and_nobody_elses():
    others, families = load_rows(QUESTIONS), load_rows(FAMILIES)
    assert {row.split for row in families} == {"report"} and len(families) >= 250
    assert not {normal_question(row.question) for row in others} & {normal_question(row.question) for row in families}
