"""A dataset with a mistake is refused, naming the line."""
from __future__ import annotations

import json

import pytest

from evaluation.dataset import load_rows

GOOD = {"id": "q1", "question": "how do i apply", "outcome": "answer", "articles": ["a"], "style": "neat", "split": "tune"}


def write(path, *rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_rows_are_read_with_their_history(tmp_path):
    (row,) = load_rows(write(tmp_path / "q.jsonl", {**GOOD, "history": ["what is it"]}))
    assert row.answerable and row.history == ("what is it",) and row.articles == ("a",)


@pytest.mark.parametrize("change, says", [
    ({"id": "q1"}, "stands twice"), ({"id": "q2", "outcome": "maybe"}, "unknown outcome"), ({"id": "q2", "split": "test"}, "unknown split"),
    ({"id": "q2", "articles": []}, "disagree"), ({"id": "q2", "outcome": "hand_over"}, "disagree"), ({"id": "q2", "question": "  "}, "no question")])
def test_a_mistake_names_its_line(tmp_path, change, says):
    with pytest.raises(ValueError, match=f":2: .*{says}"):
        load_rows(write(tmp_path / "q.jsonl", GOOD, {**GOOD, **change}))
