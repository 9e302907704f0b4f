"""A message as words in any script, folded so that hurried, plain and careful spellings read alike."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from guardrails.cleaning import clean

# Marks that belong to the letter before them: accents, Arabic vowel signs, Devanagari and Bengali vowel signs. `\w` leaves them out.
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3"
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|['\u2019\u02bc`](?=[^\W_]))*|[.!?;\u0964\u0965\u061f\u2026]+|\n\n")
_APART = str.maketrans({"'": None, "\u2019": None, "\u02bc": None, "`": None, "\u0640": None})
_FOLDED = str.maketrans({
    "\u0142": "l", "\u0111": "d", "\u0131": "i", "\u00f8": "o", "\u00e6": "ae", "\u00df": "ss", "\u0259": "a",
    "\u0649": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643", "\u06cc": "\u064a", "\u0621": None,                # Arabic: ى ة ک ی ء
    "\u0901": None, "\u0902": None, "\u0940": "\u093f", "\u0942": "\u0941", "\u0908": "\u0907", "\u090a": "\u0909",   # Devanagari: nasal signs, long and short i and u
    "\u0936": "\u0938", "\u0937": "\u0938", "\u0935": "\u092c", "\u0923": "\u0928",                                   # … श ष स, व ब, ण न
    "\u0981": None, "\u09c0": "\u09bf", "\u09c2": "\u09c1", "\u0988": "\u0987", "\u098a": "\u0989",                   # Bengali: the same
    "\u09b6": "\u09b8", "\u09b7": "\u09b8", "\u09a3": "\u09a8", "\u09ce": "\u09a4"})
_REPEATED = re.compile(r"(.)\1{2,}")
_JOINING = (0, 9)  # combining classes that stay: vowel signs and virama are letters here, accents are not
_VIRAMAS = "\u094d\u09cd"


@dataclass(frozen=True)
class Word:
    """One word of a message: lower case as written and folded, its place, the number of its sentence, whether it looks like a name."""

    lower: str
    folded: str
    start: int
    end: int
    sentence: int
    capital: bool


@dataclass(frozen=True)
class Reading:
    """A cleaned message and its words."""

    text: str
    words: Sequence[Word]


def read(text: str) -> Reading:
    """The words of a message. Never raises on any `str`."""
    text = clean(text)
    shouted = text.isupper()
    words: list[Word] = []
    sentence, first = 0, True
    for found in _TOKEN.finditer(text):
        token = found[0]
        if not token[0].isalnum():
            sentence, first = sentence + 1, True
            continue
        capital = token[0].isupper() and not shouted and not first and token != "I"
        words.append(Word(token.lower(), fold(token), found.start(), found.end(), sentence, capital))
        first = False
    return Reading(text, words)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word in lower case without accents and optional marks; three and more of a letter become one."""
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_APART))
    plain = "".join(letter for letter in decomposed if unicodedata.combining(letter) in _JOINING).translate(_FOLDED)
    return _REPEATED.sub(r"\1", plain).rstrip(_VIRAMAS)
