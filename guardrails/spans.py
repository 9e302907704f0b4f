"""Where something was found, and how findings that overlap become one."""
from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

# Most specific first: where two findings of the same length overlap, the earlier kind names the mask.
KINDS = ("email", "nhs_number", "phone_number", "postcode", "date_of_birth", "reference_number", "school", "address", "name")


class Span(NamedTuple):
    """Characters start..end (end left out) of the original text hold a `kind`."""

    start: int
    end: int
    kind: str


def merge(spans: Iterable[Span]) -> list[Span]:
    """Spans in order without overlaps. Overlapping ones become their union, named by the longest, so nothing found is left showing."""
    merged: list[Span] = []
    strongest: Span | None = None
    for span in sorted(span for span in spans if span.start < span.end):  # a span of nothing would be found again for ever
        if merged and strongest and span.start < merged[-1].end:
            strongest = min(strongest, span, key=_weakness)
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end), strongest.kind)
        else:
            merged.append(span)
            strongest = span
    return merged


def _weakness(span: Span) -> tuple[int, int]:
    return span.start - span.end, KINDS.index(span.kind)
