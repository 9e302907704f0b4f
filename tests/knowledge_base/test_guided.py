"""Guided finding: every combination of answers gives a useful result, and no line says more than its article."""
from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache

import pytest

from knowledge_base.articles import ArticleContent
from knowledge_base.checking.figures import figures
from knowledge_base.guided import SKIPPED, Answers, Result, answered, find, in_words, next_question, progress, questions, read_answers, without_last
from knowledge_base.guided.questions import MOST_QUESTIONS
from knowledge_base.guided.results import Worded, rules
from knowledge_base.organisations import organisations
from knowledge_base.pack import SHIPPED_PACK, load_pack
from knowledge_base.pathway import places
from knowledge_base.plain_text import to_text
from knowledge_base.reading_age import AIMS, text_reading_age
from knowledge_base.vocabulary import PARENT, YOUNG_PERSON

ARTICLES = {article.id: article for article in load_pack(SHIPPED_PACK) if article.status == "published"}
NOT_FOR = {   # topics that a result for this age never shows
    "under5": {"exclusion_attendance", "adulthood", "sen_support", "mental_health"}, "primary": {"early_years", "adulthood"},
    "y7": {"early_years", "adulthood"}, "y9": {"early_years"}, "16to18": {"early_years"}, "19to25": {"early_years", "sen_support", "exclusion_attendance"},
    SKIPPED: {"early_years"}}
NOT_ARTICLES_FOR = {"16to18": {"dla-child"}, "19to25": {"dla-child", "camhs-refer", "mh-help-not-camhs", "adulthood-dla-to-pip"}, "y9": {"early-years-dla"}}
GROWING_UP = ("y9", "16to18", "19to25")


@cache
def every() -> tuple[tuple[Answers, Result], ...]:
    """Every set of answers that can be given, each with its result."""
    codes = [[SKIPPED, *(option.code for option in question.options)] for question in questions()]
    given = {read_answers(dict(zip((question.id for question in questions()), chosen))) for chosen in itertools.product(*codes)}
    return tuple((answers, find(answers)) for answers in given)


def lines() -> Iterator[tuple[str, Worded]]:
    """Every line of the rules, with the article that it must not go beyond."""
    for part in (rules().meanwhile, rules().next, rules().from_year_9, *rules().now.groups.values()):
        yield from ((line.article, line) for line in part.lines)
    for stop in (*rules().place, *rules().place_too):
        yield places()[stop.stage].stage.article, stop


def words_of(article: ArticleContent, audience: str) -> str:
    voice = article.voice(audience)
    return ". ".join([voice.title, voice.answer, *(f"{section.heading}. {to_text(section.body)}" for section in voice.sections)])


def test_there_are_thousands_of_combinations_and_five_questions_at_most():
    assert len(every()) > 5000
    assert len(questions()) <= MOST_QUESTIONS
    assert all(len(answers.given()) <= MOST_QUESTIONS for answers, _ in every())


def test_no_part_of_a_result_is_empty_and_nothing_stands_twice():
    for answers, result in every():
        assert 1 <= len(result.places) <= 2 and len({stop.place.stage.id for stop in result.places}) == len(result.places), answers
        assert 3 <= len(result.now) <= 6 and 1 <= len(result.next) <= 2, answers
        assert 3 <= len(result.who_helps) <= 6 and {"sendiass", "wpcc"} <= {each.id for each in result.who_helps}, answers
        assert len(set(result.articles)) == len(result.articles), answers
        assert all(line.says for line in (*result.now, *result.next, *result.meanwhile, *result.from_year_9)), answers
        assert all(stop.says for stop in result.places), answers


def test_every_article_exists_and_is_written_for_the_reader():
    for answers, result in every():
        assert set(result.articles) <= set(ARTICLES), answers
        if answers.voice == YOUNG_PERSON:
            assert all(ARTICLES[each].young_person for each in result.articles), answers
            assert all(each.young_person for each in result.who_helps), answers


def test_nothing_is_shown_for_the_wrong_age():
    for answers, result in every():
        topics = {ARTICLES[each].topic for each in result.articles}
        assert not topics & NOT_FOR[answers.age or SKIPPED], answers
        assert not set(result.articles) & NOT_ARTICLES_FOR.get(answers.age, set()), answers


def test_whoever_waits_always_sees_what_helps_meanwhile_and_nobody_else_does():
    for answers, result in every():
        assert len(result.meanwhile) >= 2 if answers.tried == "waiting" else not result.meanwhile, answers
        if answers.tried == "waiting":
            assert result.places[0].place.stage.id == "nd_waiting" and result.meanwhile[0].article == "nd-help-while-waiting"


def test_from_year_nine_on_getting_ready_for_adult_life_is_always_there():
    for answers, result in every():
        assert len(result.from_year_9) >= 2 if answers.age in GROWING_UP else not result.from_year_9, answers


def test_whoever_was_turned_down_sees_the_time_limit_of_an_appeal():
    for answers, result in every():
        if answers.tried == "turned_down":
            assert "appeal-deadline" in [line.article for line in result.next], answers


@pytest.mark.parametrize("worry,topics", [
    ("learning", {"sen_support", "early_years", "adulthood"}), ("speech", {"therapies", "early_years", "adulthood"}), ("nd", {"nd_pathway"}),
    ("feelings", {"mental_health", "early_years"}), ("attendance", {"exclusion_attendance"}), ("medical", {"therapies", "sen_support", "early_years", "adulthood"}),
    ("money", {"carer_support", "short_breaks", "early_years", "adulthood"}), ("growing_up", {"adulthood"})])
def test_the_worry_is_always_met(worry, topics):
    for answers, result in every():
        if answers.worry == worry:
            assert {ARTICLES[article].topic for article in result.articles} & topics, answers


def test_every_line_of_the_rules_is_shown_to_somebody():
    shown = {article for _, result in every() for article in result.articles}
    assert {article for part in (rules().meanwhile, rules().next, rules().from_year_9, *rules().now.groups.values())
            for article in (line.article for line in part.lines)} == shown
    assert {each.organisation for each in rules().who_helps.lines} <= {each.id for _, result in every() for each in result.who_helps}


def test_a_line_gives_no_figure_that_its_article_does_not_give_to_the_same_reader():
    for article, line in lines():
        for audience in (PARENT, YOUNG_PERSON):
            known = set(figures(words_of(ARTICLES[article], audience)))
            assert set(figures(line.says(audience))) <= known, (article, line.says(audience))


def test_no_line_holds_a_phone_number_and_every_organisation_is_known():
    for article, line in lines():
        assert not [each for voice in (PARENT, YOUNG_PERSON) for each in figures(line.says(voice)) if each.kind == "phone"], article
    assert {each.organisation for each in rules().who_helps.lines} | set(rules().who_helps.always) <= set(organisations())


@pytest.mark.parametrize("audience", [PARENT, YOUNG_PERSON])
def test_the_words_are_plain(audience):
    asked = " ".join(f"{question.asks_for(audience)} {'. '.join(o.label_for(audience) for o in question.options)}." for question in questions())
    assert text_reading_age(asked) <= AIMS[audience]
    assert text_reading_age(" ".join(line.says(audience) for _, line in lines() if line.says(audience))) <= AIMS[audience]
    for answers, result in every()[::97]:
        if answers.voice == audience:
            said = [line.says for line in (*result.places, *result.meanwhile, *result.now, *result.next, *result.from_year_9)]
            assert text_reading_age(" ".join(said)) <= AIMS[audience] + 1, answers


def test_options_are_short():
    assert all(len(option.label_for(voice)) <= 50 for voice in (PARENT, YOUNG_PERSON) for question in questions() for option in question.options)


def test_questions_that_no_longer_matter_are_left_out():
    money = read_answers({"who": "parent", "age": "y7", "worry": "money"})
    assert next_question(money).id == "area" and progress(money, next_question(money)) == (4, 4)
    professional = read_answers({"who": "professional", "age": "y7", "worry": "nd", "tried": "nothing"})
    assert next_question(professional) is None
    assert progress(Answers(), next_question(Answers())) == (1, 5)


def test_options_that_make_no_sense_are_not_offered():
    age, worry = questions()[1], questions()[2]
    assert "under5" not in [option.code for option in age.open_options({"who": "young_person"})]
    small = [option.code for option in worry.open_options({"age": "under5"})]
    assert "attendance" not in small and "growing_up" not in small and "nd" in small


def test_unknown_and_pointless_answers_are_left_out():
    assert read_answers({"who": "parent", "age": "7 years", "worry": "<b>", "name": "Sam"}) == Answers(who="parent")
    assert read_answers({"age": "under5", "worry": "attendance"}) == Answers(age="under5")
    assert read_answers({"worry": "money", "tried": "plan"}) == Answers(worry="money")


def test_a_step_back_and_a_step_on():
    answers = answered(answered(Answers(), "who", "parent"), "age", SKIPPED)
    assert next_question(answers).id == "worry" and without_last(answers) == Answers(who="parent")
    assert next_question(without_last(answers)).id == "age"


def test_the_answers_in_words_are_in_the_readers_voice():
    assert in_words(Answers(who="young_person", age="y9", worry="growing_up", area=SKIPPED)) == [
        ("Who needs help", "Me. I am a young person"), ("Age or school year", "Year 9, 10 or 11"), ("Biggest worry", "What comes next for me")]
