"""Signals that a question is of a kind that no article can answer (unknowable.yml)."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

UNKNOWABLE_FILE = Path(__file__).with_name("unknowable.yml")


@lru_cache(maxsize=1)
def _rules() -> dict[str, list[re.Pattern[str]]]:
    rules = yaml.safe_load(UNKNOWABLE_FILE.read_text(encoding="utf-8"))
    return {kind: [re.compile(pattern, re.IGNORECASE) for pattern in rule["patterns"]] for kind, rule in rules.items()}


def unknowable_kinds(question: str) -> tuple[str, ...]:
    """Kinds of unknowable.yml whose patterns the question meets, in the file's order."""
    return tuple(kind for kind, patterns in _rules().items() if any(pattern.search(question) for pattern in patterns))
