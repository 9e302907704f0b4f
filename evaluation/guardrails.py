"""The guardrails' figures, for `make evaluate`: no index, no model and no server are needed."""
from __future__ import annotations

from typing import Any

from evaluation import danger, personal_data
from evaluation.dataset import SPLITS
from evaluation.guardrail_rows import load_danger, load_marked


def guardrail_figures() -> dict[str, dict[str, Any]]:
    """Figures of both guardrails and their baselines, by split; prints the tables."""
    dangers, marked = load_danger(), load_marked()
    figures: dict[str, dict[str, Any]] = {}
    for split in SPLITS:
        english = [row for row in dangers if row.split == split and row.language == "en"]
        others = [row for row in dangers if row.split == split and row.language != "en"]
        messages = [row for row in marked if row.split == split]
        figures[split] = {
            "danger": {name: danger.danger_figures(english, find) for name, find in (("Signpost", danger.rules), ("a list of words", danger.words_alone))},
            "danger, other languages": {"Signpost": danger.danger_figures(others, danger.rules)},
            "personal data": {name: personal_data.masking_figures(messages, mask)
                              for name, mask in (("Signpost", personal_data.rules), ("forms alone", personal_data.forms_alone))}}
        print(danger.danger_table(split, figures[split]["danger"]), flush=True)
        if others:
            print(danger.danger_table(f"other languages, {split}", figures[split]["danger, other languages"]), flush=True)
        print(personal_data.masking_table(split, figures[split]["personal data"]), flush=True)
    return figures
