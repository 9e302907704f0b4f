"""Signals that a question is of a kind that no article can answer (unknowable.yml)."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

UNKNOWABLE_FILE = Path(__file__).with_name("unknowable.yml")


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, Any]]:
    return yaml.safe_load(UNKNOWABLE_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _rules() -> dict[str, list[re.Pattern[str]]]:
    return {kind: [re.compile(pattern, re.IGNORECASE) for pattern in rule["patterns"]] for kind, rule in _data().items()}


def unknowable_kinds(question: str) -> tuple[str, ...]:
    """Kinds of unknowable.yml whose patterns the question meets, in the file's order."""
    return tuple(kind for kind, patterns in _rules().items() if any(pattern.search(question) for pattern in patterns))


def known_may_stand_beside(question: str) -> bool:
    """Whether what is known in general may stand below the offer of a person: the question is unknowable, and of no kind for which that could mislead."""
    kinds = unknowable_kinds(question)
    return bool(kinds) and not any(_data()[kind].get("nothing_beside") for kind in kinds)
