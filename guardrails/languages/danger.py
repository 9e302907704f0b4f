"""Danger in other languages, looked for in each of them whatever a message seems to be written in."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

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

    hidden: frozenset[int] = frozenset()
    for language in _in_order(written_in, languages()):
        places = language.places(reading).without(hidden)
        if language.code == written_in:  # what is no danger in the message's own language is none in its neighbours
            hidden = language.everyday_words(places)
        found = language.first_match(places, bool if language.code == written_in else partial(_believable, language, reading))
        if found:
            return Noticed(written_in, found, language.code, text)
    plain = next((_without_everyday(language, reading) for language in languages() if language.code == written_in), text)
    return Noticed(written_in, None, written_in or "en", plain)


def _in_order(first: str | None, every: Sequence[Language]) -> Sequence[Language]:
    return sorted(every, key=lambda language: language.code != first)


def _believable(language: Language, reading: Reading, spans: Sequence[Span]) -> bool:
    """Whether the words from the first to the last that a phrase fitted are not mostly English: "staff thought" is no Nepali."""
    if not spans:
        return False
    words = reading.words[min(start for start, _ in spans):max(end for _, end in spans)]
    english = sum(word.folded in word_lists().ordinary and language.spelling.alter(word.folded) not in language.words for word in words)
    return english * 2 <= len(words)


def _without_everyday(language: Language, reading: Reading) -> str:
    hidden = language.everyday_words(language.places(reading))
    pieces, position = [], 0
    for number, word in enumerate(reading.words):
        if number in hidden:
            pieces += [reading.text[position:word.start], "_"]
            position = word.end
    return "".join([*pieces, reading.text[position:]])
