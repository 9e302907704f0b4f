"""Danger is found in many voices; everyday words that sound like it are left alone; failures show help."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

import guardrails
from evaluation.guardrail_rows import DangerRow
from guardrails.redaction import redact
from guardrails.safeguarding import GENERAL, Concern, find_concern, urgent_help
from guardrails.safeguarding_rules import load_rules
from guardrails.urgent_help import UrgentHelpTexts
from tests.guardrails.rows import danger_rows, everyday_rows, language_rows

ROOM = Path(guardrails.__file__).parent
PUBLISHED_NUMBERS = {"999", "111", "0300 456 0108", "0300 456 0100", "0808 800 5000", "116 123", "0800 1111", "0808 2000 247"}


class BrokenRules:
    """Rules that fail on every message and remember how often they were asked."""

    def __init__(self) -> None:
        self.asked = 0

    def first_match(self, text: str) -> tuple[str, str, str] | None:
        self.asked += 1
        raise RuntimeError(text)


def kinds() -> list[str]:
    return [kind["kind"] for kind in json.loads((ROOM / "phrases.json").read_text(encoding="utf-8"))["kinds"]]


@pytest.mark.parametrize("row", danger_rows(), ids=lambda row: row.text)
def test_finds_danger(row: DangerRow) -> None:
    concern = find_concern(row.text)
    assert concern is not None
    assert concern.kind == row.kind


@pytest.mark.parametrize("row", everyday_rows(), ids=lambda row: row.text)
def test_leaves_everyday_messages_alone(row: DangerRow) -> None:
    assert find_concern(row.text) is None


def test_the_most_dangerous_comes_first() -> None:
    found = find_concern("there is no food in the house and my dad has a knife and is threatening mum")
    assert found is not None and found.kind == "violence_now"


def test_danger_is_found_beside_an_everyday_phrase() -> None:
    found = find_concern("this form is killing me. I want to kill myself.")
    assert found is not None and found.kind == "suicide_self_harm"


@pytest.mark.parametrize("text", [
    "i want to k\u200bill myself", "I W A N T to  k i l l myself", "\uff49 want to die", "i w\u0430nt to di\u0435", "I WANT TO DIEEEE!!!",
    "i want to di\u0301e", "su1cide is all i think about i feel suicidal", "i want\nto die"])
def test_disguised_spellings_are_read(text: str) -> None:
    assert find_concern(text) is not None


@pytest.mark.parametrize("text, voice", [
    ("my son says he wants to die", "parent"), ("my dad hits me", "young_person"), ("I want to die", "unknown"),
    ("i am 13 and want to kill myself", "young_person"), ("As his mum I am afraid I will hurt my son", "parent"),
    ("my friend is cutting herself", "young_person")])
def test_guesses_who_is_writing(text: str, voice: str) -> None:
    concern = find_concern(text)
    assert concern is not None
    if voice != "unknown":
        assert concern.voice == voice
    else:
        assert concern.voice in ("unknown", "young_person")


def test_a_failure_in_the_rules_shows_help_and_logs_no_text(caplog: pytest.LogCaptureFixture) -> None:
    rules = BrokenRules()
    concern = find_concern("a very private message", rules)
    assert rules.asked == 1
    assert concern is not None and concern.kind == GENERAL
    assert urgent_help(concern).contacts[0].phone == "999"
    assert "private" not in caplog.text


def test_a_failure_in_the_words_shows_999() -> None:
    shown = urgent_help(Concern("abuse", "parent", "x"), UrgentHelpTexts({}))
    assert shown.contacts[0].phone == "999"


@pytest.mark.parametrize("kind", [*kinds(), GENERAL])
@pytest.mark.parametrize("voice", ["parent", "young_person", "unknown"])
def test_every_kind_has_words_and_published_contacts(kind: str, voice: str) -> None:
    shown = urgent_help(Concern(kind, voice, "x"))
    assert shown.contacts[0].phone == "999"
    assert 0 < len(shown.text.split()) <= 60
    assert {contact.phone for contact in shown.contacts if contact.phone} <= PUBLISHED_NUMBERS
    assert {contact.text_message for contact in shown.contacts if contact.text_message} <= {"85258"}
    assert all(contact.phone or contact.text_message for contact in shown.contacts)
    if voice == "young_person" and kind != "medical_emergency":
        assert any(contact.phone == "0800 1111" for contact in shown.contacts)


def test_the_rules_name_no_text_of_the_message() -> None:
    concern = find_concern("my dad hits me and my name is Zebedee")
    assert concern is not None and "Zebedee" not in concern.rule


def test_a_phrase_with_an_unknown_group_is_refused(tmp_path: Path) -> None:
    data = json.loads((ROOM / "phrases.json").read_text(encoding="utf-8"))
    data["kinds"][0]["phrases"].append("<nobody_defined_this> hits me")
    broken = tmp_path / "phrases.json"
    broken.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ValueError, match="unknown group"):
        load_rules(broken)


def test_masking_hides_no_danger_that_the_rules_see() -> None:
    """The page's script masks before it sends, so the rules must see danger in the masked words too."""
    seen = [row.text for row in danger_rows() if row.language == "en" and find_concern(row.text)]
    assert len(seen) > 500
    assert [text for text in seen if not find_concern(redact(text).text)] == []


def test_masking_hides_no_danger_in_other_languages() -> None:
    assert [row.text for row in language_rows() if row.danger and find_concern(row.text) and not find_concern(redact(row.text).text)] == []
