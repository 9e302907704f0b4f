"""The notation of `phrases.json`: groups inside groups, two parts in one sentence, topics that count unless the message is about them."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

import guardrails
from guardrails.phrase_matching import NEAR, PhraseCompiler
from guardrails.safeguarding import find_concern
from guardrails.safeguarding_rules import load_rules

GROUPS = {"child": ["son", "twin brother"], "whose": ["my", "our"], "victim": ["me", "<whose> (little) <child>"], "itself": ["x", "<itself> y"], "lost": ["<nowhere> z"],
          "starts": ["suicid*"]}
SHIPPED = Path(guardrails.__file__).parent / "phrases.json"


def fits(phrase: str, text: str) -> bool:
    padded = f" {text} . "
    return PhraseCompiler(GROUPS, {"dont": "do not"}).compile(phrase).matches(padded, frozenset(padded.split()))


@pytest.mark.parametrize("text, expected", [
    ("he hits me", True), ("he hits my son", True), ("he hits our little twin brother", True), ("he hits his son", False), ("he hits my little dog", False), ("he hits", False)])
def test_a_group_may_hold_phrases_and_other_groups(text: str, expected: bool) -> None:
    assert fits("hits <victim>", text) is expected


@pytest.mark.parametrize("text, expected", [
    ("a knife and he came at the door", True), ("at the door he had a knife", True), ("a knife . the door", False), ("a knife", False),
    ("a knife " + "and " * (NEAR - 1) + "door", True), ("a knife " + "and " * NEAR + "door", False)])
def test_two_parts_stand_in_one_sentence_near_each_other(text: str, expected: bool) -> None:
    assert fits("knife & door", text) is expected


def test_the_parts_are_different_words() -> None:
    assert not fits("him/her & him/her", "i told him")
    assert fits("him/her & him/her", "i told him about her")


def test_three_parts_all_have_to_stand_there() -> None:
    assert fits("knife & door & now", "now a knife at the door")
    assert not fits("knife & door & now", "a knife at the door")


def test_a_group_of_beginnings_of_words_is_found() -> None:
    assert fits("feels <starts>", "she feels suicidal")


@pytest.mark.parametrize("phrase", ["hits <nobody>", "<lost> hits", "<itself> hits", "", "(may) ...", "knife & (door)", "knife & "])
def test_what_cannot_be_compiled_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError):
        PhraseCompiler(GROUPS, {}).compile(phrase)


def test_two_everyday_phrases_that_touch_are_both_taken_out() -> None:
    phrase = PhraseCompiler({}, {}).compile("dying to know/see")
    text = " dying to know dying to see dying to know us . "
    assert phrase.take_out(text, frozenset(text.split())).split() == ["_", "_", "_", "us", "."]


@pytest.mark.parametrize("topic, about", [
    ("he is being restrained", "what does the restraint policy say"), ("self harm", "is there training about self harm for staff"), ("neglect", "list signs of neglect for my coursework"),
    ("county lines", "poster about county lines"), ("suicidal", "need 3 statistics about suicide")])
def test_a_topic_counts_unless_the_message_is_about_it(topic: str, about: str) -> None:
    assert find_concern(topic) is not None
    assert find_concern(about) is None


def test_somebody_harmed_counts_beside_a_word_of_the_subject() -> None:
    found = find_concern("my son was restrained again and the policy says they must tell us")
    assert found is not None and found.kind == "restraint_by_staff"


@pytest.mark.parametrize("text", ["i feel suicidal and need to talk", "self harm, who can i talk to", "my son lost his job and is suicidal"])
def test_wanting_to_talk_is_not_being_about_the_subject(text: str) -> None:
    assert find_concern(text) is not None


@pytest.mark.parametrize("text", ["she has never been restrained", "he is not suicidal", "no concerns about neglect at all", "nobody has hurt me"])
def test_denials_are_left_alone(text: str) -> None:
    assert find_concern(text) is None


def test_a_kind_may_have_an_unless_of_its_own(tmp_path: Path) -> None:
    data = json.loads(SHIPPED.read_text(encoding="utf-8"))
    violence = next(kind for kind in data["kinds"] if kind["kind"] == "violence_now")
    violence["unless"] = ["zebra crossing"]
    changed = tmp_path / "phrases.json"
    changed.write_text(json.dumps(data), encoding="utf-8")
    rules = load_rules(changed)
    assert rules.first_match("he is strangling me") is not None
    assert rules.first_match("he is strangling me at the zebra crossing") is None
