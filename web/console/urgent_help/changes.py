"""What a proposal changes, marked in words: nobody has to see colours or compare two texts by eye."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from enquiries.urgent_help_wording.views import Content
from guardrails.urgent_help import VOICES
from guardrails.urgent_help_checks import CONTACT_FIELDS, LEFT_OUT
from web.console.wording import console_words

SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Change:
    """`parts` are (same, added or removed; words) where a text changed; `said` are whole sentences."""

    label: str
    parts: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()


def kind_changes(before: Content, after: Content, names: Mapping[str, str]) -> list[Change]:
    """A kind's changes, voice by voice; `names` are contacts' names by key."""
    words, found = console_words(), []
    for voice in VOICES:
        said = _route_changes(before["contacts"][voice], after["contacts"][voice], names)
        parts = marked(before["text"][voice], after["text"][voice])
        found.append(Change(words(f"voices.{voice}"), parts, said or (() if parts else (words("urgent_help.changes.none"),))))
    return found


def contact_changes(before: Content, after: Content) -> list[Change]:
    """A contact's changes, field by field."""
    words = console_words()
    if after.get(LEFT_OUT):
        return [Change(before.get("name") or "", said=(words("urgent_help.changes.left_out"),))]
    return [Change(words(f"contact_fields.{name}"), marked(before.get(name) or "", after.get(name) or "")) for name in CONTACT_FIELDS
            if (before.get(name) or "") != (after.get(name) or "")]


def marked(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The new text with what was added and what was taken out, word by word; nothing when they are the same."""
    if before == after:
        return ()
    old, new = before.split(), after.split()
    parts: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append((SAME, " ".join(new[j1:j2])))
            continue
        parts += [(mark, " ".join(piece)) for mark, piece in ((REMOVED, old[i1:i2]), (ADDED, new[j1:j2])) if piece]
    return tuple(parts)


def _route_changes(before: list[str], after: list[str], names: Mapping[str, str]) -> tuple[str, ...]:
    words = console_words()
    said = [words("urgent_help.changes.taken_out", contact=names.get(key, key)) for key in before if key not in after]
    said += [words("urgent_help.changes.added", contact=names.get(key, key)) for key in after if key not in before]
    if before != after:
        said.append(words("urgent_help.changes.order", contacts=", ".join(f"{place}. {names.get(key, key)}" for place, key in enumerate(after, 1))))
    return tuple(said)
