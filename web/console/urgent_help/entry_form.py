"""An entry of the urgent help as form fields, and back. Every value typed travels with every button, so that no click loses it."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass

from enquiries.urgent_help_wording.views import Content, Entry
from guardrails.urgent_help import VOICES
from guardrails.urgent_help_checks import CONTACT_FIELDS, LEFT_OUT
from guardrails.urgent_help_overlay import CONTACT, KIND
from web.message_text import cleaned

NEW = "new"
MOST_CONTACTS = 12
SPARE_PLACES = 3
TYPED_MAX = 2000
Typed = dict[str, str]


@dataclass(frozen=True)
class WordingForm:
    """What was typed: `fields` by name, `reason` why, `based_on` the fingerprint of what the form was filled in from."""

    fields: Typed
    reason: str
    based_on: str

    @classmethod
    def from_form(cls, type: str, form: Mapping[str, str]) -> WordingForm:
        """Read and clean the fields of a form."""
        typed = {name: str(cleaned(form.get(name, "")[:TYPED_MAX])) for name in field_names(type)}
        return cls(typed, str(cleaned(form.get("reason", "")[:TYPED_MAX])), form.get("based_on", "")[:40])


@dataclass(frozen=True)
class KeptWording:
    """What an officer had typed when their sign-in ended, and for which entry."""

    type: str
    key: str
    form: WordingForm

    @classmethod
    def from_form(cls, type: str, key: str, form: Mapping[str, str]) -> KeptWording | None:
        """What the form of an entry holds, or None where it holds none."""
        return cls(type, key[:40], WordingForm.from_form(type, form)) if type in (KIND, CONTACT) and key and "based_on" in form else None


def field_names(type: str) -> list[str]:
    """The names of an entry's fields."""
    if type == CONTACT:
        return [*CONTACT_FIELDS, LEFT_OUT]
    return [f"text-{voice}" for voice in VOICES] + [f"route-{voice}-{place}" for voice in VOICES for place in range(1, MOST_CONTACTS + 1)]


def fields_of(type: str, content: Content) -> Typed:
    """A content as fields; what is not there is empty."""
    typed = dict.fromkeys(field_names(type), "")
    if type == CONTACT:
        return typed | {name: content.get(name) or "" for name in CONTACT_FIELDS}
    for voice in VOICES:
        typed[f"text-{voice}"] = content["text"][voice]
        typed |= {f"route-{voice}-{place}": key for place, key in enumerate(content["contacts"][voice][:MOST_CONTACTS], 1)}
    return typed


def content_of(type: str, typed: Typed) -> Content:
    """The fields as a content, in the shipped file's format. Empty places between contacts close up."""
    if type == CONTACT:
        return {LEFT_OUT: True} if typed[LEFT_OUT] else {name: " ".join(typed[name].split()) for name in CONTACT_FIELDS if typed[name]}
    return {"text": {voice: typed[f"text-{voice}"] for voice in VOICES}, "contacts": {voice: route_of(typed, voice) for voice in VOICES}}


def route_of(typed: Typed, voice: str) -> list[str]:
    """The contacts chosen for a voice, in order."""
    return [key for place in range(1, MOST_CONTACTS + 1) if (key := typed[f"route-{voice}-{place}"])]


def places(typed: Typed) -> dict[str, int]:
    """How many places the form shows for each voice: those in use and a few more."""
    last = {voice: max([place for place in range(1, MOST_CONTACTS + 1) if typed[f"route-{voice}-{place}"]], default=0) for voice in VOICES}
    return {voice: min(used + SPARE_PLACES, MOST_CONTACTS) for voice, used in last.items()}


def entry_of(type: str, key: str, typed: Typed, taken: Container[str]) -> Entry:
    """The entry that the form is about; a new contact's key is made from its name."""
    if type == KIND or key != NEW:
        return Entry(type, key)
    plain = unicodedata.normalize("NFKD", typed["name"]).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30] or "contact"
    number, chosen = 2, made if made != NEW else "new_contact"
    while chosen in taken:
        number, chosen = number + 1, f"{made}_{number}"
    return Entry(CONTACT, chosen)
