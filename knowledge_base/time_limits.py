"""The one table of time limits, read from time_limits.yml: each with its rule."""
from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

TIME_LIMITS_FILE = Path(__file__).with_name("time_limits.yml")


class TimeLimit(BaseModel):
    """One limit; the file's head says what each field means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    value: str
    about: str
    what: str
    rule: str
    seen: Literal["text", "second hand", "memory", "none needed"]
    url: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a sentence about this limit holds."""
        return re.compile(self.about, re.IGNORECASE)


@lru_cache(maxsize=1)
def time_limits() -> tuple[TimeLimit, ...]:
    """Every limit, in the file's order."""
    limits = tuple(TimeLimit.model_validate(entry) for entry in yaml.safe_load(TIME_LIMITS_FILE.read_text(encoding="utf-8")))
    ids = [limit.id for limit in limits]
    if double := {each for each in ids if ids.count(each) > 1}:
        raise ValueError(f"time limits: {sorted(double)} stands twice")
    return limits
