"""The figures of a run as a table for people and as JSON for the next run."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluation.baselines import Ranked
from evaluation.dataset import Row
from evaluation.metrics import auroc, mean, recall_at, reciprocal_rank, wilson
from evaluation.running import Result


def ranking_figures(rankings: Sequence[tuple[Row, Sequence[str]]]) -> dict[str, float]:
    """R@1, R@5 and MRR@10 over the answerable rows, as shares."""
    rows = [(row, ranking) for row, ranking in rankings if row.answerable]
    return {"R@1": mean([recall_at(r, row.articles, 1) for row, r in rows]),
            "R@5": mean([recall_at(r, row.articles, 5) for row, r in rows]),
            "MRR@10": mean([reciprocal_rank(r, row.articles) for row, r in rows])}


def answering_figures(results: Sequence[Result]) -> dict[str, Any]:
    """Shares answered, asked back and handed over, and how often what was shown is right."""
    answerable = [r for r in results if r.row.answerable]
    withheld = {outcome: [r for r in results if r.row.outcome == outcome] for outcome in ("hand_over", "out_of_scope")}
    shown = [r for r in results if r.shown]
    right = sum(r.right for r in shown)
    low, high = wilson(right, len(shown))
    return {
        "questions": len(results), "shown": len(shown), "share answered": len(shown) / len(results) if results else 0.0,
        "right among the answered": right / len(shown) if shown else 0.0, "right among the answered, 95% interval": [low, high],
        "answerable: answered": mean([float(bool(r.shown)) for r in answerable]),
        "answerable: answered rightly": mean([float(r.right) for r in answerable]),
        "answerable: asked back with the right choice": mean([float(any(c in r.row.articles for c in r.choices)) for r in answerable]),
        "in-topic unanswerable: not answered": mean([float(not r.shown) for r in withheld["hand_over"]]),
        "out of scope: not answered": mean([float(not r.shown) for r in withheld["out_of_scope"]]),
        "confidence AUROC (first is right)": auroc([r.probability for r in results if r.first_is_right],
                                                   [r.probability for r in results if not r.first_is_right]),
        **ranking_figures([(r.row, r.ranking) for r in results]),
        "ms per question": mean([r.milliseconds for r in results])}


def baseline_figures(rows: Sequence[Row], ranked: Sequence[Ranked], shown: int) -> dict[str, float]:
    """A baseline's figures: its ranking, and how often it is right when it shows as many answers as we did, its surest first."""
    surest = sorted(zip(rows, ranked), key=lambda pair: -pair[1].confidence)[:shown]
    return {**ranking_figures([(row, r.articles) for row, r in zip(rows, ranked)]),
            "right among the answered": mean([float(r.articles[0] in row.articles) for row, r in surest]),
            "right when it always answers": mean([float(r.articles[0] in row.articles) for row, r in zip(rows, ranked)])}


def table(split: str, ours: dict[str, Any], baselines: dict[str, dict[str, float]]) -> str:
    """A table for people."""
    lines = [f"\n{split}: {ours['questions']} questions, {ours['shown']} answered",
             f"{'':32}{'R@1':>8}{'R@5':>8}{'MRR@10':>8}{'right/answered':>16}{'right/always':>14}"]
    for name, figures in {"Signpost": ours, **baselines}.items():
        always = figures.get("right when it always answers")
        lines.append(f"{name:32}{_percent(figures['R@1'])}{_percent(figures['R@5'])}{_percent(figures['MRR@10'])}"
                     f"{_percent(figures['right among the answered'], 16)}{_percent(always, 14) if always is not None else '-':>14}")
    low, high = ours["right among the answered, 95% interval"]
    lines.append(f"  right among the answered: {_percent(ours['right among the answered'], 0)} (95% interval {100 * low:.0f} to {100 * high:.0f})")
    lines += [f"  {name}: {_percent(ours[name], 0)}" for name in ours if name.startswith(("share", "answerable", "in-topic", "out of"))]
    lines.append(f"  confidence AUROC (first is right): {ours['confidence AUROC (first is right)']:.3f};  {ours['ms per question']:.1f} ms a question")
    return "\n".join(lines)


def _percent(share: float, width: int = 8) -> str:
    return f"{100 * share:.1f}%".rjust(width)
