"""Phrases of `phrases.json`, made into patterns that run over a message in plain lower-case words.

The notation is explained for its readers at the top of `phrases.json`.
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GAP = 4           # words that "..." may stand for
_NOT_A_WORD = "_"  # stands where an everyday phrase was taken out


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase. `needs`: sets of words; a message with no word of one of them cannot match."""

    source: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]

    def matches(self, text: str, words: frozenset[str]) -> bool:
        """`text` as `spelling.normalise` gives it, padded with spaces; `words` its set of words."""
        return self._possible(words) and self.pattern.search(text) is not None

    def take_out(self, text: str, words: frozenset[str]) -> str:
        """The text with every match replaced by one word that no phrase knows."""
        return self.pattern.sub(_NOT_A_WORD + " ", text) if self._possible(words) else text

    def _possible(self, words: frozenset[str]) -> bool:
        return not any(needed.isdisjoint(words) for needed in self.needs)


def compile_phrase(source: str, groups: Mapping[str, Sequence[str]], expand: Mapping[str, str]) -> Phrase:
    """Compile one phrase. `groups`: lists of words by name; `expand`: what a written word is read as ("don't": "do not").

    Raises ValueError when a group is unknown or the phrase is empty.
    """
    pieces: list[str] = []
    needs: list[frozenset[str]] = []
    for element in source.lower().split():
        if element == "...":
            pieces.append(rf"(?:[^ .]+ ){{0,{GAP}}}")
        elif element == ".":
            pieces.append(r"\. ")
        elif element.startswith("(") and element.endswith(")"):
            pieces.append(f"(?:{_alternatives(element[1:-1], groups, expand)[0]})?")
        else:
            piece, needed = _alternatives(element, groups, expand)
            pieces.append(f"(?:{piece})")
            needs.append(needed)
    if not needs:
        raise ValueError(f"a phrase without words: {source!r}")
    return Phrase(source, re.compile("(?<= )" + "".join(pieces)), tuple(needed for needed in needs if needed))


def _alternatives(element: str, groups: Mapping[str, Sequence[str]], expand: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Pattern of one element and the words of which one must be there (empty when a word ends in *)."""
    options: list[str] = []
    for option in element.split("/"):
        if option.startswith("<") and option.endswith(">"):
            if option[1:-1] not in groups:
                raise ValueError(f"unknown group: {option}")
            options += groups[option[1:-1]]
        else:
            options.append(option.replace("_", " "))
    readings = [" ".join(expand.get(word, word).replace("'", "") for word in option.lower().split()) for option in options]
    pattern = "|".join(_word_pattern(reading) for reading in sorted(set(readings), key=len, reverse=True))
    first_words = frozenset(reading.split()[0] for reading in readings)
    return pattern, frozenset() if any(word.endswith("*") for word in first_words) else first_words


def _word_pattern(reading: str) -> str:
    return "".join((re.escape(word[:-1]) + "[^ .]*" if word.endswith("*") else re.escape(word)) + " " for word in reading.split())
