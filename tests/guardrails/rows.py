"""The messages that the guardrails are held to: the part of evaluation/datasets/ that may be tuned on. The report part is only counted."""
from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from evaluation.guardrail_rows import DangerRow, MarkedMessage, load_danger, load_marked


@lru_cache(maxsize=1)
def _tune() -> tuple[DangerRow, ...]:
    return tuple(row for row in load_danger() if row.split == "tune")


def danger_rows() -> list[DangerRow]:
    """Messages in which danger must be found."""
    return [row for row in _tune() if row.danger]


def everyday_rows() -> list[DangerRow]:
    """Near misses: messages that must be left alone."""
    return [row for row in _tune() if not row.danger]


def marked_rows() -> list[MarkedMessage]:
    """Messages with what must be masked in them; many hold nothing."""
    return [row for row in load_marked() if row.split == "tune"]


def language_rows() -> list[dict]:
    """Messages in other languages, of the sorts question, danger and near_miss."""
    return [json.loads(line) for line in Path(__file__).with_name("languages.jsonl").read_text(encoding="utf-8").splitlines()]
