"""Who families are sent to, read from organisations.yml: the one place where phone numbers stand."""
from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge_base.vocabulary import YOUNG_PERSON

ORGANISATIONS_FILE = Path(__file__).with_name("organisations.yml")


class Organisation(BaseModel):
    """One entry; the file's head says what each field means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    does: str
    young_person: str = ""
    phone: tuple[str, ...] = ()
    url: str = ""
    local: bool = False
    checked_on: date | None = None
    note: str = ""

    @property
    def dialled(self) -> frozenset[str]:
        """Its numbers, digits alone."""
        return frozenset("".join(filter(str.isdigit, number)) for number in self.phone)

    def does_for(self, audience: str) -> str:
        """What it does, in the reader's words where there are some."""
        return self.young_person if audience == YOUNG_PERSON and self.young_person else self.does


@lru_cache(maxsize=1)
def organisations() -> dict[str, Organisation]:
    """Id -> organisation, in the file's order."""
    entries = yaml.safe_load(ORGANISATIONS_FILE.read_text(encoding="utf-8"))
    return {entry["id"]: Organisation.model_validate(entry) for entry in entries}


def known_phones() -> frozenset[str]:
    """Every number that content may show, digits alone."""
    return frozenset(number for found in organisations().values() for number in found.dialled)
