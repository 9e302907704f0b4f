"""Rasa graph component around `bot.intent_model`: names the intent of each message and ranks the others."""
from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.intent_model import IntentModel, IntentModelSettings, train
from encoder.onnx_encoder import OnnxEncoder

ENCODER_DIR_VARIABLE = "SIGNPOST_ENCODER_DIR"
RANKING_LENGTH = 5


class EncoderMismatch(RuntimeError):
    """The trained model was made with another encoder than the one in place."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MiniLMIntentClassifier(GraphComponent, IntentClassifier):
    """Embedding and character tf-idf into a calibrated logistic regression.

    Raises:
        encoder.onnx_encoder.EncoderMissing: the exported encoder is not in `encoder_dir`.
        EncoderMismatch: the model has to be trained again, with the encoder in place.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Numbers of the training, and where the encoder lies; SIGNPOST_ENCODER_DIR goes before the latter."""
        settings = IntentModelSettings()
        return {"encoder_dir": "var/encoder-plain", **{f.name: getattr(settings, f.name) for f in fields(settings)}}

    @staticmethod
    def required_packages() -> List[Text]:
        """Checked by Rasa before training and loading."""
        return ["onnxruntime", "tokenizers", "sklearn"]

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource,
                 model: Optional[IntentModel] = None) -> None:
        self._settings = IntentModelSettings(**{f.name: config[f.name] for f in fields(IntentModelSettings)})
        self._storage = storage
        self._resource = resource
        self._encoder = OnnxEncoder(Path(os.environ.get(ENCODER_DIR_VARIABLE) or config["encoder_dir"]))
        if model is not None and model.encoder_hash != self._encoder.model_hash:
            raise EncoderMismatch("the dialogue was trained with another encoder: train it again")
        self._model = model

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> MiniLMIntentClassifier:
        """An untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> MiniLMIntentClassifier:
        """A trained component."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(Path(folder)))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples of `data/nlu` and store the result."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model = train([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples],
                            self._encoder, self._settings)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after this component needs its predictions during training."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and the ranking of each message that has text."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                message.set(INTENT, {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [], add_to_output=True)
                continue
            ranking = self._ranking(text)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:RANKING_LENGTH], add_to_output=True)
        return messages

    def _ranking(self, text: Text) -> List[Dict[Text, Any]]:
        probabilities = self._model.probabilities([text], self._encoder)[0]
        pairs = sorted(zip(self._model.intents, probabilities.tolist()), key=lambda pair: -pair[1])
        return [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: value} for name, value in pairs]
