"""Two adjustments to Rasa's insides that make serving quick and small. Each is held to one version and tested.

1. `skip_tensorflow`: Rasa imports TensorFlow for policies and classifiers that Signpost does not use. Serving without it
   starts 7 s earlier and takes 350 MB less memory.
2. `validate_actions_once`: Rasa builds the JSON schema validator of action results anew for each action, 100 ms of CPU a turn.
"""
from __future__ import annotations

import sys
import types
from typing import Any, Dict, Text

RASA_VERSION = "3.6.21"
TENSORFLOW_MODULES = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
}
"""The only modules through which loading and serving reach TensorFlow, and the classes others look for in them. All three serve
training; the last is named in a stored model's description of its training, which loading reads too."""


class WrongRasaVersion(RuntimeError):
    """The adjustments were made for another version."""


def check_version() -> None:
    """Raise WrongRasaVersion unless Rasa is the version that the adjustments were made for."""
    from rasa.version import __version__

    if __version__ != RASA_VERSION:
        raise WrongRasaVersion(f"Rasa is {__version__}, the dialogue is made for {RASA_VERSION}")


def skip_tensorflow() -> None:
    """Put empty classes in the place of TensorFlow's. Call before anything of `rasa.core` is imported; serving only."""
    for name, classes in TENSORFLOW_MODULES.items():
        module = types.ModuleType(name)
        for class_name in classes:
            setattr(module, class_name, type(class_name, (), {}))
        sys.modules.setdefault(name, module)


def validate_actions_once() -> None:
    """Replace `RemoteAction._validate_action_result` by one that keeps its validator."""
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def _validate_action_result(_self: RemoteAction, result: Dict[Text, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = _validate_action_result
