"""The contradiction guard: each check finds the mistake it is for, names its line, and leaves good articles alone."""
from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from knowledge_base.articles import Section, YoungPersonVersion
from knowledge_base.checking import check_articles
from knowledge_base.checking.copied import FINGERPRINTS_FILE, check_copied, runs, write_fingerprints
from knowledge_base.checking.figures import Figure, figures
from knowledge_base.checking.limits import stated_limits
from knowledge_base.errors import ContentInvalid
from knowledge_base.pack import check_pack, write_pack
from knowledge_base.time_limits import time_limits
from tests.knowledge_base.builders import an_article

GOOD = "The council must tell you within 6 weeks of getting the request whether it will assess. Ask for it in writing."


def plain(id: str = "ehcna-ask", **changes):
    """An article about law, with nothing wrong in it."""
    values = dict(topic="ehcp", stage="asking", basis="law", checked_on=date(2026, 11, 24), check_again_on=date(2027, 11, 24), answer=GOOD, sections=(
        Section("What to do next", "Write to the council."),))
    return an_article(id, **{**values, **changes})


def messages(*articles) -> list[str]:
    return [finding.message for finding in check_articles(articles)]


def test_good_articles_have_nothing_found():
    assert messages(plain(), plain("ehcna-decide", answer="You hear within 6 weeks whether the council will assess. Keep the letter.")) == []


@pytest.mark.parametrize("sentence, value", [
    ("The council must tell you within 8 weeks of getting the request whether it will assess.", "8 weeks"),
    ("The council must tell you within eight weeks whether it will assess.", "8 weeks"),
    ("You have 10 days to comment on the draft.", "10 days"),
    ("The final plan must come within 26 weeks of getting the request.", "26 weeks"),
    ("The plan must be reviewed and changed by 15 March before your child moves to secondary school.", "15 March"),
    ("You must appeal within 3 months of the decision letter.", "3 months"),
    ("The plan must be reviewed at least every 18 months.", "18 months")])
def test_a_time_limit_that_differs_from_the_table_is_found(sentence, value):
    assert any(f"time limit {value!r}" in message for message in messages(plain(answer=f"{sentence} Ask the council.")))


def test_a_limit_of_the_table_in_the_wrong_place_is_found():
    assert any("'20 weeks'" in message for message in messages(plain(answer="The council must say within 20 weeks whether it will assess. Ask.")))


def test_a_list_item_is_read_with_what_introduces_it():
    article = plain(sections=(Section("Time limits", "The council must say whether it will assess by these days:\n\n- 6 weeks\n- 7 weeks"),))
    assert [stated.value for stated in stated_limits([article]) if stated.limit is None] == ["7 weeks"]


def test_the_same_thing_with_two_numbers_in_two_articles_is_found():
    one = plain("transport-far", answer="A child under 8 gets free travel when school is more than 2 miles away. Ask the council.")
    two = plain("transport-near", answer="A child under 8 gets free travel when school is more than 3 miles away. Ask early.")
    assert any("2 miles" in message and "3 miles" in message and "transport-near" in message for message in messages(one, two))


@pytest.mark.parametrize("one, two", [
    ("The Blue Badge scheme helps a child from age 3.", "The Blue Badge scheme helps a child from age 2."),
    ("The short breaks payment is up to £370 a year.", "The short breaks payment is up to £260 a year."),
    ("About 20 per cent of pupils in ordinary schools get SEN support.", "About 12% of pupils in ordinary schools get SEN support.")])
def test_ages_amounts_and_shares_are_held_against_each_other(one, two):
    assert len(messages(plain("first-one", answer=f"{one} Ask."), plain("second-one", answer=f"{two} Ask."))) == 1


def test_different_things_with_different_numbers_are_left_alone():
    one = plain("transport-far", answer="A child under 8 gets free travel beyond 2 miles. Ask the council.")
    two = plain("plans-end", answer="A plan can go on until you are 25. Ask the college.")
    assert messages(one, two) == []


@pytest.mark.parametrize("sentence, says", [
    ("Phone WPCC on 01225 764648.", "01225764648 is not in organisations.yml"),
    ("Phone MASH on 01225 764647.", "01225764647 is not"), ("Phone Childline on +44 800 1112.", "08001112 is not in organisations.yml")])
def test_an_unknown_or_misplaced_phone_number_is_found(sentence, says):
    assert any(says in message for message in messages(plain(answer=f"{sentence} They help.")))


def test_known_phone_numbers_with_their_owner_are_left_alone():
    assert messages(plain(answer="Phone WPCC on 01225 764647. Childline is on 0800 1111.")) == []


def test_a_local_fact_without_a_date_is_found_and_one_with_a_date_is_not():
    local = dict(basis="local", check_again_on=date(2027, 2, 24))
    assert any("without a date" in m for m in messages(plain(answer="Silverwood takes children from all over. Ask the school.", **local)))
    assert messages(plain(answer="In 2023 Silverwood had several sites. Ask the school.", **local)) == []
    assert messages(plain(answer="Silverwood has several sites, and WPCC can tell you which. Ask the school.", **local)) == []


def test_a_date_in_another_paragraph_does_not_count():
    sections = (Section("Then", "It was so in 2023."), Section("Now", "Silverwood takes children from all over."))
    assert any("without a date" in m for m in messages(plain(basis="dated", check_again_on=date(2026, 11, 24), sections=sections)))


@pytest.mark.parametrize("basis, again, late", [
    ("law", date(2027, 11, 24), False), ("law", date(2028, 1, 1), True), ("local", date(2027, 2, 24), False), ("local", date(2027, 3, 24), True),
    ("dated", date(2026, 11, 24), False), ("dated", date(2026, 11, 25), True)])
def test_the_next_check_comes_as_soon_as_the_facts_ask_for(basis, again, late):
    assert any("check_again_on may be" in message for message in messages(plain(basis=basis, check_again_on=again))) is late


def test_an_article_that_names_a_local_scheme_does_not_rest_on_law_alone():
    assert any("not law" in message for message in messages(plain(answer="In 2023 Silverwood had several sites. Ask.")))


@pytest.mark.parametrize("words, says", [
    ("You have 16 weeks to say what you think.", "'16 weeks'"), ("You can ask from 14.", "'14'"), ("You can phone Barnardos about it.", "'Barnardos'"),
    ("Someone at Mencap can help you.", "'Mencap'")])
def test_a_young_persons_version_that_says_more_is_found(words, says):
    young = YoungPersonVersion(f"You can ask. {words}")
    assert any("young person's version" in message and says in message for message in messages(plain(young_person=young)))


def test_a_young_persons_version_in_other_words_is_left_alone():
    young = YoungPersonVersion("You can ask. You hear in six weeks whether the council will assess what help you need.")
    assert messages(plain(young_person=young)) == []


def test_who_helps_counts_as_said_in_both_voices():
    young = YoungPersonVersion("You can ask. Childline is there on 0800 1111.")
    assert messages(plain(who_helps=("childline",), young_person=young)) == []


def test_eight_words_of_a_source_document_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr("knowledge_base.checking.copied._fingerprints", lambda: held)
    path = tmp_path / "prints.npy"
    source = "Leaders in the area have not yet made sure that every family hears about the scheme in good time."
    assert write_fingerprints([source], path) == len(runs(source))
    held = frozenset(map(int, np.load(path)))
    copied = plain(answer="We know that leaders in the area have not yet made sure that you are told. Ask.")
    short = plain(answer="Leaders in the area have not yet asked. Ask.")
    assert len(list(check_copied([copied]))) == 1 and list(check_copied([short])) == []


def test_the_words_of_the_sources_cannot_be_read_from_the_fingerprints():
    held = np.load(FINGERPRINTS_FILE)
    assert held.dtype == np.uint64 and held.ndim == 1 and len(held) > 20_000


def test_a_mistake_is_told_with_file_and_line(tmp_path):
    write_pack([plain(sections=(Section("Time limits", "First read this.\n\nThe draft is open to comment for 3 days."),))], tmp_path)
    with pytest.raises(ContentInvalid) as caught:
        check_pack(tmp_path)
    (problem,) = caught.value.problems
    line = problem.path.read_text(encoding="utf-8").split("\n")[problem.line - 1]
    assert problem.path.name == "ehcna-ask.md" and line == "The draft is open to comment for 3 days."


@pytest.mark.parametrize("text, expected", [
    ("six weeks or 15 school days", {("duration", "6 weeks"), ("duration", "15 school days")}),
    ("by 15 February, in Year 9", {("date", "15 February")}), ("section 36(8) and regulation 5", set()),
    ("in 2023 there were 33 units", set()), ("from 16 to 25", {("age", "16"), ("age", "25")}), ("on your 16th birthday", {("age", "16")}),
    ("over 2 miles", {("distance", "2 miles")}), ("up to £1,200", {("money", "1200")}), ("95% or 95 per cent", {("percent", "95")}),
    ("call 01225 764647", {("phone", "01225764647")}), ("1 month from the certificate", {("duration", "1 month")})])
def test_figures_are_read_in_one_spelling(text, expected):
    assert set(figures(text)) == {Figure(*pair) for pair in expected}


def test_every_time_limit_has_a_rule_and_its_own_words():
    for limit in time_limits():
        assert limit.rule and limit.what and set(figures(limit.value)) and limit.pattern
