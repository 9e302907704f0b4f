"""Everything that the masking rules know, as one JSON: each pattern, word list and number by the module and the name it has in `guardrails`.

The page's script reads it, so that no word and no pattern stands in two places. A new constant is in it by itself.
"""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any

from guardrails import (
    birth_dates, cleaning, name_evidence, name_words, person_names, put_back, redaction, redaction_rules, school_names, spans, spelling, spoken_forms,
    street_addresses, tokens, word_view)
from guardrails.redaction_rules import Rule
from guardrails.word_lists import word_lists
from web.masking.javascript_patterns import to_javascript

# In the order that they import one another, so that a constant is listed where it is made.
MODULES: tuple[ModuleType, ...] = (spans, tokens, cleaning, spelling, name_words, word_view, name_evidence, put_back, spoken_forms, redaction_rules,
                                   birth_dates, person_names, school_names, street_addresses, redaction)


@dataclass(frozen=True)
class RulesFile:
    """The JSON as it is served, and the version that its address carries."""

    version: str
    body: bytes


@lru_cache(maxsize=1)
def rules_file() -> RulesFile:
    """The rules of this program, made once a process."""
    body = json.dumps(exported(), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return RulesFile(hashlib.sha256(body).hexdigest()[:16], body)


def exported() -> dict[str, Any]:
    """The constants of each module, and the word lists."""
    listed: set[int] = set()
    rules = {module.__name__.rpartition(".")[2]: _constants(module, listed) for module in MODULES}
    words = vars(word_lists())
    # What is made of other lists, the script makes again; no rule of masking asks what tells English from other languages.
    once = {**words, "english": words["english"] - words["common"], "spelled": words["spelled"] - words["common"] - words["staying"]}
    return {**rules, "word_lists": {name: as_json(value) for name, value in once.items() if name != "ordinary"}}


def _constants(module: ModuleType, listed: set[int]) -> dict[str, Any]:
    constants = {name: value for name, value in vars(module).items()
                 if name.isupper() and not (isinstance(value, (frozenset, re.Pattern, tuple, dict)) and id(value) in listed)}
    listed.update(id(value) for value in constants.values())
    return {name: as_json(value) for name, value in constants.items()}


def as_json(value: Any) -> Any:
    """A constant as JSON: a pattern as {pattern, flags}, a set as {set}. Raises TypeError for what cannot be carried over."""
    if isinstance(value, re.Pattern):
        return to_javascript(value)
    if isinstance(value, Rule):
        return {**asdict(value), "pattern": as_json(value.pattern), "check": value.check.__name__ if value.check else None}
    if isinstance(value, frozenset):
        return {"set": sorted(" ".join(item) if isinstance(item, tuple) else item for item in value)}
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"a {type(value).__name__} cannot be carried over to the page's script")
