"""The word lists in `words/`, read once when first needed."""
from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "words"
_PHRASES = _FOLDER.parent / "phrases.json"
_PARTS_WITH_DANGER = ("groups", "readings", "spelled_near", "kinds")
_PARTS_OF_LANGUAGES = ("groups", "danger")
_LANGUAGES = _FOLDER.parent / "languages"
_A_WORD = re.compile(r"[^\W\d_]{3,}")
_STAYING = ("staying_words.txt", "places_of_wiltshire.txt", "conditions_and_medicines.txt", "characters_and_games.txt")


@dataclass(frozen=True)
class WordLists:
    """What the name and school rules know about words; all lower case."""

    first_names: frozenset[str]          # masked wherever they stand
    other_meanings: frozenset[str]       # first names that are words, places or characters too
    family_names: frozenset[str]
    family_life: frozenset[str]          # ordinary words of this subject
    common: frozenset[str]               # words that everybody uses, family_life included: a slip is one letter away from one of these
    ordinary: frozenset[str]             # the same with rarer words and hurried spellings seen in messages: what tells English from other languages
    english: frozenset[str]              # every English word known, common ones, frequent slips and the words that danger is told in included
    spelled: frozenset[str]              # common words, what stays and the words that danger is told in: an unknown word one slip from one is a slip
    foreign: frozenset[str]              # words that danger is told in in other languages, and that are no English words
    staying: frozenset[str]              # single places, services and months
    staying_phrases: frozenset[tuple[str, ...]]  # the same, of two words and more


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """All lists. Raises OSError when a file is missing: redaction must not go on without them."""
    phrases = [tuple(phrase.split()) for name in _STAYING for line in _lines(name) for phrase in line.lower().split(", ")]
    staying = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
    life = _words("family_life_words.txt")
    common = _words("common_words.txt") | life
    seen = _words("ordinary_words.txt")
    listed, danger = _words("first_names.txt"), _words_of_danger()
    staying |= _words("places.txt")
    names = listed | (_words("first_names_of_many_cultures.txt") | _words("names_of_many_countries.txt")) - common
    other = _words("names_with_other_meanings.txt") | _words("names_that_are_words.txt") - listed - life
    other |= names & (staying | danger)
    elsewhere = _words_of_danger_elsewhere()
    listed_english = _words("english_words.txt") | _words("slips.txt")
    return WordLists(
        first_names=names - other, other_meanings=other, family_names=_words("family_names.txt") | _words("family_names_of_many_countries.txt"),
        family_life=life, common=common, ordinary=common | seen, spelled=common | staying | danger,
        english=common | (seen - names - other) | listed_english | danger | elsewhere,
        foreign=elsewhere - common - danger - listed_english - names,
        staying=staying, staying_phrases=frozenset(phrase for phrase in phrases if len(phrase) > 1))


def _words_of_danger() -> frozenset[str]:
    """The words that English phrases of danger are made of: masking one as a name would hide danger from whoever reads the masked text."""
    phrases = json.loads(_PHRASES.read_text(encoding="utf-8"))
    return _words_in(phrases[part] for part in _PARTS_WITH_DANGER)


def _words_of_danger_elsewhere() -> frozenset[str]:
    """The same for the other languages."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(_LANGUAGES.glob("*.json"))]
    return _words_in(file.get(part) for file in files for part in _PARTS_OF_LANGUAGES)


def _words_in(values: Iterable[object]) -> frozenset[str]:
    return frozenset(_A_WORD.findall(json.dumps(list(values), ensure_ascii=False).lower()))


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split("#")[0].lower().split())
