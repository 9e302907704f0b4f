"""Words for people, read from the YAML files beside this module so that anybody can review them."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class ConsentWording:
    """What a person agrees to, and the version that is kept with their details."""

    version: str
    text: str


@dataclass(frozen=True)
class CloseReason:
    """A reason to close an enquiry: `label` for officers, `words` for the asker."""

    code: str
    label: str
    words: str
    needs_text: bool


@cache
def form_words(form: str) -> dict[str, str]:
    """Words for a form's mistakes ("handover", "officer" or "reply"), by name of the mistake."""
    return _read("words.yml")[form]


@cache
def consent_wording(audience: str = "parent") -> ConsentWording:
    """The consent words in force for a reader; the parent's where the reader has none."""
    wordings = _read("consent.yml")
    return ConsentWording(**wordings.get(audience, wordings["parent"]))


@cache
def close_reasons() -> dict[str, CloseReason]:
    """The close reasons by code, in the order of the file."""
    return {code: CloseReason(code=code, **entry) for code, entry in _read("close_reasons.yml").items()}


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
