"""The dialogue's data: examples, intents, rules and the words of fixed replies hold together."""
from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.payloads import in_voice
from bot.cross_validation import read_examples
from knowledge_base.vocabulary import AUDIENCES, TOPICS
from web.replies import TurnPayload

ROOT = Path(__file__).resolve().parents[2]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RULES = [rule for path in sorted((ROOT / "data" / "rules").glob("*.yml"))
         for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]]
ACTION_WORDS: dict[str, Any] = yaml.safe_load((ROOT / "actions" / "words.yml").read_text(encoding="utf-8"))
FIXED = {**{name: variants for name, variants in DOMAIN["responses"].items()},
         **{f"{name}, {voice}": [{"custom": in_voice(payload, voice)}] for name, payload in ACTION_WORDS.items() for voice in AUDIENCES}}


@pytest.fixture(scope="module")
def examples() -> list[tuple[str, str]]:
    return list(zip(*read_examples(ROOT / "data" / "nlu")))


def normal(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def test_every_topic_has_questions():
    named = {path.stem.removeprefix("questions_") for path in (ROOT / "data" / "nlu").glob("questions_*.yml")}
    assert set(TOPICS) <= named


def test_every_intent_has_enough_examples(examples):
    counts = Counter(intent for _, intent in examples)
    assert set(counts) == set(DOMAIN["intents"])
    assert counts["ask_question"] >= 150
    assert min(counts.values()) >= 30, counts


def test_no_wording_is_given_to_two_intents(examples):
    intents: dict[str, set[str]] = {}
    for text, intent in examples:
        intents.setdefault(text.lower().strip(), set()).add(intent)
    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


def test_conversation_tests_use_wordings_that_training_has_not_seen(examples):
    trained = {normal(text) for text, _ in examples}
    steps = [step for path in (ROOT / "tests" / "conversations").glob("*.yml")
             for story in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"] for step in story["steps"]]
    said = {normal(step["user"]) for step in steps if "user" in step and len(step["user"].split()) > 4}
    assert said and not said & trained


def test_every_intent_has_a_rule_without_condition():
    ruled = {rule["steps"][0]["intent"] for rule in RULES if "condition" not in rule}
    assert ruled == {*DOMAIN["intents"], "nlu_fallback"}


@pytest.mark.parametrize("name", sorted(FIXED))
def test_a_fixed_reply_is_a_turn_the_website_takes(name: str):
    assert len(FIXED[name]) == 1, "the same question always gets the same words"
    payload = {"trace": {}, **FIXED[name][0]["custom"]}
    turn = TurnPayload.model_validate(payload)
    for reply in turn.replies:
        if reply.type == "handover":
            assert reply.url == "/ask-a-person"
        assert not re.search(r"\d{3}|https?:|@|\bcase\b|\bAI\b", reply.text), "no numbers, addresses or names of services"
        assert "{" not in reply.text, "Rasa would fill in braces"
