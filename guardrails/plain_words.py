"""A message as plain lower-case words, so that a hurried, disguised or shouted spelling reads like a careful one."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set

from guardrails.cleaning import clean

_LOOKALIKES = str.maketrans({
    "\u0430": "a", "\u0435": "e", "\u043e": "o", "\u0440": "p", "\u0441": "c", "\u0443": "y", "\u0445": "x", "\u0456": "i", "\u0455": "s", "\u0458": "j",
    "\u03bf": "o", "\u03b1": "a", "\u03b5": "e", "\u03b9": "i", "\u0131": "i", "\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'",
    "\u2013": "-", "\u2014": " - ", "\u2011": "-"})
_LETTER_SIGNS = str.maketrans("01345@$!7", "oieasasit")
_WORDS = re.compile(r"[^\W_]+(?:['@$*][^\W_]+)*|[.!?;]+|\n{2,}|[^\w\s']")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*[0-9@$!])[a-z0-9@$!]{3,}\Z")
_SPACED = re.compile(r"(?<![^\W_])(?:[a-z][ .*_-]){3,}[a-z](?![^\W_])")
_REPEATED = re.compile(r"(.)\1{2,}")
_SENTENCE_ENDS = frozenset(".!?;\n")
_SHORTEST_CORRECTED = 6
_SIGNS = {"\U0001f52a": "knife", "\U0001f48a": "pills", "\U0001f5e1": "knife"}


def plain_words(text: str, expand: Mapping[str, str], known: Set[str], corrections: Mapping[str, str]) -> str:
    """Words with one space between, " . " at the end of sentences, a space at either end.

    `expand`: readings of words ("dont": "do not"). `known`: words of the rules, towards which "diiiie" is shortened.
    `corrections`: misspelling to word, as `one_slip_spellings` builds it.
    """
    folded = unicodedata.normalize("NFKD", clean(text)).translate(_LOOKALIKES).lower()
    folded = "".join(character for character in folded if not unicodedata.combining(character))
    folded = _SPACED.sub(lambda found: re.sub(r"[ .*_-]", "", found[0]), folded)
    words: list[str] = []
    for token in _WORDS.findall(folded):
        if token[0] in _SENTENCE_ENDS:
            words.append(".")
        elif token in _SIGNS:
            words.append(_SIGNS[token])
        elif token[0].isalnum():
            words.append(_reading(token, expand, known, corrections))
    return " ".join(" ".join([" ", *words, ". "]).split()).join((" ", " "))


def one_slip_spellings(words: Set[str], ordinary: Set[str]) -> dict[str, str]:
    """Every spelling of the longer `words` with one letter missing, doubled, changed or swapped, that is no word itself."""
    slips: dict[str, str] = {}
    for word in sorted(words):
        for slip in _slips(word) if len(word) >= _SHORTEST_CORRECTED else ():
            if slip not in ordinary and slip not in words:
                slips.setdefault(slip, word)
    return slips


def _slips(word: str) -> set[str]:
    slips: set[str] = set()
    for place in range(len(word)):
        head, tail = word[:place], word[place + 1:]
        slips.add(head + tail)
        slips.add(head + word[place] * 2 + tail)
        slips.update(head + tail[:1] + word[place] + tail[1:] for _ in tail[:1])
        slips.update(head + vowel + tail for vowel in "aeiouy")
    return slips - {word}


def _reading(token: str, expand: Mapping[str, str], known: Set[str], corrections: Mapping[str, str]) -> str:
    """One written word as the rules read it; may be several words ("dont": "do not")."""
    if _MIXED.match(token):
        token = token.translate(_LETTER_SIGNS) if not token.isdecimal() else token
    word = token.replace("*", "")
    if word in expand:
        return expand[word]
    word = word.replace("'", "")
    if _REPEATED.search(word):
        once, twice = _REPEATED.sub(r"\1", word), _REPEATED.sub(r"\1\1", word)
        word = once if once in known or once in expand else twice
    word = corrections.get(word, word)
    return expand.get(word, word)
