"""Whether a word is an ordinary one, inflected or written in a hurry."""
from __future__ import annotations

from collections.abc import Iterator, Set

_ENDINGS = ("s", "es", "ed", "d", "ing", "in", "ly", "nt", "er", "est", "y", "ness", "n't", "'t", "'ll", "'d", "'ve", "'re", "ful", "less", "able", "ally", "ment", "ish")
_PLAIN_ENDINGS = ("s", "es", "ing", "ed")
_SHORTEST_STEM = 3
_NAMELIKE_ENDINGS = frozenset({"y", "in", "er", "est", "d", "ish", "able", "ally"})  # names end so too, so these ask for one letter more
_SHORTEST_MISSPELT = 7  # shorter unknown words are names too often ("marley" is one letter from "barley")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_misspelling(word: str, ordinary: Set[str], shortest: int = _SHORTEST_MISSPELT) -> bool:
    """True for an inflected ordinary word ("strimming", "tantruming"), and for one of `shortest` letters or more that is one slip from ordinary."""
    bare = word.replace("'", "")
    if bare in ordinary or any(stem in ordinary for stem in _stems(word)) or any(bare + ending in ordinary for ending in _PLAIN_ENDINGS):
        return True
    return len(bare) >= shortest and any(near in ordinary for near in _one_slip(bare))


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


def _one_slip(word: str) -> Iterator[str]:
    """Every spelling with one letter left out, doubled, swapped with its neighbour or changed."""
    for place in range(len(word)):
        head, tail = word[:place], word[place + 1:]
        yield head + tail
        if tail:
            yield head + tail[0] + word[place] + tail[1:]
        for letter in _LETTERS:
            yield head + letter + tail
            yield head + letter + word[place:]
