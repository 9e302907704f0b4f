"""Why a wording cannot be proposed or approved, in plain words by field, and what to think twice about."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import phonenumbers

from enquiries.urgent_help_wording.views import Approved, Content, Entry
from guardrails.urgent_help import VOICES
from guardrails.urgent_help_checks import LEFT_OUT, Fault, contact_faults, digits, kind_faults, rules
from guardrails.urgent_help_overlay import CONTACT, Overlaying, data_in_force, shipped_data
from knowledge_base.reading_age import text_reading_age
from web.words import Words, load_words

COUNTRY = "GB"
HARDER_BY = 0.5
"""Years by which the reading age must rise to be worth a warning: less comes of a single word."""
WORDS_FILE = Path(__file__).resolve().parents[1] / "words.yml"


def shipped_entry(entry: Entry) -> Content | None:
    """What the shipped file has for an entry."""
    return shipped_data()["contacts" if entry.type == CONTACT else "kinds"].get(entry.key)


def check_wording(entry: Entry, content: Content, approved: Sequence[Approved]) -> dict[str, str]:
    """By field, why the content cannot be shown beside what else is approved; empty when it can."""
    data = data_in_force(Overlaying(*item) for item in approved)
    faults = _contact(entry.key, content, data) if entry.type == CONTACT else _kind(entry.key, content, data)
    errors: dict[str, str] = {}
    for fault in faults:
        errors.setdefault(fault.field, _said(fault))
    return errors


def _said(fault: Fault) -> str:
    """The words for a fault; where there is a field for each voice, they begin with whose it is."""
    said, voice = _words()(f"urgent_help.faults.{fault.rule}", **fault.about), fault.field.partition("-")[2]
    return _words()("urgent_help.faults_for", voice=_words()(f"voices.{voice}"), fault=said) if voice else said


def warnings_about(entry: Entry, before: Content, content: Content) -> list[str]:
    """What to think twice about; no reason to refuse."""
    if entry.type == CONTACT or "text" not in before:
        return []
    return [warning for voice in VOICES for warning in _voice_warnings(voice, before["text"][voice], content["text"][voice])]


def _kind(kind: str, content: Content, data: dict[str, Any]) -> list[Fault]:
    return kind_faults(kind, content, data["contacts"]) if kind in data["kinds"] else [Fault("", "not_there")]


def _contact(key: str, content: Content, data: dict[str, Any]) -> list[Fault]:
    faults = contact_faults(content) + _numbers(content)
    if faults:
        return faults
    contacts = {name: value for name, value in data["contacts"].items() if name != key}
    if not content.get(LEFT_OUT):
        contacts[key] = content
    broken = [_words()(f"kinds.{kind}") for kind, entry in data["kinds"].items() if kind_faults(kind, entry, contacts)]
    if not broken:
        return []
    return [Fault("" if content.get(LEFT_OUT) else "phone", "still_shown" if content.get(LEFT_OUT) else "needed", {"kinds": "; ".join(broken)})]


def _numbers(content: Content) -> list[Fault]:
    """Numbers that nobody in Great Britain can reach."""
    codes = {"phone": rules()["short_codes"], "text_message": rules()["text_codes"]}
    return [Fault(name, f"{name}_invalid") for name, known in codes.items() if content.get(name) and not _reachable(content[name], known)]


def _reachable(number: str, known: Sequence[str]) -> bool:
    if digits(number) in {digits(code) for code in known}:
        return True
    try:
        return phonenumbers.is_valid_number_for_region(phonenumbers.parse(number, COUNTRY), COUNTRY)
    except phonenumbers.NumberParseException:
        return False


def _voice_warnings(voice: str, before: str, now: str) -> list[str]:
    said, about = [], {"voice": _words()(f"voices.{voice}")}
    ages = text_reading_age(before), text_reading_age(now)
    if ages[1] - ages[0] >= HARDER_BY:
        said.append(_words()("urgent_help.warnings.harder", before=f"{ages[0]:.0f}", now=f"{ages[1]:.0f}", **about))
    phone = rules()["emergency_phone"]
    if phone in before and phone not in now:
        said.append(_words()("urgent_help.warnings.without_emergency", phone=phone, **about))
    return said


@cache
def _words() -> Words:
    """The console's words, also outside a request: none of those used here need a name filled in."""
    names: Mapping[str, str] = {}
    return load_words(names, WORDS_FILE)
