"""The guardrails' suites are large, in two parts that share no message; their figures count what they say."""
from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from evaluation.danger import TOLD, danger_figures, danger_table, words_alone
from evaluation.guardrail_rows import DangerRow, load_danger, load_marked, unmark
from evaluation.guardrail_speed import LENGTH, ODD, adversarial_messages, random_messages, speed_figures, speed_table
from evaluation.personal_data import forms_alone, masking_figures, masking_table
from evaluation.dataset import SPLITS
from guardrails.safeguarding_rules import load_rules
from guardrails.spans import KINDS, Span
from tests.guardrails.test_safeguarding import ROOM


def finder(*texts: str):
    return lambda text: "abuse" if text in texts else None


def test_misses_and_false_alarms_by_hand() -> None:
    rows = [DangerRow("a", "abuse", "tune"), DangerRow("b", "neglect", "tune"), DangerRow("c", "neglect", "tune"), DangerRow("d", "none", "tune", near="homework"),
            DangerRow("e", "none", "tune")]
    figures = danger_figures(rows, finder("a", "b", "d"))
    assert (figures["danger"], figures["missed"], figures["near misses"], figures["false alarms"]) == (3, 1, 2, 1)
    assert figures["miss rate"] == pytest.approx(1 / 3) and figures["right kind"] == pytest.approx(1 / 3)
    assert figures["missed by kind"] == {"abuse": [0, 1], "neglect": [1, 2]} and figures["false alarms by sort"] == {"": [0, 1], "homework": [1, 1]}
    assert "neglect 1 of 2" in danger_table("tune", {"x": figures})


def test_masking_by_hand() -> None:
    rows = [unmark("my son {jack|name} at {SN10 1AA|postcode}"), unmark("{Ella Smith|name}, not Devizes"), unmark("nothing here"), unmark("nor here")]
    spans = {rows[0].text: [Span(7, 11, "name")], rows[1].text: [Span(0, 4, "name"), Span(16, 23, "name")], rows[2].text: [], rows[3].text: [Span(0, 3, "name")]}
    figures = masking_figures(rows, lambda text: spans[text])
    assert figures["recall"] == pytest.approx(1 / 3), "half a name is not masked"
    assert figures["recall by kind"] == {"name": [1, 2], "postcode": [0, 1]}
    assert figures["wrongly masked"] == 0.5 and figures["marked messages with something else masked too"] == 1
    assert "name 1 of 2" in masking_table("tune", {"x": figures})


def test_the_baselines_find_what_they_say() -> None:
    assert words_alone("she is Suicidal") and not words_alone("how do I apply")
    assert [span.kind for span in forms_alone("jack at SN10 1AA")] == ["postcode"]


def test_the_suites_are_as_large_as_promised_and_their_parts_share_nothing() -> None:
    dangers, marked = load_danger(), load_marked()
    kinds = {kind.name for kind in load_rules(ROOM / "phrases.json").kinds}
    for split in SPLITS:
        rows = [row for row in dangers if row.split == split]
        assert sum(row.danger for row in rows) >= 300 and sum(not row.danger for row in rows) >= 200
        assert {row.kind for row in rows} == kinds | {"none"}
        assert {span.kind for row in marked if row.split == split for span in row.spans} == set(KINDS)
    assert len(marked) >= 400 and sum(row.split == "report" for row in marked) >= 300
    assert {row.batch for row in dangers if row.split == "tune"} & {row.batch for row in dangers if row.split == "report"} == set()
    for texts in ([row.text.casefold() for row in dangers], [row.text for row in marked]):  # for names capitals make another message
        assert [text for text, count in Counter(" ".join(text.split()) for text in texts).items() if count > 1] == []


def test_help_that_is_only_told_of_counts_as_missed_and_as_no_false_alarm() -> None:
    figures = danger_figures([DangerRow("a", "abuse", "tune"), DangerRow("b", "none", "tune")], lambda text: TOLD)
    assert (figures["missed"], figures["missed, but told of help"], figures["false alarms"], figures["near misses told of help"]) == (1, 1, 0, 1)


@pytest.mark.parametrize("line, said", [({"text": "x", "kind": "abuse", "split": "spare"}, "unknown split"), ({"text": " ", "kind": "abuse", "split": "tune"}, "no text")])
def test_a_mistake_in_the_danger_file_is_named(tmp_path: Path, line: dict, said: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n" + json.dumps(line), encoding="utf-8")
    with pytest.raises(ValueError, match=f"rows.jsonl:2: .*{said}"):
        load_danger(path)


@pytest.mark.parametrize("marked", ["my {jack|nmae}", "my {jack|name"])
def test_a_mistake_in_the_marked_file_is_named(tmp_path: Path, marked: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"marked": marked}), encoding="utf-8")
    with pytest.raises(ValueError, match="rows.jsonl:1: "):
        load_marked(path)


def test_messages_to_be_timed_are_long_many_and_the_same_each_time() -> None:
    messages = list(random_messages(20, seed=3))
    assert messages == list(random_messages(20, seed=3)) != list(random_messages(20, seed=4))
    assert {len(message) for message in messages} == {LENGTH}
    odd = list(adversarial_messages(len(ODD) + 30, seed=3))
    assert len(set(odd)) == len(odd) and max(map(len, odd)) == LENGTH


def test_speed_is_told_for_each_guardrail() -> None:
    figures = speed_figures(randoms=30, adversarials=30)
    assert {name.split(",")[0] for name in figures} == {"clean", "find_concern", "redact"} and all(value["worst ms"] > 0 for value in figures.values())
    assert "redact, adversarial" in speed_table(figures)
