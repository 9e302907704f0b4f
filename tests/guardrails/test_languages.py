"""Other languages: noticed and never taken for English or the other way round; danger found in them, near misses left alone."""
from __future__ import annotations

import json
import re

import pytest

from evaluation.guardrail_rows import DangerRow, load_danger, load_marked
from guardrails.languages.danger import notice
from guardrails.languages.detection import detect_language
from guardrails.languages.language import language_files
from guardrails.safeguarding import find_concern
from knowledge_base.pack import SHIPPED_PACK, load_pack
from settings import ROOT
from tests.guardrails.rows import language_rows

ROWS = language_rows()
DANGER = [row for row in ROWS if row.danger]
NEAR_MISSES = [row for row in ROWS if row.near == "near_miss"]
QUESTIONS = [row for row in ROWS if row.near == "everyday"]
CODES = [path.stem for path in language_files()]
NEIGHBOURS = [{"abuse", "domestic_abuse", "sexual_abuse", "violence_now", "abuse_by_staff"}, {"suicide_self_harm", "child_suicide_self_harm"},
              {"abuse_by_staff", "restraint_by_staff"}, {"overdose", "suicide_self_harm", "medical_emergency"}]


def questions() -> list[str]:
    """Every question of the evaluation's rows."""
    paths = [ROOT / "evaluation" / "datasets" / name for name in ("questions.jsonl", "families.jsonl")]
    return [json.loads(line)["question"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def wordings() -> list[str]:
    """Everything that articles say."""
    return [text for article in load_pack(SHIPPED_PACK) for text in (
        *article.questions, article.title, article.answer, *(section.body for section in article.sections))]


HALF_POLISH = "polish_dimin"  # a marked message that is half in Polish

ENGLISH = {
    "everyday": [row.text for row in load_danger() if not row.danger], "personal data": [message.text for message in load_marked() if message.style != HALF_POLISH],
    "questions": questions(), "articles": wordings()}


@pytest.mark.parametrize("name", ENGLISH)
def test_english_is_no_other_language_and_holds_no_foreign_danger(name: str) -> None:
    assert len(ENGLISH[name]) > 200
    assert [text for text in ENGLISH[name] if detect_language(text)] == []
    assert [text for text in ENGLISH[name] if notice(text).danger] == []


def test_danger_in_english_is_answered_in_english() -> None:
    rows = [row.text for row in load_danger() if row.danger]
    assert [text for text in rows if detect_language(text)] == []
    assert {concern.language for text in rows if (concern := find_concern(text))} == {"en"}


@pytest.mark.parametrize("text", [
    "This is Łukasz Kowalczyk from Gdańsk", "my son José García is in year 4", "We moved from São Paulo to Swindon", "Her name is Agnieszka Wiśniewska",
    "help me", "no", "ok", "hola, can you help with an EHC plan please", "merci beaucoup for your help", "Nguyễn is waiting for an assessment", "🙂", "123", "",
    "is Sita Gurung's school near Tidworth", "my friend Oğuz said to ask about DLA", "asdf qwer", "EHCP SENCO DLA"])
def test_names_places_and_borrowed_words_are_no_language(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize("text", [
    "mon fils ne veut pas aller à l'école", "mio figlio non vuole andare a scuola", "mein Sohn will nicht zur Schule gehen", "синът ми не иска да ходи на училище",
    "پسرم نمی خواهد به مدرسه برود", "मेरा बेटा स्कूल नहीं जाना चाहता है", "a fiam nem akar iskolába menni", "noqu luvequ e sega ni via lako i vuli",
    "můj syn nechce chodit do školy", "moj sin ne želi ići u školu"])
def test_languages_without_words_here_are_not_taken_for_one_that_has(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize("row", QUESTIONS + NEAR_MISSES, ids=lambda row: f"{row.language}: {row.text}")
def test_questions_are_noticed_and_left_alone(row: DangerRow) -> None:
    assert detect_language(row.text) == row.language
    assert find_concern(row.text) is None


@pytest.mark.parametrize("row", DANGER, ids=lambda row: f"{row.language}: {row.text}")
def test_danger_is_found(row: DangerRow) -> None:
    concern = find_concern(row.text)
    assert concern is not None and concern.language == row.language
    assert concern.kind == row.kind or any({concern.kind, row.kind} <= neighbours for neighbours in NEIGHBOURS)


def test_danger_is_mostly_of_the_right_kind() -> None:
    right = sum((found := find_concern(row.text)) is not None and found.kind == row.kind for row in DANGER)
    assert right >= 0.85 * len(DANGER)


@pytest.mark.parametrize("row", DANGER, ids=lambda row: f"{row.language}: {row.text}")
def test_danger_is_found_without_accents_shouted_and_inside_english(row: DangerRow) -> None:
    plain = re.sub(r"[ąáàâãă]", "a", re.sub(r"[ęéèê]", "e", row.text)).replace("ł", "l").replace("ı", "i")
    for text in (plain, row.text.upper(), f"Hello, I am writing about my son's school place and the transport. {row.text}. Thank you for your help."):
        assert find_concern(text) is not None, text


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_enough_rows(code: str) -> None:
    for rows, least in ((QUESTIONS, 15), (DANGER, 15), (NEAR_MISSES, 8)):
        assert sum(row.language == code for row in rows) >= least
