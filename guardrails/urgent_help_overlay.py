"""The urgent help in force: the shipped file, with the entries laid over it that officers approved.

An entry that breaks the rules, however it came into the record, is left out: the shipped words are shown in its place.
"""
from __future__ import annotations

import copy
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from guardrails.urgent_help import UrgentHelpTexts, load_urgent_help, read_helps
from guardrails.urgent_help_checks import LEFT_OUT, contact_faults, kind_faults

KIND, CONTACT = "kind", "contact"
SHIPPED_FILE = Path(__file__).resolve().parent / "urgent_help.json"
Data = dict[str, Any]
_log = logging.getLogger(__name__)


class Overlaying(NamedTuple):
    """One approved entry: a kind's words and routes, or a contact; `content` as the file has it, or {"left_out": true}."""

    type: str
    key: str
    content: Mapping[str, Any]


def shipped_data() -> Data:
    """The shipped file's data, to keep. Raises OSError or ValueError when it cannot be read."""
    return copy.deepcopy(_shipped())


def data_in_force(entries: Iterable[Overlaying]) -> Data:
    """The shipped data with the entries laid over it, in the shipped file's own format."""
    data, entries = shipped_data(), list(entries)
    gone = _lay_contacts(data, [entry for entry in entries if entry.type == CONTACT])
    for entry in entries:
        if entry.type != CONTACT:
            _lay_kind(data, entry)
    _shipped_where_broken(data)
    used = {key for kind in data["kinds"].values() for route in kind["contacts"].values() for key in route}
    for key in gone - used:
        del data["contacts"][key]
    return data


def texts_in_force(entries: Iterable[Overlaying]) -> UrgentHelpTexts:
    """The texts to show; whatever else the shipped texts hold stays as it is."""
    return replace(load_urgent_help(SHIPPED_FILE), helps=read_helps(data_in_force(entries)))


@lru_cache(maxsize=1)
def _shipped() -> Data:
    return json.loads(SHIPPED_FILE.read_text(encoding="utf-8"))


def _lay_contacts(data: Data, entries: list[Overlaying]) -> set[str]:
    """Lay the sound ones over; gives the keys of those that are to be left out once nobody shows them."""
    gone = set()
    for entry in entries:
        if _sound(entry, lambda entry=entry: not contact_faults(entry.content), data["contacts"]):
            if entry.content.get(LEFT_OUT):
                gone.add(entry.key)
            else:
                data["contacts"][entry.key] = {name: value for name, value in entry.content.items() if value}
    return gone & set(data["contacts"])


def _lay_kind(data: Data, entry: Overlaying) -> None:
    known = entry.type == KIND and entry.key in data["kinds"]
    if _sound(entry, lambda: known and not kind_faults(entry.key, entry.content, data["contacts"]), data["kinds"]):
        data["kinds"][entry.key] = copy.deepcopy(dict(entry.content))


def _shipped_where_broken(data: Data) -> None:
    """A changed contact may break a kind that shows it (999 that is no longer first): then the shipped contacts come back."""
    shipped = _shipped()
    for kind in data["kinds"]:
        if kind_faults(kind, data["kinds"][kind], data["contacts"]):
            _log.error("urgent help wording for %s is broken: the shipped words are shown", kind)
            data["kinds"][kind] = copy.deepcopy(shipped["kinds"][kind])
            if kind_faults(kind, data["kinds"][kind], data["contacts"]):
                data["contacts"].update(copy.deepcopy(shipped["contacts"]))


def _sound(entry: Overlaying, test: Any, known: Mapping[str, Any]) -> bool:
    """Whether the entry may be shown. What is wrong with it is logged by its name alone, and by no name that nobody knows."""
    try:
        sound = bool(test())
    except Exception:  # noqa: BLE001  whatever stands in a broken row, the shipped words are shown
        sound = False
    if not sound:
        _log.error("urgent help wording for %s is broken: the shipped words are shown", entry.key if entry.key in known else "an unknown entry")
    return sound
