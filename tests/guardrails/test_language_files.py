"""The language files are complete, and none pretends to have been reviewed."""
from __future__ import annotations

import json
import re

import pytest

import guardrails.safeguarding as safeguarding
from guardrails.languages.language import language_files, languages
from guardrails.languages.texts import ENGLISH_LINE, LanguageTexts, language_texts
from guardrails.safeguarding import GENERAL, Concern, find_concern, urgent_help
from guardrails.urgent_help import UrgentHelpTexts
from settings import ROOT
from tests.guardrails.test_safeguarding import PUBLISHED_NUMBERS, kinds

CODES = [path.stem for path in language_files()]
GRAVE = kinds()[:9]
NUMBERS = re.compile(r"\d[\d ]+\d")


def test_there_are_at_least_eight_languages_and_a_file_names_its_own_code() -> None:
    assert len(CODES) >= 8
    assert [language.code for language in languages()] == CODES == list(language_texts())


@pytest.mark.parametrize("code", CODES)
def test_every_kind_has_phrases_in_the_order_of_danger(code: str) -> None:
    language = next(language for language in languages() if language.code == code)
    assert [kind for kind, _ in language.kinds] == kinds()
    for kind, phrases in language.kinds:
        assert len(phrases) >= (8 if kind in GRAVE else 6), kind
    assert len(language.everyday) >= 6 and language.direction in ("ltr", "rtl")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", [*kinds(), GENERAL])
@pytest.mark.parametrize("voice", ["parent", "young_person", "unknown"])
def test_urgent_help_is_in_the_language_with_the_english_contacts(code: str, kind: str, voice: str) -> None:
    english, shown = urgent_help(Concern(kind, voice, "x")), urgent_help(Concern(kind, voice, "x", code))
    own, line = shown.text.split("\n\n")
    assert shown.language == code and line.startswith(ENGLISH_LINE) and "999" in line and language_texts()[code].name in line
    assert "999" in own and len(own.split()) <= 75
    assert set(NUMBERS.findall(own)) <= PUBLISHED_NUMBERS
    assert [(c.name, c.phone, c.text_message, c.url) for c in shown.contacts] == [(c.name, c.phone, c.text_message, c.url) for c in english.contacts]
    assert all(contact.meaning for contact in shown.contacts)


@pytest.mark.parametrize("code", CODES)
def test_the_everyday_reply_says_who_helps_and_what_to_do_in_danger(code: str) -> None:
    texts = language_texts()[code]
    own, line = texts.everyday.split("\n\n")
    assert "{forum}" in own and "999" in own and texts.name in own and "«name»" in own.replace("„name”", "«name»") and texts.ask_a_person
    assert line.startswith(ENGLISH_LINE) and texts.name in line


def test_what_waits_for_review_stands_in_the_docs() -> None:
    docs = (ROOT / "docs" / "safeguarding.md").read_text(encoding="utf-8")
    for texts in language_texts().values():
        row = next(line for line in docs.splitlines() if line.startswith(f"| {texts.name} |"))
        assert f"`{texts.code}`" in row and row.endswith(f"| {', '.join(texts.waiting) or 'nothing'} |"), row


def test_a_review_is_a_name_and_a_day() -> None:
    for path in language_files():
        for reviewed_by in re.findall(r'reviewed_by": (.*?),?\n', path.read_text(encoding="utf-8")):
            assert reviewed_by == "null" or re.fullmatch(r'"\S.*, \d{4}-\d\d-\d\d"', reviewed_by), (path.name, reviewed_by)


def test_texts_that_an_officer_has_changed_are_shown_with_the_other_languages_too() -> None:
    texts = UrgentHelpTexts(safeguarding._texts().helps)
    assert urgent_help(Concern("abuse", "parent", "x", "pl"), texts).language == "pl"
    assert urgent_help(Concern("abuse", "parent", "x", "pl"), UrgentHelpTexts(texts.helps, {})).text == urgent_help(Concern("abuse", "parent", "x")).text


def test_texts_are_only_of_known_kinds() -> None:
    for texts in language_texts().values():
        assert isinstance(texts, LanguageTexts) and set(texts.urgent) == {*kinds(), GENERAL}
        assert set(texts.meanings) == {*(PUBLISHED_NUMBERS), "85258"}


def test_a_broken_language_file_shows_help(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_text: str) -> None:
        raise json.JSONDecodeError("x", "private words", 0)
    monkeypatch.setattr(safeguarding, "notice", broken)
    concern = find_concern("a very private message")
    assert concern is not None and concern.kind == GENERAL and urgent_help(concern).contacts[0].phone == "999"
    assert "private" not in caplog.text
