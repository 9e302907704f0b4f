"""Mask personal data before a message is stored, logged or passed on."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guardrails.birth_dates import find_birth_dates
from guardrails.person_names import find_names
from guardrails.put_back import is_kept, kept_words, told_by_form
from guardrails.redaction_rules import find_by_form
from guardrails.school_names import find_schools
from guardrails.spans import KINDS, Span, merge
from guardrails.street_addresses import find_addresses
from guardrails.tokens import OPAQUE, plain, tokenise
from guardrails.word_lists import word_lists
from guardrails.word_view import protected

PLACEHOLDERS = {kind: "[" + kind.replace("_", " ").replace("nhs", "NHS") + "]" for kind in KINDS}
_KIND_OF = {placeholder: kind for kind, placeholder in PLACEHOLDERS.items()}
_BESIDE = frozenset(" \n\t,;:.!?()[]\"'")
_PLACEHOLDER = re.compile("|".join(re.escape(placeholder) for placeholder in PLACEHOLDERS.values()))


@dataclass(frozen=True)
class Redaction:
    """A message with its personal data masked.

    `masked`: kinds in order of first appearance, each once. `spans`: (start, end, kind) in the original text, in order, without overlaps.
    `put_back`: what would have been masked, had the asker not said that it is no personal data; in the original text too.
    """

    text: str
    masked: tuple[str, ...]
    spans: tuple[Span, ...]
    put_back: tuple[Span, ...] = ()


def redact(text: str, keep: Iterable[str] = ()) -> Redaction:
    """Put a placeholder such as `[phone number]` in place of each piece of personal data.

    `keep`: pieces that the asker says are no personal data; those that a rule guessed stay readable (see `put_back`).
    A masked piece can show another ("[name] and ella"), so masking goes on until nothing more is found; redacting twice changes nothing.
    """
    kept = kept_words(keep)
    spans: list[Span] = []
    masked_text, forms = text, True
    while True:
        found, put_back = _apart(list(_find(masked_text, forms=forms)), masked_text, kept)
        if not found:
            return Redaction(masked_text, tuple(dict.fromkeys(span.kind for span in spans)), tuple(spans), tuple(_in_original(put_back, spans)))
        spans = merge([*spans, *_in_original(found, spans)])
        forms = bool(put_back) or _touched(masked_text, found)
        masked_text = _apply(text, spans)


def placeholder_kinds(text: str) -> tuple[str, ...]:
    """The kinds whose placeholders stand in a text, in order of first appearance: what was taken out of it, here or before it came."""
    return tuple(dict.fromkeys(_KIND_OF[found[0]] for found in _PLACEHOLDER.finditer(text)))


def without_placeholders(text: str) -> str:
    """The text's own words, for counting them: what was taken out before it came makes a message no longer than it was."""
    return _PLACEHOLDER.sub("", text)


def _apart(found: list[Span], text: str, kept: frozenset[str]) -> tuple[list[Span], list[Span]]:
    """What to mask, and what the asker has put back."""
    masked: list[Span] = []
    put_back: list[Span] = []
    for span in merge(found):
        if is_kept(span, text, kept):
            put_back.append(span)
            masked += told_by_form(found, span)
        else:
            masked.append(span)
    return masked, put_back


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
