"""Phrases of the language files, matched word by word: no regular expression, so no message can make it slow.

The notation is explained for its readers in `README.md` beside the files.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

GAPS = {"..": 2, "...": 4}
WINDOW = 12  # words within which the parts of "a + b" must begin
Span = tuple[int, int]


@dataclass(frozen=True)
class Element:
    """One place of a phrase: alternatives of one or more word patterns. `gap`: other words that may stand before it."""

    options: tuple[tuple[str, ...], ...]
    optional: bool
    gap: int

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The patterns with which it can begin."""
        return frozenset(option[0] for option in self.options)


@dataclass(frozen=True)
class Phrase:
    """Parts that must all stand in one sentence, near each other, in any order; each part is a sequence. Not `unless` any of those is there."""

    source: str
    parts: tuple[tuple[Element, ...], ...]
    unless: tuple[Phrase, ...] = ()

    @cached_property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Sets of patterns of each of which one must be in the message."""
        return tuple(element.firsts for part in self.parts for element in part if not element.optional)

    def patterns(self) -> Iterable[str]:
        """Every word pattern in it."""
        yield from (word for part in self.parts for element in part for option in element.options for word in option)
        for other in self.unless:
            yield from other.patterns()


class Places:
    """Where each word pattern stands in a message: `at["bij*"]` holds the numbers of its words."""

    def __init__(self, at: Mapping[str, frozenset[int]], sentences: Sequence[int]) -> None:
        self.at = at
        self.sentences = sentences

    def without(self, hidden: frozenset[int]) -> Places:
        """The same without some words."""
        left = {pattern: kept for pattern, places in self.at.items() if (kept := places - hidden)}
        return Places(left, self.sentences)

    def spans(self, phrase: Phrase) -> list[Span]:
        """Where the phrase's parts stand; empty when it does not fit."""
        for needed in phrase.needed:
            if needed.isdisjoint(self.at):
                return []
        found = [self._part(part) for part in phrase.parts]
        spans = [span for span in found[0] if all(self._near(span, others) for others in found[1:])]
        if not spans or any(self.spans(other) for other in phrase.unless):
            return []
        return spans + [other for others in found[1:] for other in others if self._near(other, spans)]

    def _part(self, part: Sequence[Element]) -> list[Span]:
        starts = sorted({start for pattern in part[0].firsts & self.at.keys() for start in self.at[pattern]})
        spans = []
        for start in starts:
            ends = self._ends(part, start)
            if ends:
                spans.append((start, max(ends)))
        return spans

    def _ends(self, part: Sequence[Element], start: int) -> set[int]:
        sentence, here = self.sentences[start], {start}
        for element in part:
            after = {end for place in here for skipped in range(element.gap + 1) for end in self._after(element, place + skipped, sentence)}
            here = after | here if element.optional else after
            if not here:
                return here
        return here

    def _after(self, element: Element, place: int, sentence: int) -> Iterable[int]:
        if place >= len(self.sentences) or self.sentences[place] != sentence:
            return
        for option in element.options:
            if all(place + offset in self.at.get(word, ()) for offset, word in enumerate(option)) and self.sentences[place + len(option) - 1] == sentence:
                yield place + len(option)

    def _near(self, span: Span, others: Sequence[Span]) -> bool:
        return any(abs(other[0] - span[0]) <= WINDOW and self.sentences[other[0]] == self.sentences[span[0]] for other in others)


def compile_phrase(source: str, groups: Mapping[str, Sequence[str]], fold: Callable[[str], str]) -> Phrase:
    """Compile one phrase. Raises ValueError when a group is unknown, or a part is empty or begins or ends with a gap."""
    wanted, *unless = source.split(" unless ")
    parts = tuple(_part(part.split(), groups, fold, source) for part in wanted.split(" + "))
    return Phrase(source, parts, tuple(compile_phrase(other, groups, fold) for other in unless))


def _part(words: Sequence[str], groups: Mapping[str, Sequence[str]], fold: Callable[[str], str], source: str) -> tuple[Element, ...]:
    elements: list[Element] = []
    gap = 0
    for word in words:
        if word in GAPS:
            gap = GAPS[word]
            continue
        optional = word.startswith("(") and word.endswith(")")
        options = tuple(dict.fromkeys(tuple(_pattern(piece, fold) for piece in option.split("_"))
                                      for written in word.strip("()").split("/") for option in _options(written, groups)))
        elements.append(Element(options, optional, gap))
        gap = 0
    while elements and elements[0].optional:  # an optional word in front changes nothing
        del elements[0]
    if not elements or elements[0].gap or gap:
        raise ValueError(f"a part must begin and end with words: {source!r}")
    return tuple(elements)


def _options(written: str, groups: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if not written.startswith("<"):
        return [written]
    if written[1:-1] not in groups:
        raise ValueError(f"unknown group: {written}")
    return [option for entry in groups[written[1:-1]] for option in _options(entry, groups)]


def _pattern(word: str, fold: Callable[[str], str]) -> str:
    folded = fold(word.rstrip("*"))
    if not folded:
        raise ValueError(f"an empty word in a phrase: {word!r}")
    return folded + "*" if word.endswith("*") else folded
