"""Labelled questions: one JSON object a line (the fields are documented in evaluation/README.md)."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).parent / "datasets" / "questions.jsonl"
FAMILIES = Path(__file__).parent / "datasets" / "families.jsonl"
"""Written after the articles by someone who saw neither them nor QUESTIONS; for reporting alone."""
OUTCOMES = ("answer", "hand_over", "out_of_scope")
SPLITS = ("tune", "report")


@dataclass(frozen=True)
class Row:
    """One question with what must come of it.

    `articles` are the ids that answer it (empty unless outcome is "answer"); `history` are the earlier questions of the same
    conversation, oldest first; `style` groups rows for the report; `split` is "tune" or "report".
    """

    id: str
    question: str
    outcome: str
    articles: tuple[str, ...]
    style: str
    split: str
    history: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the content answers it."""
        return self.outcome == "answer"


def load_rows(path: Path = QUESTIONS) -> list[Row]:
    """Read and check a dataset.

    Raises:
        ValueError: names the line and what is wrong with it.
    """
    rows: list[Row] = []
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        value = json.loads(line)
        row = Row(**{**value, "articles": tuple(value["articles"]), "history": tuple(value.get("history", ()))})
        mistakes = [
            "the id stands twice" if row.id in seen else "",
            "unknown outcome" if row.outcome not in OUTCOMES else "",
            "unknown split" if row.split not in SPLITS else "",
            "articles and outcome disagree" if bool(row.articles) != row.answerable else "",
            "no question" if not row.question.strip() else ""]
        if any(mistakes):
            raise ValueError(f"{path}:{number}: {', '.join(filter(None, mistakes))}")
        seen.add(row.id)
        rows.append(row)
    return rows
