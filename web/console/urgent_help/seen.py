"""What families see, from the record: the data in force and previews of a change."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from enquiries.urgent_help_wording.views import Content, Entry
from guardrails.urgent_help import VOICES
from guardrails.urgent_help_checks import CONTACT_FIELDS, LEFT_OUT
from guardrails.urgent_help_overlay import CONTACT, Overlaying, data_in_force
from web.console.urgent_help.changes import Change, contact_changes, kind_changes
from web.console.wording import console_words
from web.services import current_services

Data = dict[str, Any]


@dataclass(frozen=True)
class Preview:
    """`shown` are (whose words; urgent help as a reply of the chat page); `used_by` are the kinds that show a contact."""

    shown: list[tuple[str, dict[str, Any]]]
    changes: list[Change]
    used_by: list[str]


def in_force() -> Data:
    """The urgent help in force, in the shipped file's format."""
    return data_in_force(Overlaying(*entry) for entry in current_services().wording.approved())


def reply(data: Data, content: Content, voice: str) -> dict[str, Any]:
    """A kind's urgent help for a voice as the chat page gets it."""
    people = [data["contacts"].get(key, {"name": key}) for key in content["contacts"][voice]]
    return {"type": "urgent_help", "text": content["text"][voice], "contacts": [{name: person.get(name) for name in CONTACT_FIELDS} for person in people]}


def preview(entry: Entry, before: Content, after: Content) -> Preview:
    """How a change looks to families, and what it changes. `after` keeps the rules."""
    data, words = in_force(), console_words()
    names = {key: contact["name"] for key, contact in data["contacts"].items()}
    if entry.type != CONTACT:
        shown = [(words(f"voices.{voice}"), reply(data, after, voice)) for voice in VOICES]
        return Preview(shown, kind_changes(before, after, names), [])
    using = [kind for kind, content in data["kinds"].items() if any(entry.key in route for route in content["contacts"].values())]
    if not after.get(LEFT_OUT):
        data["contacts"][entry.key] = after
    shown = [(f"{words(f'voices.{voice}')}; {words(f'kinds.{kind}')}", reply(data, data["kinds"][kind], voice))
             for kind in using[:1] for voice in VOICES if entry.key in data["kinds"][kind]["contacts"][voice]]
    return Preview(shown, contact_changes(before, after), [words(f"kinds.{kind}") for kind in using])


def title(entry: Entry, *contents: Content) -> str:
    """What an entry is called: the kind in plain words, or the contact's name from the first of the contents that has one."""
    words = console_words()
    if entry.type != CONTACT:
        return words(f"urgent_help.title.{entry.type}", name=words.get(f"kinds.{entry.key}", entry.key))
    name = next((content["name"] for content in contents if content.get("name")), "")
    return words("urgent_help.title.contact", name=name) if name else words("urgent_help.title.new")
