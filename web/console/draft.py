"""What an officer has typed but not sent. It travels with every button of the enquiry's page, so that no click loses it."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from web.message_text import cleaned

NO_VERSION = -1  # no enquiry has it, so a form without a version counts as out of date


@dataclass(frozen=True)
class Draft:
    """`version` is the enquiry's when the form was shown; `text` is a reply, `reason_code` and `note` are for closing."""

    version: int = NO_VERSION
    text: str = field(default="", repr=False)
    reason_code: str = ""
    note: str = field(default="", repr=False)

    @property
    def has_words(self) -> bool:
        """Whether anything was typed."""
        return bool(self.text or self.note)

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Draft:
        """Read the fields of a form, cleaned."""
        version = form.get("version", "")
        known = version.isascii() and version.isdecimal() and len(version) < 10
        return cls(version=int(version) if known else NO_VERSION, text=str(cleaned(form.get("text", ""))),
                   reason_code=form.get("reason_code", "")[:40], note=str(cleaned(form.get("note", ""))))
