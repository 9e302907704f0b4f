"""What was taken out of a message and what was put back, each piece once, for pages that show it before anything is sent."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from guardrails.put_back import folded, may_be_put_back
from guardrails.redaction import PLACEHOLDERS, Redaction


@dataclass(frozen=True)
class Piece:
    """One piece. `offered`: a rule guessed it, so the asker may put it back; `put_back`: that was done."""

    kind: str
    text: str = field(repr=False)
    placeholder: str
    offered: bool
    put_back: bool


def pieces(text: str, redaction: Redaction) -> list[Piece]:
    """The pieces of `text` in the order that they stand in it."""
    found: dict[tuple[str, str], Piece] = {}
    for span in sorted([*redaction.spans, *redaction.put_back]):
        words = text[span.start:span.end]
        found.setdefault((span.kind, folded(words)), Piece(span.kind, words, PLACEHOLDERS[span.kind], may_be_put_back(span), span in redaction.put_back))
    return list(found.values())


def offered(shown: Sequence[Piece]) -> list[Piece]:
    """Those that may be put back."""
    return [piece for piece in shown if piece.offered]
