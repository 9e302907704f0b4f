"""The map of stages a family goes through, read from pathway.yml."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

PATHWAY_FILE = Path(__file__).with_name("pathway.yml")


@dataclass(frozen=True)
class Stage:
    """A place on a pathway: its id, the words families read, and the article that explains it."""

    id: str
    label: str
    article: str


@dataclass(frozen=True)
class Place:
    """Where an article sits: its stage with the one before and after."""

    pathway: str
    stage: Stage
    before: Stage | None
    after: Stage | None

    def to_json(self) -> dict[str, Any]:
        """The API's `pathway` object."""
        return {"stage": self.stage.label, "before": _link(self.before), "after": _link(self.after)}


def _link(stage: Stage | None) -> dict[str, str] | None:
    return None if stage is None else {"stage": stage.label, "url": f"/articles/{stage.article}"}


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """Stage id -> its place on the map."""
    found: dict[str, Place] = {}
    for pathway in yaml.safe_load(PATHWAY_FILE.read_text(encoding="utf-8")).values():
        stages = [Stage(**stage) for stage in pathway["stages"]]
        for before, stage, after in zip([None, *stages], stages, [*stages[1:], None]):
            found[stage.id] = Place(pathway["label"], stage, before, after)
    return found
