"""A message as same-length plain text and as tokens, so that every finding has its place in the original."""
from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

OPAQUE = "\x01"  # stands for every character of a placeholder: no rule reads into what is already masked
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
_QUOTES = frozenset("\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032\uff07")
_PLAIN = re.compile(r"[\x00-\x7f]*\Z")
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+){0,3}|\d+|\x01+|[^\w\s]|\n|_")
_SENTENCE_ENDS = frozenset(".!?\n:;*•")
_MOST_WORDS = 0.6  # above this share of capitals the capitals say nothing
_ENOUGH_WORDS = 5
_MOST_NAMES = 8   # so many words with capitals in a row are a manner of writing
_LITTLE_WORDS = frozenset("a an and at for her his i in is it my of on our she the to was we with".split())  # small ones show that capitals mean something


class Token(NamedTuple):
    """One word, number or mark. `end` leaves out a possessive 's, which stays readable."""

    text: str          # as written, with 's
    lower: str         # lower case, without 's
    start: int
    end: int           # offset after the word itself, 's left out
    possessive: bool
    word: bool
    capital: bool      # a capital that means something: "Jack", not "JACK" in a shouted message
    acronym: bool      # "EHCP" in a message that is not shouted
    first: bool        # first word of a sentence


def plain(text: str) -> str:
    """The same text, character for character as long, with wide letters, odd spaces, dashes and quotes made plain."""
    if _PLAIN.match(text):
        return text
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character < "\x80":
        return character
    if character in _DASHES:
        return "-"
    if character in _QUOTES:
        return "'"
    if character.isspace():
        return "\n" if character in "\x85\u2028\u2029" else " "
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def tokenise(text: str) -> list[Token]:
    """Tokens of plain text (see `plain`), in order."""
    matches = list(_TOKEN.finditer(text))
    words = [match[0] for match in matches if match[0][0].isalpha()]
    shouted = _share(words, str.isupper) > _MOST_WORDS and len(words) > 2
    inside = [match[0] for before, match in zip(matches, matches[1:], strict=False) if match[0][0].isalpha() and before[0] not in _SENTENCE_ENDS and not (len(match[0]) > 1 and match[0].isupper())]
    titled = len(inside) >= _ENOUGH_WORDS - 1 and _share(inside, lambda word: word[0].isupper()) > _MOST_WORDS and not any(word in _LITTLE_WORDS for word in inside) and (
        len(inside) > _MOST_NAMES or any(word.lower() in _LITTLE_WORDS for word in inside))
    tokens: list[Token] = []
    first = True
    for match in matches:
        token = _token(match, shouted=shouted, trust_capitals=not (shouted or titled), first=first)
        tokens.append(token)
        first = token.text in _SENTENCE_ENDS or (first and not token.word)
    return tokens


def _share(words: list[str], test) -> float:
    return sum(1 for word in words if test(word)) / len(words) if words else 0.0


def _token(match: re.Match[str], *, shouted: bool, trust_capitals: bool, first: bool) -> Token:
    text, start, end = match[0], match.start(), match.end()
    word = text[0].isalpha()
    stem = text[:-2] if word and len(text) > 2 and text[-2:] in ("'s", "'S") else text
    upper = word and len(stem) > 1 and stem.isupper()
    return Token(text=text, lower=stem.lower(), start=start, end=end - (len(text) - len(stem)), possessive=stem is not text,
                 word=word, capital=trust_capitals and word and text[0].isupper() and not upper,
                 acronym=upper and not shouted, first=first)
