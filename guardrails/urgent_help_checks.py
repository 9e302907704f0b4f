"""What any wording of the urgent help must keep, from `urgent_help_rules.json`: held before it is proposed, approved and shown.

A `Fault` names the field, the rule that is broken and what the words about it need; the words themselves are the console's.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from guardrails.urgent_help import VOICES

Content = Mapping[str, Any]
CONTACT_FIELDS = ("name", "phone", "text_message", "url", "hours")
LEFT_OUT = "left_out"
_MARKUP = re.compile(r"[<>]|&#?\w+;")
_NUMBER = re.compile(r"\+?[0-9](?: ?[0-9]){2,15}")
_WEB_ADDRESS = re.compile(r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}(?::\d+)?(?:[/?#][^\s<>\"']*)?", re.I)


class Fault(NamedTuple):
    """`field` is text-VOICE, contacts-VOICE or a contact's field; `about` fills the words' braces."""

    field: str
    rule: str
    about: Mapping[str, Any] = {}


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """The rules as the file has them."""
    return json.loads((Path(__file__).resolve().parent / "urgent_help_rules.json").read_text(encoding="utf-8"))


def digits(number: str | None) -> str:
    """A number without its spaces."""
    return (number or "").replace(" ", "")


def kind_faults(kind: str, content: Content, contacts: Mapping[str, Content]) -> list[Fault]:
    """What is wrong with a kind's words and routes, where `contacts` are those that there are."""
    if not _has_every_voice(content):
        return [Fault("", "malformed")]
    return [fault for voice in VOICES for fault in (
        *_text_faults(f"text-{voice}", content["text"][voice], "text"),
        *_route_faults(kind, voice, content["contacts"][voice], contacts))]


def contact_faults(content: Content) -> list[Fault]:
    """What is wrong with a contact. One that is left out has nothing that could be."""
    if content.get(LEFT_OUT):
        return [] if dict(content) == {LEFT_OUT: True} else [Fault("", "malformed")]
    if not set(content) <= set(CONTACT_FIELDS) or not all(value is None or isinstance(value, str) for value in content.values()):
        return [Fault("", "malformed")]
    return list(_contact_faults({name: content.get(name) or "" for name in CONTACT_FIELDS}))


def _contact_faults(content: Mapping[str, str]) -> Iterator[Fault]:
    yield from _text_faults("name", content["name"], "name")
    for name in ("hours", "url"):
        if content[name]:
            yield from _text_faults(name, content[name], name)
    for name in ("phone", "text_message"):
        if content[name] and (not _NUMBER.fullmatch(content[name]) or len(content[name]) > rules()["most_characters"][name]):
            yield Fault(name, f"{name}_invalid")
    if content["url"] and not _WEB_ADDRESS.fullmatch(content["url"]):
        yield Fault("url", "url_invalid")
    if not any(content[name] for name in ("phone", "text_message", "url")):
        yield Fault("phone", "unreachable")


def _text_faults(field: str, text: str, rule: str) -> Iterator[Fault]:
    most = rules()["most_characters"][rule]
    if not text.strip():
        yield Fault(field, "empty")
    elif len(text) > most:
        yield Fault(field, "too_long", {"most": most, "now": len(text)})
    elif _MARKUP.search(text):
        yield Fault(field, "markup")


def _route_faults(kind: str, voice: str, route: list[str], contacts: Mapping[str, Content]) -> Iterator[Fault]:
    field, known = f"contacts-{voice}", rules()
    phones = [digits(contacts[key].get("phone")) for key in route if key in contacts]
    emergency, young_people = digits(known["emergency_phone"]), digits(known["young_people_phone"])
    if not route:
        yield Fault(field, "nobody")
    elif len(phones) != len(route):
        yield Fault(field, "unknown_contact")
    elif len(set(route)) != len(route):
        yield Fault(field, "twice")
    elif not any(phones):
        yield Fault(field, "no_phone")
    elif kind in known["emergency_first"] and phones[0] != emergency:
        yield Fault(field, "emergency_first", {"phone": known["emergency_phone"]})
    elif emergency not in phones:
        yield Fault(field, "emergency_missing", {"phone": known["emergency_phone"]})
    elif voice == "young_person" and kind not in known["without_young_people_phone"] and young_people not in phones:
        yield Fault(field, "young_people_missing", {"phone": known["young_people_phone"]})


def _has_every_voice(content: Content) -> bool:
    text, routes = content.get("text"), content.get("contacts")
    return (set(content) == {"text", "contacts"} and isinstance(text, Mapping) and isinstance(routes, Mapping)
            and set(text) == set(routes) == set(VOICES) and all(isinstance(text[voice], str) for voice in VOICES)
            and all(isinstance(routes[voice], list) and all(isinstance(key, str) for key in routes[voice]) for voice in VOICES))
