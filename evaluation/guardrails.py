"""The guardrails' figures, for `make evaluate`. The rules need no index, no model and no server; the second look needs its encoder (`make setup`)."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from evaluation import danger, personal_data
from evaluation.dataset import SPLITS
from evaluation.guardrail_rows import LANGUAGES, DangerRow, load_danger, load_marked
from second_look.danger_model import open_danger_model
from second_look.looking import SecondLook


def guardrail_figures(danger_encoder: Path) -> dict[str, dict[str, Any]]:
    """Figures of both guardrails and their baselines, by split; prints the tables."""
    dangers, marked = {"Danger": load_danger(), "Danger in other languages": load_danger(LANGUAGES)}, load_marked()
    finders = danger_finders(danger_encoder)
    figures: dict[str, dict[str, Any]] = {}
    for split in SPLITS:
        figures[split] = {title: _danger(title, [row for row in rows if row.split == split], split, finders) for title, rows in dangers.items()}
        messages = [row for row in marked if row.split == split]
        figures[split]["Personal data"] = {name: personal_data.masking_figures(messages, mask)
                                           for name, mask in (("Signpost", personal_data.rules), ("forms alone", personal_data.forms_alone))}
        print(personal_data.masking_table(split, figures[split]["Personal data"]), flush=True)
    return figures


def danger_finders(danger_encoder: Path) -> dict[str, danger.Find]:
    """What is compared, by name, the program as it runs first."""
    second_look = SecondLook(lambda: open_danger_model(danger_encoder))
    both = {"Signpost": danger.rules_and_second_look(second_look)} if second_look.open() else {}
    return {**both, "the rules alone": danger.rules, "a list of words": danger.words_alone}


def _danger(title: str, rows: list[DangerRow], split: str, finders: dict[str, danger.Find]) -> dict[str, Any]:
    figures = {name: danger.danger_figures(rows, find) for name, find in finders.items()} if rows else {}
    if rows:
        print(danger.danger_table(f"{title}, {split}", figures), flush=True)
    return figures
