"""Reads the messages that the guardrails are tested on."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from guardrails.spans import Span

_FOLDER = Path(__file__).resolve().parent
_MARK = re.compile(r"\{([^|{}]*)\|(\w+)\}")


@dataclass(frozen=True)
class MarkedMessage:
    """A message and what must be masked in it; the file writes it as "my son {jack|name}"."""

    text: str
    spans: tuple[Span, ...]


def read_rows(name: str) -> list[dict]:
    """One JSON object a line."""
    return [json.loads(line) for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines() if line]


def read_marked(name: str) -> list[MarkedMessage]:
    """Messages of a file of `{"marked": …}` rows."""
    return [unmark(row["marked"]) for row in read_rows(name)]


def unmark(marked: str) -> MarkedMessage:
    """A message written with its marks, and where they were."""
    text, spans, position = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[position:mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        position = mark.end()
    return MarkedMessage(text + marked[position:], tuple(spans))
