"""What the record of the wording gives back: plain, immutable, detached from the database."""
from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from enquiries.models.urgent_help import PROPOSED

Content = dict[str, Any]


class Entry(NamedTuple):
    """What a proposal is about: a "kind" of concern or a "contact", by its key in the shipped file or a new key."""

    type: str
    key: str

    def __str__(self) -> str:
        return f"{self.type}:{self.key}"


class Approved(NamedTuple):
    """What was approved last for one entry."""

    type: str
    key: str
    content: Content


@dataclass(frozen=True)
class ProposalView:
    """One proposal. `before` is what was in force when it was proposed, {} for a new contact; `number` is empty unless approved."""

    id: int
    entry: Entry
    content: Content
    before: Content
    reason: str
    status: str
    proposed_by: int
    proposed_by_name: str
    proposed_at: datetime
    decided_by: int | None
    decided_by_name: str
    decided_at: datetime | None
    decision_reason: str
    number: int | None
    in_force: bool = False

    @property
    def waits(self) -> bool:
        """True while a second person has to decide."""
        return self.status == PROPOSED


def fingerprint(content: Content) -> str:
    """The same for the same words and contacts: what a form says that it was filled in from."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:20]
