"""Rasa graph component: the intent of a message whose wording alone says what is wanted, whatever the classifier made of it."""
from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from guardrails.family_facts import family_facts
from guardrails.wishes import find_wish

TELLS = "tell_about_us"
CONCERN = "concern"


def intent_by_wording(text: Text) -> Optional[Text]:
    """The intent that the wording alone gives, or None."""
    wish = find_wish(text)
    if wish is not None:
        return wish.kind
    return TELLS if family_facts(text).nothing_else else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class WordingRules(GraphComponent, IntentClassifier):
    """Stands after the classifier and its fallback, and goes before both; a likely concern for somebody's safety stands."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See config.yml."""
        return {"concern_above": 0.5}

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._concern_above = config["concern_above"]

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> WordingRules:
        """The component; it learns nothing."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of each message whose wording gives one."""
        for message in messages:
            guessed = message.get(INTENT) or {}
            if guessed.get(INTENT_NAME_KEY) == CONCERN and guessed.get(PREDICTED_CONFIDENCE_KEY, 0.0) >= self._concern_above:
                continue
            intent = intent_by_wording(message.get(TEXT) or "")
            if intent is not None:
                message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
        return messages
