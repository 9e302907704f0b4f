"""search.yml as a value."""
from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

SEARCH_FILE = Path(__file__).with_name("search.yml")


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Weights(_Frozen):
    """Shares of the four rankings in the fused score."""

    wording: float
    body: float
    lexical: float
    recognition: float


class FollowUp(_Frozen):
    """When a message counts as a follow-up, and when a section answers it."""

    max_words: int
    alone_words: int
    section_sure: float
    section_likely: float


class SearchSettings(_Frozen):
    """Every tunable number; search.yml says what each trades."""

    depth: int
    weights: Weights
    same_wording: float
    history_weight: float
    follow_up: FollowUp
    section_margin: float
    focus_min_words: int
    parts_max: int
    known_beside: float
    clarify_max: int
    clarify_window: float


def load_search_settings(path: Path = SEARCH_FILE) -> SearchSettings:
    """Read search.yml."""
    return SearchSettings.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
