"""The intent model itself, apart from Rasa: MiniLM embedding beside character tf-idf, into one logistic regression.

Stored as one npz and one json file, which load in milliseconds and can be read without running anything in them.
"""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from bot.character_tfidf import CharacterTfidf

WEIGHTS_FILE = "intent_model.npz"
VOCABULARY_FILE = "intent_model.json"
TEMPERATURES = np.linspace(0.4, 2.5, 85)
"""Candidates for the temperature; wide enough that the best has never been an end of it."""


class Encoder(Protocol):
    """What turns texts into unit rows; `encoder.onnx_encoder.OnnxEncoder` in the program."""

    model_hash: str

    def encode(self, texts: Sequence[str]) -> np.ndarray: ...


@dataclass(frozen=True)
class IntentModelSettings:
    """Numbers of the training; config.yml says what each trades."""

    regularisation: float = 20.0
    character_weight: float = 0.9
    shortest_ngram: int = 2
    longest_ngram: int = 4
    min_documents: int = 2
    folds: int = 5


@dataclass(frozen=True)
class IntentModel:
    """A trained classifier.

    Attributes:
        intents: names, in the order of the weights' rows.
        temperature: divides the logits, so that a confidence of 0.8 is right about eight times in ten (fitted out of fold).
        encoder_hash: which encoder the weights belong to.
    """

    intents: tuple[str, ...]
    tfidf: CharacterTfidf
    character_weight: float
    weights: np.ndarray
    bias: np.ndarray
    temperature: float
    encoder_hash: str

    def probabilities(self, texts: Sequence[str], encoder: Encoder) -> np.ndarray:
        """float array of shape (len(texts), len(intents)); rows sum to 1."""
        features = _features(texts, encoder.encode(list(texts)), self.tfidf, self.character_weight)
        return softmax((features @ self.weights.T + self.bias) / self.temperature)

    def save(self, folder: Path) -> None:
        """Write both files into an existing folder."""
        np.savez_compressed(folder / WEIGHTS_FILE, weights=self.weights, bias=self.bias, idf=self.tfidf.idf)
        record = {"intents": self.intents, "ngrams": list(self.tfidf.columns), "shortest": self.tfidf.shortest,
                  "longest": self.tfidf.longest, "character_weight": self.character_weight,
                  "temperature": self.temperature, "encoder_hash": self.encoder_hash}
        (folder / VOCABULARY_FILE).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read what `save` wrote."""
        record = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS_FILE, allow_pickle=False) as stored:
            tfidf = CharacterTfidf(record["shortest"], record["longest"],
                                   {gram: i for i, gram in enumerate(record["ngrams"])}, stored["idf"])
            return cls(tuple(record["intents"]), tfidf, record["character_weight"], stored["weights"], stored["bias"],
                       record["temperature"], record["encoder_hash"])


def train(texts: Sequence[str], intents: Sequence[str], encoder: Encoder, settings: IntentModelSettings) -> IntentModel:
    """Fit weights on everything, and the temperature on predictions for texts held out of the fit. Deterministic."""
    embeddings = encoder.encode(list(texts))
    logits, names = out_of_fold_logits(texts, intents, embeddings, settings)
    temperature = best_temperature(logits, [names.index(name) for name in intents])
    tfidf, regression = _fit(texts, intents, embeddings, settings)
    return IntentModel(tuple(regression.classes_), tfidf, settings.character_weight,
                       regression.coef_.astype(np.float32), regression.intercept_.astype(np.float32),
                       temperature, encoder.model_hash)


def out_of_fold_logits(texts: Sequence[str], intents: Sequence[str], embeddings: np.ndarray,
                       settings: IntentModelSettings) -> tuple[np.ndarray, list[str]]:
    """Logits of each text from a model that has not seen it, shape (n, number of intents), and the intents' order."""
    from sklearn.model_selection import StratifiedKFold

    names = sorted(set(intents))
    logits = np.zeros((len(texts), len(names)))
    folds = StratifiedKFold(settings.folds, shuffle=True, random_state=0)
    for seen, held_out in folds.split(texts, intents):
        tfidf, regression = _fit([texts[i] for i in seen], [intents[i] for i in seen], embeddings[seen], settings)
        features = _features([texts[i] for i in held_out], embeddings[held_out], tfidf, settings.character_weight)
        columns = [names.index(name) for name in regression.classes_]
        logits[np.ix_(held_out, columns)] = features @ regression.coef_.T + regression.intercept_
    return logits, names


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities of each row."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _features(texts: Sequence[str], embeddings: np.ndarray, tfidf: CharacterTfidf, character_weight: float) -> np.ndarray:
    return np.hstack([embeddings, character_weight * tfidf.transform(texts)])


def _fit(texts: Sequence[str], intents: Sequence[str], embeddings: np.ndarray, settings: IntentModelSettings):
    from sklearn.linear_model import LogisticRegression

    tfidf = CharacterTfidf.fit(texts, settings.shortest_ngram, settings.longest_ngram, settings.min_documents)
    features = _features(texts, embeddings, tfidf, settings.character_weight)
    regression = LogisticRegression(C=settings.regularisation, max_iter=400)
    return tfidf, regression.fit(features, list(intents))


def best_temperature(logits: np.ndarray, truth: Sequence[int]) -> float:
    """The temperature under which the truth is least surprising (lowest log loss)."""
    rows = np.arange(len(truth))
    losses = [-np.log(softmax(logits / t)[rows, truth] + 1e-12).mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])
