"""The words and contacts shown to somebody in danger, read from `urgent_help.json`."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from guardrails.languages.texts import LanguageTexts, language_texts

VOICES = ("parent", "young_person", "unknown")


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to; each way of reaching them may be missing. `meaning`: what they are, in the language of the help."""

    name: str | None
    phone: str | None = None
    text_message: str | None = None
    url: str | None = None
    hours: str | None = None
    meaning: str | None = None


@dataclass(frozen=True)
class UrgentHelp:
    """A few calm words, and contacts with the right one first. In another `language` the last paragraph of the text is English."""

    text: str
    contacts: tuple[Contact, ...]
    language: str = "en"


@dataclass(frozen=True)
class UrgentHelpTexts:
    """What to show for each kind of concern and voice. `languages`: words of other languages by code; those of `languages/` when left out."""

    helps: Mapping[tuple[str, str], UrgentHelp]
    languages: Mapping[str, LanguageTexts] | None = field(default=None, repr=False)

    def for_concern(self, kind: str, voice: str, language: str = "en") -> UrgentHelp:
        """Raises KeyError for a kind, voice or language that is not known."""
        shown = self.helps[kind, voice]
        if language == "en":
            return shown
        texts = (language_texts() if self.languages is None else self.languages)[language]
        contacts = tuple(replace(contact, meaning=texts.meanings.get(contact.phone or contact.text_message or "")) for contact in shown.contacts)
        return UrgentHelp(texts.urgent[kind], contacts, language)


def load_urgent_help(path: Path) -> UrgentHelpTexts:
    """Read the file. Raises OSError, ValueError or KeyError when it is missing or malformed."""
    return UrgentHelpTexts(read_helps(json.loads(path.read_text(encoding="utf-8"))))


def read_helps(data: Mapping[str, Any]) -> dict[tuple[str, str], UrgentHelp]:
    """What the file's data says for each kind and voice. Raises ValueError, TypeError or KeyError when it is malformed."""
    contacts = {key: Contact(**fields) for key, fields in data["contacts"].items()}
    return {(kind, voice): UrgentHelp(entry["text"][voice], tuple(contacts[key] for key in entry["contacts"][voice]))
            for kind, entry in data["kinds"].items() for voice in VOICES}


def fallback_help() -> UrgentHelp:
    """Shown when even the file cannot be read (numbers: fact sheet, section 21)."""
    return UrgentHelp(
        "If you or somebody else is in danger now, ring 999. You can also talk to somebody, free, at any hour.",
        (Contact("Emergency services", phone="999", hours="Day and night"), Contact("Samaritans", phone="116 123", hours="Day and night"),
         Contact("Childline (under 19)", phone="0800 1111", hours="Day and night")))
