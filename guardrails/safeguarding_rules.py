"""The phrases of `phrases.json`, compiled and searched in order of danger."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guardrails.phrase_matching import Phrase, PhraseCompiler
from guardrails.plain_words import one_slip_spellings, plain_words
from guardrails.word_lists import word_lists


@dataclass(frozen=True)
class DangerPhrase:
    """A phrase that shows danger, `unless` one of the others is anywhere in the message."""

    phrase: Phrase
    unless: tuple[Phrase, ...]

    def matches(self, text: str, words: frozenset[str]) -> bool:
        """Whether it fits a message in plain words."""
        return self.phrase.matches(text, words) and not any(other.matches(text, words) for other in self.unless)


@dataclass(frozen=True)
class KindOfDanger:
    """The phrases of one kind; none of them counts where one of `unless` is in the message (a story, an essay)."""

    name: str
    phrases: tuple[DangerPhrase, ...]
    unless: tuple[Phrase, ...]

    def first_match(self, text: str, words: frozenset[str]) -> DangerPhrase | None:
        """The first of its phrases that fits a message in plain words."""
        found = next((danger for danger in self.phrases if danger.matches(text, words)), None)
        return None if found and any(other.matches(text, words) for other in self.unless) else found


@dataclass(frozen=True)
class SafeguardingRules:
    """Compiled rules; `kinds` in order of danger."""

    kinds: tuple[KindOfDanger, ...]
    everyday: tuple[Phrase, ...]
    voices: tuple[tuple[str, tuple[Phrase, ...]], ...]
    readings: Mapping[str, str]
    known: frozenset[str]
    corrections: Mapping[str, str]

    def first_match(self, text: str) -> tuple[str, str, str] | None:
        """(kind, voice, phrase) of the most dangerous thing in a message, or None."""
        spoken = plain_words(text, self.readings, self.known, self.corrections)
        searched = spoken
        words = frozenset(spoken.split())
        for phrase in self.everyday:
            searched = phrase.take_out(searched, words)
        words_left = frozenset(searched.split())
        for kind in self.kinds:
            danger = kind.first_match(searched, words_left)
            if danger:
                return kind.name, self._voice(spoken, words), danger.phrase.source
        return None

    def voice(self, text: str) -> str:
        """Who is writing, as far as the wording shows: "parent", "young_person" or "unknown"."""
        spoken = plain_words(text, self.readings, self.known, self.corrections)
        return self._voice(spoken, frozenset(spoken.split()))

    def _voice(self, spoken: str, words: frozenset[str]) -> str:
        for voice, phrases in self.voices:
            if any(phrase.matches(spoken, words) for phrase in phrases):
                return voice
        return "unknown"


def load_rules(path: Path) -> SafeguardingRules:
    """Read and compile the phrases file. Raises OSError, ValueError or KeyError when it is missing or malformed."""
    data = json.loads(path.read_text(encoding="utf-8"))
    groups: dict[str, list[str]] = data["groups"]
    readings = {written.replace("\u2019", "'"): read for written, read in data["readings"].items()}
    known = _known_words(data, groups)

    compiler = PhraseCompiler(groups, readings)

    def compiled(sources: Sequence[str]) -> tuple[Phrase, ...]:
        return tuple(compiler.compile(source) for source in sources)

    def danger(entry: str | dict) -> DangerPhrase:
        phrase, unless = (entry, []) if isinstance(entry, str) else (entry["phrase"], entry["unless"])
        return DangerPhrase(compiler.compile(phrase), compiled(unless))

    subject = compiled(["<subject>"])

    def of_kind(kind: dict) -> KindOfDanger:
        topics = tuple(DangerPhrase(topic, subject) for topic in compiled(kind.get("topics", [])))
        return KindOfDanger(kind["kind"], tuple(danger(entry) for entry in kind["phrases"]) + topics, compiled(kind.get("unless", [])))

    voices = data["voices"]
    return SafeguardingRules(
        kinds=tuple(of_kind(kind) for kind in data["kinds"]),
        everyday=compiled(data["everyday"]),
        voices=(("young_person", compiled(voices["young_person_first"])), ("parent", compiled(voices["parent"])),
                ("young_person", compiled(voices["young_person"]))),
        readings=readings, known=known,
        corrections=one_slip_spellings(frozenset(data["spelled_near"]), word_lists().ordinary | known))


def _known_words(data: dict, groups: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Every plain word that any phrase or group holds."""
    sources = [phrase for kind in data["kinds"] for phrase in kind["phrases"] + kind.get("topics", []) if isinstance(phrase, str)]
    sources += data["everyday"] + [word for words in groups.values() for word in words]
    text = " ".join(sources)
    for mark in "/()<>_*.&":
        text = text.replace(mark, " ")
    return frozenset(text.lower().replace("'", "").split())
