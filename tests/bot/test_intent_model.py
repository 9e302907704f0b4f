"""Training, storing and loading the intent model, with an encoder that needs no model."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.cross_validation import Result, cross_validate
from bot.intent_model import IntentModel, IntentModelSettings, softmax, train
from tests.bot.fakes import WordEncoder

SETTINGS = IntentModelSettings(folds=3)
EXAMPLES = {
    "greet": ["hello", "hello there", "hi", "hi there", "good morning", "good evening", "hey", "hey hello"],
    "question": ["who pays for transport", "how long does a plan take", "can school refuse a plan", "who decides about transport",
                 "how do i appeal", "what is a plan", "when does transport start", "how long is the wait"],
    "thank": ["thanks", "thank you", "thanks a lot", "many thanks", "thank you very much", "thanks again", "thank you again", "ta thanks"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
INTENTS = [intent for intent, texts in EXAMPLES.items() for _ in texts]


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return train(TEXTS, INTENTS, WordEncoder(), SETTINGS)


def test_unseen_wordings_get_their_intent(model: IntentModel):
    rows = model.probabilities(["hello hey", "how long does transport take", "thank you thanks"], WordEncoder())
    assert [model.intents[i] for i in rows.argmax(1)] == ["greet", "question", "thank"]
    np.testing.assert_allclose(rows.sum(1), 1, atol=1e-6)


def test_a_stored_model_gives_the_same_probabilities(model: IntentModel, tmp_path: Path):
    model.save(tmp_path)
    texts = [*TEXTS, "something quite different", ""]
    loaded = IntentModel.load(tmp_path)
    np.testing.assert_array_equal(loaded.probabilities(texts, WordEncoder()), model.probabilities(texts, WordEncoder()))
    assert loaded.encoder_hash == "fake"


def test_nothing_stored_can_run_code(model: IntentModel, tmp_path: Path):
    model.save(tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".npz"]
    with np.load(tmp_path / "intent_model.npz", allow_pickle=False) as stored:
        assert all(stored[name].dtype == np.float32 for name in stored.files)


def test_training_twice_gives_the_same_weights(model: IntentModel):
    again = train(TEXTS, INTENTS, WordEncoder(), SETTINGS)
    np.testing.assert_array_equal(again.weights, model.weights)
    assert again.temperature == model.temperature


def test_cross_validation_never_scores_an_example_by_a_model_that_saw_it():
    shuffled = list(np.random.default_rng(1).permutation(INTENTS))
    result = cross_validate(TEXTS, shuffled, WordEncoder(), SETTINGS)
    assert result.accuracy < 0.7  # a model that had seen them would know these arbitrary labels by heart


def test_calibration_error_is_the_gap_between_confidence_and_truth():
    sure_and_wrong = Result(["a", "a"], ["b", "a"], np.array([0.95, 0.95]))
    assert sure_and_wrong.calibration_error() == pytest.approx(0.45)
    assert sure_and_wrong.confusions() == [(("a", "b"), 1)]


def test_a_question_met_with_a_fixed_reply_is_missed_and_one_that_is_looked_up_is_not():
    predicted = ["ask_question", "out_of_scope", "greet", "greet", "greet"]
    truth = ["ask_question", "ask_question", "ask_question", "ask_question", "greet"]
    result = Result(truth, predicted, np.array([0.9, 0.9, 0.9, 0.3, 0.9]))
    assert result.questions_missed(threshold=0.45) == pytest.approx(1 / 4)


def test_softmax_stands_large_logits():
    np.testing.assert_allclose(softmax(np.array([[1000.0, 1000.0, -1000.0]])), [[0.5, 0.5, 0.0]])
