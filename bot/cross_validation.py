"""How well intents are told apart, on examples held out of the training: `python -m bot.cross_validation`.

Prints accuracy, calibration error, what the fallback threshold costs, questions that would miss the articles, and the confusions
that occur more than once. Most confusions are taken for a question, which is the safe side: the articles are asked and abstain.
"""
from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

import numpy as np

from bot.intent_model import Encoder, IntentModelSettings, best_temperature, out_of_fold_logits, softmax

ROOT = Path(__file__).resolve().parent.parent
CLASSIFIER = "bot.intent_classifier.MiniLMIntentClassifier"
BINS = 10
QUESTION = "ask_question"
LOOKED_UP = (QUESTION, "out_of_scope", "insult", "tell_about_us", "choose_shown", "plainer_words", "read_more")
"""Intents whose action asks the articles first: a question taken for one of them still gets its answer."""


@dataclass(frozen=True)
class Result:
    """Out-of-fold predictions of every example."""

    truth: List[str]
    predicted: List[str]
    confidence: np.ndarray

    @property
    def right(self) -> np.ndarray:
        """Boolean array: which predictions are right."""
        return np.array(self.truth) == np.array(self.predicted)

    @property
    def accuracy(self) -> float:
        """Share of examples given their intent."""
        return float(self.right.mean())

    def calibration_error(self) -> float:
        """Expected calibration error over ten equal bins: how far confidence stands from the share that is right."""
        bins = np.minimum((self.confidence * BINS).astype(int), BINS - 1)
        gaps = [abs(self.right[bins == b].mean() - self.confidence[bins == b].mean()) * (bins == b).mean()
                for b in range(BINS) if (bins == b).any()]
        return float(sum(gaps))

    def questions_missed(self, threshold: float) -> float:
        """Share of questions that would get a fixed reply, never looked up: the mistake that costs a family its answer."""
        questions = [(intent, confidence) for truth, intent, confidence in zip(self.truth, self.predicted, self.confidence)
                     if truth == QUESTION]
        missed = [intent for intent, confidence in questions if confidence >= threshold and intent not in LOOKED_UP]
        return len(missed) / len(questions)

    def confusions(self) -> List[Tuple[Tuple[str, str], int]]:
        """(meant, taken for) and how often, the commonest first."""
        return Counter((t, p) for t, p in zip(self.truth, self.predicted) if t != p).most_common()


def cross_validate(texts: Sequence[str], intents: Sequence[str], encoder: Encoder, settings: IntentModelSettings) -> Result:
    """Predict each example by a model that has not seen it."""
    logits, names = out_of_fold_logits(texts, intents, encoder.encode(list(texts)), settings)
    truth = [names.index(intent) for intent in intents]
    probabilities = softmax(logits / best_temperature(logits, truth))
    return Result(list(intents), [names[i] for i in probabilities.argmax(1)], probabilities.max(1))


def read_examples(folder: Path) -> Tuple[List[str], List[str]]:
    """Texts and intents of Rasa's NLU files in `folder`."""
    import yaml

    texts: List[str] = []
    intents: List[str] = []
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.startswith("- "):
                    texts.append(line[2:].strip())
                    intents.append(block["intent"])
    return texts, intents


def pipeline_settings(config: Path) -> Tuple[IntentModelSettings, float]:
    """The classifier's numbers and the fallback threshold, as config.yml has them."""
    import yaml

    pipeline: List[Dict[str, Any]] = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
    components = {component["name"]: component for component in pipeline}
    classifier = components[CLASSIFIER]
    known = {f.name: classifier[f.name] for f in fields(IntentModelSettings) if f.name in classifier}
    return IntentModelSettings(**known), components["FallbackClassifier"]["threshold"]


def main() -> None:
    """Print the report."""
    from encoder.onnx_encoder import OnnxEncoder

    texts, intents = read_examples(ROOT / "data" / "nlu")
    settings, threshold = pipeline_settings(ROOT / "config.yml")
    encoder = OnnxEncoder(Path(os.environ.get("SIGNPOST_ENCODER_DIR") or ROOT / "var" / "encoder-plain"), threads=2)
    result = cross_validate(texts, intents, encoder, settings)
    kept = result.confidence >= threshold
    print(f"{len(texts)} examples, {len(set(intents))} intents, {settings.folds} folds")
    print(f"accuracy {result.accuracy:.1%}, calibration error {result.calibration_error():.3f}")
    print(f"threshold {threshold}: {1 - kept.mean():.1%} looked up as not understood; "
          f"of the others {result.right[kept].mean():.1%} right")
    print(f"questions that are never looked up {result.questions_missed(threshold):.1%}")
    for (meant, taken_for), count in result.confusions():
        if count > 1:
            print(f"  {count:3}  {meant} taken for {taken_for}")


if __name__ == "__main__":
    main()
