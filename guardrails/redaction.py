"""Mask personal data before a message is stored, logged or passed on."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.birth_dates import find_birth_dates
from guardrails.person_names import find_names
from guardrails.redaction_rules import find_by_form
from guardrails.school_names import find_schools
from guardrails.spans import KINDS, Span, merge
from guardrails.street_addresses import find_addresses
from guardrails.tokens import OPAQUE, plain, tokenise
from guardrails.word_lists import word_lists
from guardrails.word_view import protected

PLACEHOLDERS = {kind: "[" + kind.replace("_", " ").replace("nhs", "NHS") + "]" for kind in KINDS}
_BESIDE = frozenset(" \n\t,;:.!?()[]\"'")
_PLACEHOLDER = re.compile("|".join(re.escape(placeholder) for placeholder in PLACEHOLDERS.values()))


@dataclass(frozen=True)
class Redaction:
    """A message with its personal data masked.

    `masked`: kinds in order of first appearance, each once. `spans`: (start, end, kind) in the original text, in order, without overlaps.
    """

    text: str
    masked: tuple[str, ...]
    spans: tuple[Span, ...]


def redact(text: str) -> Redaction:
    """Put a placeholder such as `[phone number]` in place of each piece of personal data.

    A masked piece can show another ("[name] and ella"), so masking goes on until nothing more is found; redacting twice changes nothing.
    """
    spans: list[Span] = []
    masked_text, forms = text, True
    while True:
        found = merge(_find(masked_text, forms=forms))
        if not found:
            return Redaction(masked_text, tuple(dict.fromkeys(span.kind for span in spans)), tuple(spans))
        spans = merge([*spans, *_in_original(found, spans)])
        forms = _touched(masked_text, found)
        masked_text = _apply(text, spans)


def _touched(text: str, found: list[Span]) -> bool:
    """Whether a letter, digit or sign stands right beside a mask: only then can a rule of form fit that did not before."""
    return any((span.start > 0 and text[span.start - 1] not in _BESIDE) or (span.end < len(text) and text[span.end] not in _BESIDE) for span in found)


def _find(text: str, *, forms: bool = True) -> Iterator[Span]:
    """Everything to mask, overlaps included; placeholders already there are never read."""
    readable = _PLACEHOLDER.sub(lambda found: OPAQUE * len(found[0]), plain(text))
    words = word_lists()
    tokens = tokenise(readable)
    stay = protected(tokens, words)
    if forms:
        yield from find_by_form(readable)
    yield from find_birth_dates(readable)
    yield from find_addresses(tokens, words)
    yield from find_schools(tokens, words, stay)
    yield from find_names(tokens, words, stay)


def _apply(text: str, spans: list[Span]) -> str:
    pieces: list[str] = []
    position = 0
    for span in spans:
        pieces += [text[position:span.start], PLACEHOLDERS[span.kind]]
        position = span.end
    return "".join([*pieces, text[position:]])


def _in_original(found: list[Span], earlier: list[Span]) -> Iterator[Span]:
    """Move spans found in the masked text back to their places in the original."""
    starts: list[int] = []   # where each unmasked stretch begins in the masked text …
    shifts: list[int] = []   # … and how far left of its place in the original it stands
    shift = 0
    starts.append(0)
    shifts.append(0)
    for span in earlier:
        shift += (span.end - span.start) - len(PLACEHOLDERS[span.kind])
        starts.append(span.end - shift)
        shifts.append(shift)
    for start, end, kind in found:
        yield Span(start + shifts[bisect_right(starts, start) - 1], end + shifts[bisect_right(starts, end - 1) - 1], kind)
