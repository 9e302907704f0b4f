"""Words for families: complete, and filled in."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from enquiries.models.enquiry import STATUSES
from knowledge_base.vocabulary import AUDIENCES
from settings import ROOT
from web.errors import KNOWN
from web.formats import day, dial
from web.words import WORDS_FILE, Words, load_words

NAMES = {"forum": "The Forum", "short": "TF", "phone": "01225 764647", "area": "Wiltshire"}


@pytest.fixture
def words() -> Words:
    return load_words(NAMES)


def test_every_kind_that_redaction_names_has_words(words: Words) -> None:
    contract = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    kinds = re.search(r"Kinds of `masked`: `([a-z_ ]+)`", contract).group(1).split()
    assert set(words.data("masked")) == set(kinds)
    assert words.masked(["name", "date_of_birth"]) == "a name, a date of birth"


def test_every_voice_has_every_line_about_masking(words: Words) -> None:
    voices = words.data("masking")
    assert set(voices) == set(AUDIENCES) and len({frozenset(lines) for lines in voices.values()}) == 1


def test_every_status_and_problem_has_words(words: Words) -> None:
    assert set(words.data("status")) == set(STATUSES)
    assert set(words.data("problems")) == {str(status) for status in KNOWN}


def test_every_line_can_be_filled_in(words: Words) -> None:
    def lines(value: object, path: str) -> list[str]:
        if isinstance(value, dict):
            return [line for key, inner in value.items() for line in lines(inner, f"{path}.{key}" if path else key)]
        return [path] if isinstance(value, str) else []
    for path in (line for top in ("masked", "masking", "turn", "direct", "problems", "fields", "status") for line in lines(words.data(top), top)):
        text = words(path, minutes=5)
        assert text.strip() and "{" not in text, path


@pytest.mark.parametrize("file", [WORDS_FILE, ROOT / "web" / "console" / "words.yml"], ids=lambda file: file.parent.name)
def test_no_sentence_is_cut_at_a_comma(file: Path) -> None:
    """Inside {title: …, text: …} a comma ends an unquoted sentence: YAML reads the rest as a key without a value."""
    def without_words(value: object, path: str) -> list[str]:
        if isinstance(value, dict):
            return [found for key, inner in value.items() for found in without_words(inner, f"{path}/{key}")]
        return [path] if value is None else []
    assert without_words(yaml.safe_load(file.read_text(encoding="utf-8")), "") == []


def test_greetings_are_written_as_they_are_compared(words: Words) -> None:
    for entry in words.data("direct").values():
        for message in entry["messages"]:
            assert message == " ".join(re.sub(r"[^a-z0-9 ]+", " ", message.casefold()).split())


def test_words_that_are_missing_are_not_made_up(words: Words) -> None:
    with pytest.raises(KeyError):
        words("turn.nothing")
    with pytest.raises(KeyError):
        words("turn")
    assert words.get("masked.new_kind", "new kind") == "new kind"


@pytest.mark.parametrize(("value", "written"), [("2014", "2014"), ("2014-06", "June 2014"), ("2026-11-02", "2 November 2026"),
                                                ("undated", "undated"), ("2026-13-01", "2026-13-01"), ("2026-99", "2026-99")])
def test_dates_in_words(value: str, written: str) -> None:
    assert day(value) == written


@pytest.mark.parametrize(("number", "dialled"), [("01225 764647", "01225764647"), ("+44 (0) 1225 764647", "+441225764647"), ("111 option 2", "111"),
                                                 ("NHS 111", ""), ("0808 800 5000", "08088005000")])
def test_numbers_to_dial(number: str, dialled: str) -> None:
    assert dial(number) == dialled
