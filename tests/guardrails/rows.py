"""The messages that the guardrails are held to: the part of evaluation/datasets/ that may be tuned on. The report part is only counted."""
from __future__ import annotations

from functools import lru_cache

from evaluation.guardrail_rows import LANGUAGES, DangerRow, MarkedMessage, load_danger, load_marked

PHRASES = "phrases"  # the batch that the phrases were written with: of this one all must be found, and by the right kind


@lru_cache(maxsize=1)
def _tune() -> tuple[DangerRow, ...]:
    return tuple(row for row in load_danger() if row.split == "tune")


def danger_rows() -> list[DangerRow]:
    """Messages in which the rules must find danger."""
    return [row for row in _tune() if row.danger and row.batch == PHRASES]


def everyday_rows() -> list[DangerRow]:
    """Near misses: messages that the rules must leave alone."""
    return [row for row in _tune() if not row.danger and row.batch == PHRASES]


def marked_rows() -> list[MarkedMessage]:
    """Messages with what must be masked in them; many hold nothing."""
    return [row for row in load_marked() if row.split == "tune"]


def language_rows() -> list[DangerRow]:
    """Messages in other languages; those without danger are `near` "everyday" or "near_miss"."""
    return [row for row in load_danger(LANGUAGES) if row.split == "tune"]
