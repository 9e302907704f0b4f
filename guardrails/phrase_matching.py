"""Phrases of `phrases.json`, made into patterns that run over a message in plain lower-case words.

The notation is explained for its readers at the top of `phrases.json`.
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GAP = 4            # words that "..." may stand for
NEAR = 12          # words, before and after, in which the other part of "this & that" is looked for
_NEAR_LETTERS = 120
_NOT_A_WORD = "_"  # stands where an everyday phrase was taken out
_DEEPEST = 4       # groups inside groups

Needs = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase. `needs`: sets of words; a message with no word of one of them cannot match.

    `beside`: what must stand in the same sentence too, before or after, at most `NEAR` words away.
    """

    source: str
    pattern: re.Pattern[str]
    needs: Needs
    beside: tuple[re.Pattern[str], ...] = ()

    def matches(self, text: str, words: frozenset[str]) -> bool:
        """`text` as `plain_words` gives it, padded with spaces; `words` its set of words."""
        if not self._possible(words):
            return False
        if not self.beside:
            return self.pattern.search(text) is not None
        return any(self._has_beside(text, found) for found in self.pattern.finditer(text))

    def take_out(self, text: str, words: frozenset[str]) -> str:
        """The text with every match replaced by one word that no phrase knows."""
        if not self._possible(words):
            return text
        taken = f" {_NOT_A_WORD} "
        return self.pattern.sub(taken, self.pattern.sub(taken, text))  # twice: of two that touch, the first match holds the space between

    def _possible(self, words: frozenset[str]) -> bool:
        return not any(needed.isdisjoint(words) for needed in self.needs)

    def _has_beside(self, text: str, found: re.Match[str]) -> bool:
        before = text[max(0, found.start() - _NEAR_LETTERS):found.start() + 1].rsplit(" . ", 1)[-1].split()[-NEAR:]
        after = text[found.end():found.end() + _NEAR_LETTERS].split(". ", 1)[0].split()[:NEAR]
        around = " ".join(["", *before, _NOT_A_WORD, *after, ". "])
        return all(part.search(around) for part in self.beside)


class PhraseCompiler:
    """Compiles phrases. `groups`: lists of words or phrases by name; `expand`: what a written word is read as ("don't": "do not")."""

    def __init__(self, groups: Mapping[str, Sequence[str]], expand: Mapping[str, str]) -> None:
        self._groups = groups
        self._expand = expand
        self._compiled: dict[str, tuple[str, frozenset[str]]] = {}

    def compile(self, source: str) -> Phrase:
        """Compile one phrase. Raises ValueError when a group is unknown or holds itself, or the phrase is empty."""
        parts = [self._sequence(part) for part in source.lower().split(" & ")]
        if not all(pattern and needs for pattern, needs in parts):
            raise ValueError(f"a phrase without words: {source!r}")
        needs = tuple(needed for _, needs in parts for needed in needs if needed)
        first, *beside = (re.compile(f" (?:{pattern})") for pattern, _ in parts)  # a plain first letter: the search skips to it
        return Phrase(source, first, needs, tuple(beside))

    def _sequence(self, source: str, depth: int = 0) -> tuple[str, Needs]:
        """Pattern and needs of words in a row; no needs where no word must be there."""
        pieces: list[str] = []
        needs: list[frozenset[str]] = []
        for element in source.split():
            if element == "...":
                pieces.append(rf"(?:[^ .]+ ){{0,{GAP}}}")
            elif element == ".":
                pieces.append(r"\. ")
            elif element.startswith("(") and element.endswith(")"):
                pieces.append(f"(?:{self._alternatives(element[1:-1], depth)[0]})?")
            else:
                piece, needed = self._alternatives(element, depth)
                pieces.append(f"(?:{piece})")
                needs.append(needed)
        return "".join(pieces), tuple(needs)

    def _alternatives(self, element: str, depth: int) -> tuple[str, frozenset[str]]:
        """Pattern of one element and the words of which one must be there (empty when that cannot be told)."""
        patterns: list[str] = []
        needed: set[str] = set()
        known = True
        for option in element.split("/"):
            in_group = option.startswith("<") and option.endswith(">")
            pattern, words = self._group(option[1:-1], depth) if in_group else self._words([option.replace("_", " ")])
            patterns.append(pattern)
            needed |= words
            known = known and bool(words)
        return "|".join(patterns), frozenset(needed) if known else frozenset()

    def _group(self, name: str, depth: int) -> tuple[str, frozenset[str]]:
        if name not in self._groups or depth >= _DEEPEST:
            raise ValueError(f"unknown group, or groups too deep in each other: {name}")
        if name not in self._compiled:
            self._compiled[name] = self._group_entries(self._groups[name], depth + 1)
        return self._compiled[name]

    def _group_entries(self, entries: Sequence[str], depth: int) -> tuple[str, frozenset[str]]:
        """A group's plain words, and those of its entries that are phrases themselves ("<whose> (<adjective>) <child>")."""
        phrases = [entry for entry in entries if any(sign in entry for sign in "<(/")]
        words = [entry for entry in entries if entry not in phrases]
        pattern, needed = self._words(words) if words else ("", frozenset())
        patterns, known = [pattern] if words else [], bool(needed) or not words
        for entry in phrases:
            pattern, needs = self._sequence(entry.lower(), depth)
            patterns.append(pattern)
            smallest = min((need for need in needs if need), key=len, default=frozenset[str]())
            needed, known = needed | smallest, known and bool(smallest)
        return "|".join(patterns), needed if known else frozenset()

    def _words(self, options: Sequence[str]) -> tuple[str, frozenset[str]]:
        readings = [" ".join(self._expand.get(word, word).replace("'", "") for word in option.lower().split()) for option in options]
        pattern = "|".join(_word_pattern(reading) for reading in sorted(set(readings), key=len, reverse=True))
        first_words = frozenset(reading.split()[0] for reading in readings)
        return pattern, frozenset() if any(word.endswith("*") for word in first_words) else first_words


def _word_pattern(reading: str) -> str:
    return "".join((re.escape(word[:-1]) + "[^ .]*" if word.endswith("*") else re.escape(word)) + " " for word in reading.split())
