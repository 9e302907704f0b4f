"""Whether a message holds rude words, or an order to leave the rules (rude_words.yml): nothing is held against anybody for it."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from guardrails.wishes import plain

RUDE_WORDS = Path(__file__).with_name("rude_words.yml")


def is_rude(text: str) -> bool:
    """Whether one of the patterns stands in the message."""
    said = plain(text)
    return any(pattern.search(said) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in yaml.safe_load(RUDE_WORDS.read_text(encoding="utf-8")))
