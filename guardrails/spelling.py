"""Whether a word is an English one, inflected or written in a hurry."""
from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache

_ENDINGS = ("s", "es", "ed", "d", "ing", "in", "ly", "nt", "er", "est", "y", "ness", "n't", "'t", "'ll", "'d", "'ve", "'re", "ful", "less", "able", "ally", "ment", "ish")
_PLAIN_ENDINGS = ("s", "es", "ing", "ed")
_SHORTEST_STEM = 3
_NAMELIKE_ENDINGS = frozenset({"y", "in", "er", "est", "d", "ish", "able", "ally"})  # names end so too, so these ask for one letter more
_PREFIXES = ("anti", "co", "counter", "de", "dis", "hyper", "hypo", "inter", "mis", "multi", "neuro", "non", "out", "over", "pre", "re", "semi", "sub", "super", "un", "under", "up")
_SHORTEST_REST = 4
_WORD_ENDINGS = tuple("tion tions sion ment ments ing ness able ible ist ists ous ful less ity ers ies ology ologist logist ance ence ical ship hood ward wards wise thing things ative ics ised ized ated".split())
_DRAWN_OUT = re.compile(r"(.)\1\1")
_LONGEST = 24      # longer runs of letters are no words
SHORTEST_SLIP = 7  # shorter unknown words are names too often ("marley" is one letter from "barley")


def is_english(word: str, english: Set[str]) -> bool:
    """True for a listed word, an inflected one ("strimming", "tantruming"), and one made of listed words with a hyphen between."""
    bare = word.replace("'", "")
    if bare in english or word in english:
        return True
    if "-" in word:
        return all(len(part) > 1 and is_english(part, english) for part in word.split("-"))
    return any(stem in english for stem in _stems(word)) or word.startswith(_PREFIXES) and any(
        word.startswith(prefix) and len(word) >= len(prefix) + _SHORTEST_REST + (len(prefix) == 2) and word[len(prefix):] in english for prefix in _PREFIXES)


def is_compound(word: str, ordinary: Set[str]) -> bool:
    """Two everyday words in one ("stairlift", "suncream")."""
    return len(word) <= _LONGEST and any(word[:place] in ordinary and word[place:] in ordinary for place in range(3, len(word) - 2) if place > 3 or len(word) - place > 3)


def looks_english(word: str) -> bool:
    """An ending that words have and names seldom ("complanement")."""
    return word.endswith(_WORD_ENDINGS) or _DRAWN_OUT.search(word) is not None


def is_slip(word: str, ordinary: frozenset[str], shortest: int = SHORTEST_SLIP, shortest_changed: int = 0) -> bool:
    """True for a word of `shortest` letters or more that is one slip away from an ordinary one: a letter missing or added, two swapped,
    or, in a word of `shortest_changed` letters or more, one changed (the first letter is seldom the wrong one)."""
    bare = word.replace("'", "")
    if not shortest <= len(bare) <= _LONGEST:
        return any(bare + ending in ordinary for ending in _PLAIN_ENDINGS)
    changed, missing = _near(ordinary)
    return bare in missing or any(
        bare[:place] + bare[place + 1:] in ordinary
        or (len(bare) >= shortest_changed and place > 0 and f"{place}{bare[:place]}{bare[place + 1:]}" in changed)
        or bare[:place] + bare[place + 1:place + 2] + bare[place] + bare[place + 2:] in ordinary
        for place in range(len(bare)))


@lru_cache(maxsize=4)
def _near(ordinary: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Of every ordinary word: what is left when the letter at a place is taken out, with the place and without it."""
    left_over = [(place, word[:place] + word[place + 1:]) for word in ordinary if len(word) > 3 for place in range(1, len(word))]
    return frozenset(f"{place}{rest}" for place, rest in left_over), frozenset(rest for _, rest in left_over)


def _stems(word: str) -> Iterator[str]:
    for ending in _ENDINGS:
        stem = word[:-len(ending)]
        if word.endswith(ending) and len(stem) >= _SHORTEST_STEM + (ending in _NAMELIKE_ENDINGS):
            yield stem
            if ending in ("ed", "ing", "in", "er", "able"):
                yield stem + "e"
            if len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2]:
                yield stem[:-1]
            if stem.endswith("i"):
                yield stem[:-1] + "y"
