"""Which language a message is written in, as far as its words and letters tell. English is never called anything else."""
from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from guardrails.languages.language import LONGEST_STEM, Language, languages, other_languages
from guardrails.languages.reading import Reading, Word, read
from guardrails.word_lists import word_lists

LATIN = "LATIN"
_SCRIPTS = (LATIN, "CYRILLIC", "ARABIC", "DEVANAGARI", "BENGALI")
SURE_SHARE = 0.15   # of a message's words, from three known words on: "my son nie chodzi do szkoly bo sie boi"
PAIR_SHARE = 0.4    # the same for two known words
ONE_SHARE = 0.5     # the same for one, counting words that are English too ("mi", "me", "no")
LONG_WORD = 3       # letters that a word must have which no other word supports
_STEM = 4
_SHARED_BY = 3      # languages that have a word of danger in common, from which it is a name or an international word ("paracetamol")
# English names of help that families use in any language; they say nothing about the language of a message.
BORROWED = frozenset("short breaks ehc ehcp plan plans council send sendiass senco sen dla pip camhs adhd school wpcc email".split())


@dataclass(frozen=True)
class Signs:
    """What speaks for a language: known words and letters that others do not have, each counted once."""

    language: Language
    words: frozenset[str]
    letters: int
    hits: int           # how many of the message's words these are
    own: int            # of the words, those that no other language knows
    both: int           # known words that are English too; these alone say little
    longest: int        # letters of the longest of those
    english: int        # words that are English and not known
    count: int          # of the message's words

    @property
    def order(self) -> tuple[float, int, int]:
        """What the best is chosen by."""
        return len(self.words) + self.own + self.letters + self.both / 2, self.own, self.hits

    @property
    def share(self) -> float:
        """Of the message's words, those that are known or have letters of their own."""
        return self.hits / self.count


def detect_language(text: str) -> str | None:
    """The BCP 47 code of one of our languages, or None for English, for others, and where it cannot be told."""
    words = [word for word in read(text).words if word.lower[0].isalpha()]
    if not words:
        return None
    for script in _SCRIPTS[1:]:
        written = [word for word in words if _script(word.lower) == script]
        if len(written) >= 2 or written and len(written) * 2 >= len(words):
            return _of_script(script, written)
    return _of_latin(words)


def _of_script(script: str, words: Sequence[Word]) -> str | None:
    """In a script that English does not use: the best of those that use it."""
    signs = [_signs(language, words) for language in (*languages(), *other_languages()) if script in scripts_of(language.code)]
    best = max(signs, key=lambda found: found.order, default=None)
    if best is None or (best.order[0] == 0 and script == "CYRILLIC"):
        return None
    return best.language.code if best.language in languages() else None


def _of_latin(words: Sequence[Word]) -> str | None:
    lower = [word for word in words if not word.capital and word.folded not in BORROWED]
    if not lower:
        return None
    best = max((_signs(language, lower) for language in (*languages(), *other_languages()) if LATIN in scripts_of(language.code)),
               key=lambda found: found.order)
    if best.language not in languages() or not _enough(best):
        return None
    return best.language.code


def _enough(best: Signs) -> bool:
    """Whether the signs are more than a name, a place or a borrowed word in an English message."""
    known = len(best.words) + min(best.letters, 2)
    if known >= 3 and best.own and best.share >= SURE_SHARE:
        return True
    if known >= 2 and best.words and best.share >= PAIR_SHARE and best.english * 3 <= best.count:
        return True
    if best.both >= 2 and best.longest > LONG_WORD and not best.english and best.hits + best.both == best.count:
        return True
    long_enough = any(len(word) >= LONG_WORD for word in best.words)
    return long_enough and (best.hits + best.both) / best.count >= ONE_SHARE and best.english * 5 <= best.count


def _signs(language: Language, words: Sequence[Word]) -> Signs:
    known: set[str] = set()
    hits = letters = own = both = longest = english = 0
    for word in words:
        found, is_english = _known_word(language.code, word.folded), word.folded in word_lists().ordinary
        strange = not language.letters.isdisjoint(word.lower)
        both += bool(found) and is_english
        english += is_english and not found
        if is_english:
            longest = max(longest, len(word.folded) if found else 0)
            continue
        hits, letters = hits + (bool(found) or strange), letters + strange
        if found and found not in known:
            known.add(found)
            own += not any(_known_word(other, word.folded) for other in _by_code() if other != language.code)
    return Signs(language, frozenset(known), min(letters, 4), hits, own, both, longest, english, len(words))


@lru_cache(maxsize=60_000)
def _known_word(code: str, folded: str) -> str | None:
    """The sign word or stem that a word is, or None."""
    for read_as in _by_code()[code].spelling.readings(folded):
        if read_as in _vocabulary()[code] and (len(read_as) > 1 or not read_as.isascii()):
            return read_as
        for length in range(min(len(read_as), LONGEST_STEM), _STEM - 1, -1):
            if read_as[:length] + "*" in _vocabulary()[code]:
                return read_as[:length]
    return None


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Language]:
    return {language.code: language for language in (*languages(), *other_languages())}


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, frozenset[str]]:
    """Of each language: its sign words, and the longer words of its phrases that few others share."""
    uses = Counter(pattern for language in languages() for pattern in language.known)
    return {code: language.words | {pattern for pattern in language.known if uses[pattern] < _SHARED_BY and len(pattern.rstrip("*")) >= _STEM}
            for code, language in _by_code().items()}


@lru_cache(maxsize=64)
def scripts_of(code: str) -> frozenset[str]:
    """The scripts in which a language's sign words are written."""
    language = _by_code()[code]
    return frozenset(_script(word) for word in language.words) | frozenset(_script(letter) for letter in language.letters)


@lru_cache(maxsize=20_000)
def _script(word: str) -> str:
    name = unicodedata.name(word[0], "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "")
