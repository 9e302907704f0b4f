"""Danger in other languages, looked for in each of them whatever a message seems to be written in."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guardrails.languages.detection import detect_language
from guardrails.languages.language import Language, languages
from guardrails.languages.patterns import Span
from guardrails.languages.reading import Reading, read
from guardrails.word_lists import word_lists

Found = tuple[str, str, str]  # kind, voice, rule


@dataclass(frozen=True)
class Noticed:
    """What the other languages say to a message: the language it is written in, the danger found and its language.

    `plain`: the message for the English rules, without phrases that only sound dangerous in the language it is written in.
    """

    language: str | None
    danger: Found | None
    danger_language: str
    plain: str


def notice(text: str) -> Noticed:
    """Look at a message in every language. Raises what reading a broken language file raises."""
    written_in, reading = detect_language(text), read(text)

    def counts(spans: Sequence[Span]) -> bool:
        return bool(spans) and not _mostly_english(reading, spans)

    for language in _in_order(written_in, languages()):
        found = language.first_match(language.places(reading), bool if language.code == written_in else counts)
        if found:
            return Noticed(written_in, found, language.code, text)
    plain = next((_without_everyday(language, reading) for language in languages() if language.code == written_in), text)
    return Noticed(written_in, None, written_in or "en", plain)


def _in_order(first: str | None, every: Sequence[Language]) -> Sequence[Language]:
    return sorted(every, key=lambda language: language.code != first)


def _mostly_english(reading: Reading, spans: Sequence[Span]) -> bool:
    """Whether the words from the first to the last that a phrase fitted are English: "staff thought" is no Nepali."""
    words = reading.words[min(start for start, _ in spans):max(end for _, end in spans)]
    return sum(word.folded in word_lists().ordinary for word in words) * 2 >= len(words)


def _without_everyday(language: Language, reading: Reading) -> str:
    hidden = language.everyday_words(language.places(reading))
    pieces, position = [], 0
    for number, word in enumerate(reading.words):
        if number in hidden:
            pieces += [reading.text[position:word.start], "_"]
            position = word.end
    return "".join([*pieces, reading.text[position:]])
