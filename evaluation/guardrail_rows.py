"""Messages that the guardrails are measured on: one JSON object a line (the fields are documented in evaluation/README.md)."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.dataset import SPLITS
from guardrails.spans import KINDS, Span

_FOLDER = Path(__file__).parent / "datasets"
DANGER = _FOLDER / "danger.jsonl"
LANGUAGES = _FOLDER / "languages.jsonl"
PERSONAL_DATA = _FOLDER / "personal_data.jsonl"
NO_DANGER = "none"
_MARK = re.compile(r"\{([^|{}]*)\|(\w+)\}")


@dataclass(frozen=True)
class DangerRow:
    """A message and the kind of danger in it ("none" for a near miss).

    `voice`: who writes; `style`: how; `near`: for a near miss, what makes it one; `language`: BCP 47; `split`: "tune" or "report";
    `batch`: whose messages it stands among ("blind…": written by somebody who had seen neither the rules nor the other messages).
    """

    text: str
    kind: str
    split: str
    voice: str = ""
    style: str = ""
    near: str = ""
    language: str = "en"
    batch: str = ""

    @property
    def danger(self) -> bool:
        """Whether help must be shown."""
        return self.kind != NO_DANGER


@dataclass(frozen=True)
class MarkedMessage:
    """A message and what must be masked in it; the file writes it as "my son {jack|name}".

    `known`: why the rules do not meet this row; it is counted as missed all the same.
    """

    text: str
    spans: tuple[Span, ...]
    split: str = "tune"
    style: str = ""
    known: str = ""


def load_danger(path: Path = DANGER) -> list[DangerRow]:
    """Rows of a file of messages of danger and near misses.

    Raises:
        ValueError: names the line and what is wrong with it.
    """
    return [_checked(path, number, DangerRow(**value)) for number, value in _lines(path)]


def load_marked(path: Path = PERSONAL_DATA) -> list[MarkedMessage]:
    """Rows of a file of marked messages.

    Raises:
        ValueError: names the line and what is wrong with it.
    """
    rows = []
    for number, value in _lines(path):
        row = replace(unmark(value["marked"], value.get("split", "tune"), value.get("style", "")), known=value.get("known", ""))
        if any(span.kind not in KINDS for span in row.spans) or row.split not in SPLITS or re.search(r"[{}|]", row.text):
            raise ValueError(f"{path}:{number}: an unknown kind or split, or a mark left open")
        rows.append(row)
    return rows


def unmark(marked: str, split: str = "tune", style: str = "") -> MarkedMessage:
    """A message written with its marks, and where they were."""
    text, spans, position = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[position:mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        position = mark.end()
    return MarkedMessage(text + marked[position:], tuple(spans), split, style)


def _lines(path: Path) -> list[tuple[int, dict]]:
    return [(number, json.loads(line)) for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()]


def _checked(path: Path, number: int, row: DangerRow) -> DangerRow:
    if row.split not in SPLITS or not row.text.strip() or not row.kind:
        raise ValueError(f"{path}:{number}: unknown split, or no text or kind")
    return row
