"""How likely it is that the first candidate answers the question: a logistic model over a few readable signals."""
from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.lexical import LexicalIndex, Tokenizer
from knowledge_base.retrieval import Retrieval
from knowledge_base.unknowable import unknowable_kinds

MODEL_FILE = Path(__file__).with_name("answerability.json")
SIGNALS = ("wording", "body", "wording_z", "body_z", "recognised", "recognition", "recognition_margin", "score", "coverage",
           "rarest_missing", "unknown", "margin", "agree", "unknowable", "words")


def signals(question: str, retrieval: Retrieval, lexical: LexicalIndex) -> dict[str, float]:
    """The signals of SIGNALS for the first candidate.

    `wording`, `body`: cosines; `wording_z`, `body_z`, `recognised`, `recognition`, `recognition_margin`: see Retrieval;
    `score`: fused; `coverage`, `rarest_missing`: shares of the question's rare words (0..1); `unknown`: share of words that no article
    holds; `margin`: fused score above the next article; `agree`: BM25 and the vectors name the same article; `unknowable`: number of kinds met, at most 2;
    `words`: log of 1 + the number of content words.
    """
    first = retrieval.candidates[0]
    second = retrieval.candidates[1].score if len(retrieval.candidates) > 1 else 0.0
    return {
        "wording": first.wording, "body": first.body, "wording_z": retrieval.wording_z, "body_z": retrieval.body_z,
        "recognised": retrieval.recognised, "recognition": retrieval.recognition,
        "recognition_margin": retrieval.recognition_margin, "score": first.score, "unknown": lexical.unknown(retrieval.query),
        "coverage": lexical.coverage(retrieval.query, first.position),
        "rarest_missing": lexical.rarest_missing(retrieval.query, first.position),
        "margin": first.score - second, "agree": float(retrieval.agree),
        "unknowable": float(min(len(unknowable_kinds(question)), 2)),
        "words": math.log1p(len(Tokenizer()(retrieval.query)))}


@dataclass(frozen=True)
class AnswerabilityModel:
    """Weights on standardised signals, and the two thresholds fitted with them."""

    weights: dict[str, float]
    means: dict[str, float]
    scales: dict[str, float]
    intercept: float
    answer_threshold: float
    clarify_threshold: float
    fitted: dict[str, Any]

    def probability(self, values: dict[str, float]) -> float:
        """Probability (0..1) that the first candidate answers."""
        total = self.intercept + sum(
            weight * (values[name] - self.means[name]) / self.scales[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def load_model(path: Path = MODEL_FILE) -> AnswerabilityModel:
    """Read the fitted model (written by `python -m evaluation.fit`)."""
    return AnswerabilityModel(**json.loads(path.read_text(encoding="utf-8")))
