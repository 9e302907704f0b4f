"""What masking costs the search: the same questions answered as masked, and as written."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluation.dataset import Row
from evaluation.report import answering_figures
from evaluation.running import Result, prepared, run_rows
from guardrails.cleaning import clean
from knowledge_base.answering import Answerer

COMPARED = ("R@1", "share answered", "right among the answered")


def masking_cost(answerer: Answerer, masked: Sequence[Result]) -> dict[str, Any]:
    """Figures of questions without history, masked and not; `masked` are results that are there already. Only questions with a mask in them are answered again."""
    alone = [result for result in masked if not result.row.history]
    changed = [result.row for result in alone if is_masked(result.row)]
    unmasked = {result.row.id: result for result in run_rows(answerer, changed, clean)}
    figures = {"masked": answering_figures(alone), "unmasked": answering_figures([unmasked.get(result.row.id, result) for result in alone])}
    return {"questions": len(alone), "with a mask": len(changed),
            **{name: {key: values[key] for key in COMPARED} for name, values in figures.items()}}


def is_masked(row: Row) -> bool:
    """Whether anything is masked in a question."""
    return prepared(row.question) != clean(row.question)


def masking_line(figures: dict[str, Any]) -> str:
    """One line for people."""
    pairs = ", ".join(f"{key} {100 * figures['masked'][key]:.1f}% / {100 * figures['unmasked'][key]:.1f}%" for key in COMPARED)
    return f"  masked / unmasked: {pairs} ({figures['with a mask']} of {figures['questions']} questions have a mask)"
