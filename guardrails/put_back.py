"""What an asker may say is no personal data after all: a place, a scheme, a book that a rule took for somebody's name.

Only what the rules guess from words may be put back. What is told by its form (an e-mail address, a phone number, a postcode,
an NHS number) stays masked whatever is asked.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from guardrails.spans import Span, merge
from guardrails.tokens import plain

PUT_BACK_KINDS = frozenset({"name", "school", "address", "date_of_birth", "reference_number"})
MOST_PUT_BACK = 20      # pieces of one message
LONGEST_PUT_BACK = 80   # characters of one piece


def folded(text: str) -> str:
    """Words as they are compared: plain signs, lower case."""
    return plain(text).lower()


def kept_words(keep: Iterable[str]) -> frozenset[str]:
    """The pieces to keep as they are compared. More than `MOST_PUT_BACK` of them, and longer ones, are left out."""
    fitting = [word for word in keep if word and len(word) <= LONGEST_PUT_BACK]
    return frozenset(folded(word) for word in fitting[:MOST_PUT_BACK])


def may_be_put_back(span: Span) -> bool:
    """Whether the asker may have this piece back."""
    return span.kind in PUT_BACK_KINDS and span.end - span.start <= LONGEST_PUT_BACK


def is_kept(span: Span, text: str, keep: frozenset[str]) -> bool:
    """Whether the whole piece is one of those to keep."""
    return bool(keep) and may_be_put_back(span) and folded(text[span.start:span.end]) in keep


def told_by_form(found: Sequence[Span], within: Span) -> Iterator[Span]:
    """What stays masked inside a piece that is put back, such as the postcode in it."""
    yield from merge(span for span in found if span.kind not in PUT_BACK_KINDS and within.start <= span.start and span.end <= within.end)
