"""One language's file, read and compiled."""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from guardrails.languages.patterns import Phrase, Places, Span, compile_phrase
from guardrails.languages.reading import Reading, fold

FOLDER = Path(__file__).resolve().parent
OTHERS = "others.json"  # languages that are only known so as not to be mistaken
_MOST_KEPT = 20_000      # words whose patterns are kept in memory
_SHORTEST_STEM, LONGEST_STEM = 2, 24


@dataclass(frozen=True)
class Spelling:
    """How this language's words are made alike: letters that are written in more than one way, little words written together with the next."""

    alike: tuple[tuple[str, str], ...] = ()
    joined: tuple[str, ...] = ()

    def fold(self, word: str) -> str:
        """A word as this language's phrases are compared."""
        return self.alter(fold(word))

    def alter(self, folded: str) -> str:
        """The same for a word that is folded already."""
        for written, read_as in self.alike:
            folded = folded.replace(written, read_as)
        return folded

    def readings(self, folded: str) -> set[str]:
        """The word, and what is left of it without the little words in front."""
        found = {self.alter(folded)}
        found.update(word[len(front):] for word in list(found) for front in self.joined if word.startswith(front) and len(word) > len(front) + 2)
        return found


@dataclass(frozen=True)
class Language:
    """A language with its signs and phrases. `kinds` in order of danger."""

    code: str
    name: str
    own_name: str
    direction: str
    spelling: Spelling
    letters: frozenset[str]
    words: frozenset[str]
    kinds: tuple[tuple[str, tuple[Phrase, ...]], ...]
    everyday: tuple[Phrase, ...]
    voices: tuple[tuple[str, tuple[Phrase, ...]], ...]
    known: frozenset[str] = field(repr=False)
    read: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)  # patterns that a folded word fits, kept for the next message

    def places(self, reading: Reading) -> Places:
        """Where the words of its phrases stand in a message."""
        at: dict[str, set[int]] = {}
        for number, word in enumerate(reading.words):
            for pattern in self._patterns_of(word.folded):
                at.setdefault(pattern, set()).add(number)
        return Places({pattern: frozenset(places) for pattern, places in at.items()}, [word.sentence for word in reading.words])

    def _patterns_of(self, folded: str) -> frozenset[str]:
        found = self.read.get(folded)
        if found is None:
            found = frozenset(pattern for read_as in self.spelling.readings(folded) for pattern in self._patterns(read_as))
            if len(self.read) >= _MOST_KEPT:
                self.read.clear()
            self.read[folded] = found
        return found

    def _patterns(self, word: str) -> set[str]:
        stems = {word[:length] + "*" for length in range(_SHORTEST_STEM, min(len(word), LONGEST_STEM) + 1)}
        return (stems | {word}) & self.known

    def everyday_words(self, places: Places) -> frozenset[int]:
        """The numbers of words that stand in phrases which only sound dangerous."""
        return frozenset(number for phrase in self.everyday for start, end in places.spans(phrase) for number in range(start, end))

    def first_match(self, places: Places, counts: Callable[[Sequence[Span]], bool] = bool) -> tuple[str, str, str] | None:
        """(kind, voice, phrase) of the most dangerous thing whose places count, or None."""
        searched = places.without(self.everyday_words(places))
        for kind, phrases in self.kinds:
            for phrase in phrases:
                if counts(searched.spans(phrase)):
                    return kind, self._voice(places), phrase.source
        return None

    def _voice(self, places: Places) -> str:
        return next((voice for voice, phrases in self.voices if any(places.spans(phrase) for phrase in phrases)), "unknown")


def load_language(path: Path) -> Language:
    """Read and compile a file. Raises OSError, ValueError or KeyError when it is missing or malformed."""
    data = json.loads(path.read_text(encoding="utf-8"))
    spelling = _spelling(data)

    def compiled(sources: Sequence[str]) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(source, data["groups"], spelling.fold) for source in sources)

    kinds = tuple((kind, compiled(sources)) for kind, sources in data["danger"].items())
    everyday, voices = compiled(data["everyday"]), tuple((voice, compiled(sources)) for voice, sources in data["voices"].items())
    phrases = [phrase for _, found in (*kinds, *voices) for phrase in found] + list(everyday)
    return Language(
        code=data["code"], name=data["name"], own_name=data["own_name"], direction=data["direction"], spelling=spelling,
        letters=frozenset(data["signs"]["letters"]), words=_sign_words(data, spelling), kinds=kinds, everyday=everyday, voices=voices,
        known=frozenset(pattern for phrase in phrases for pattern in phrase.patterns()))


def load_other(code: str, data: Mapping) -> Language:
    """A language that is only known by its signs."""
    spelling = Spelling()
    return Language(code, data["name"], "", "", spelling, frozenset(data["letters"]), _sign_words({"signs": data}, spelling), (), (), (), frozenset())


@lru_cache(maxsize=1)
def language_files() -> tuple[Path, ...]:
    """The file of each language, in order of code."""
    return tuple(sorted(path for path in FOLDER.glob("*.json") if path.name != OTHERS))


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """Every language. Raises what `load_language` raises."""
    return tuple(load_language(path) for path in language_files())


@lru_cache(maxsize=1)
def other_languages() -> tuple[Language, ...]:
    """Languages that are only known so as not to be mistaken."""
    data = json.loads((FOLDER / OTHERS).read_text(encoding="utf-8"))
    return tuple(load_other(code, entry) for code, entry in data["languages"].items())


def _spelling(data: Mapping) -> Spelling:
    entry = data.get("spelling", {})
    return Spelling(tuple((written, read_as) for written, read_as in entry.get("alike", ())),
                    tuple(sorted((fold(word) for word in entry.get("joined", ())), key=len, reverse=True)))


def _sign_words(data: Mapping, spelling: Spelling) -> frozenset[str]:
    return frozenset(spelling.fold(word.rstrip("*")) + ("*" if word.endswith("*") else "") for word in data["signs"]["words"])
