"""Fits the answerability model on the tune part: `python -m evaluation.fit`. Writes knowledge_base/answerability.json."""
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from evaluation.dataset import load_rows
from evaluation.metrics import auroc
from evaluation.running import Result, run_rows
from knowledge_base.answerability import MODEL_FILE, SIGNALS, AnswerabilityModel
from knowledge_base.answering import open_answerer
from settings import load_settings

WRONG_AMONG_SHOWN = 0.05
"""Share of wrong answers among those shown that the answer threshold allows, on folds that were not fitted on."""
CLARIFY_RIGHT = 0.25
"""Below this probability choices are not worth a family's time: the first is right less than once in four."""
REGULARISATION = 0.3
SMALLEST_SCALE = 1e-3
"""A signal that never moves is not divided by nothing."""


def threshold_for(probabilities: Sequence[float], right: Sequence[bool], wrong_allowed: float) -> float:
    """The lowest threshold at and above which at most that share is wrong; 1.0 when there is none."""
    order = np.argsort(-np.asarray(probabilities), kind="stable")
    wrong = 1 - np.cumsum(np.asarray(right, float)[order]) / np.arange(1, len(order) + 1)
    allowed = np.flatnonzero(wrong <= wrong_allowed)
    return float(np.asarray(probabilities)[order][allowed[-1]]) if len(allowed) else 1.0


def fit(results: Sequence[Result], at: datetime) -> AnswerabilityModel:
    """A logistic regression on standardised signals; thresholds from out-of-fold probabilities, so that they do not flatter."""
    signals = np.array([[r.signals[name] for name in SIGNALS] for r in results])
    right = np.array([r.first_is_right for r in results])
    means, scales = signals.mean(0), np.maximum(signals.std(0), SMALLEST_SCALE)
    scaled = (signals - means) / scales
    model = LogisticRegression(C=REGULARISATION)
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    honest = cross_val_predict(model, scaled, right, cv=folds, method="predict_proba")[:, 1]
    model.fit(scaled, right)
    answer = threshold_for(honest, right, WRONG_AMONG_SHOWN)
    by_name = lambda values: dict(zip(SIGNALS, (round(float(v), 5) for v in values)))  # noqa: E731
    return AnswerabilityModel(
        by_name(model.coef_[0]), by_name(means), by_name(scales), round(float(model.intercept_[0]), 5), round(answer, 3),
        min(CLARIFY_RIGHT, round(answer, 3)),
        {"run": "python -m evaluation.fit", "at": at.date().isoformat(), "questions": len(results), "right": int(right.sum()),
         "wrong among shown allowed": WRONG_AMONG_SHOWN, "answered out of fold": int((honest >= answer).sum()),
         "AUROC out of fold": round(auroc(list(honest[right]), list(honest[~right])), 4)})


def main() -> int:
    """Fit and write; returns the exit status."""
    settings = load_settings()
    answerer = open_answerer(settings.index_dir, settings.encoder_dir, settings.forum_short_name)
    rows = [row for row in load_rows() if row.split == "tune"]
    results = [r for r in run_rows(answerer, rows) if not r.follow_up]
    model = fit(results, datetime.now(UTC))
    MODEL_FILE.write_text(json.dumps(asdict(model), indent=1) + "\n", encoding="utf-8")
    print(json.dumps(asdict(model), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
