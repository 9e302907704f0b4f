"""What families see now for each kind of danger, what waits for a second person, and how it came about."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import render_template

from guardrails.urgent_help import VOICES
from web.console.access import current_officer
from web.console.urgent_help.seen import in_force, reply, title
from web.console.wording import console_words
from web.services import current_services

COUNTED_DAYS = 30


@dataclass(frozen=True)
class KindShown:
    """One kind of danger: what each voice sees, and how often it was shown lately."""

    key: str
    label: str
    times: int
    shown: list[tuple[str, dict[str, Any]]]


def show() -> str:
    """Everything on one page."""
    services, words, data = current_services(), console_words(), in_force()
    today = services.calendar.local_date(services.clock())
    counts = services.figures.urgent_help(today - timedelta(days=COUNTED_DAYS - 1), today)
    kinds = [KindShown(key, words.get(f"kinds.{key}", key), counts.get(key, 0),
                       [(words(f"voices.{voice}"), reply(data, content, voice)) for voice in VOICES]) for key, content in data["kinds"].items()]
    waiting = [(proposal, title(proposal.entry, proposal.before, proposal.content)) for proposal in services.wording.waiting()]
    return render_template("console/urgent_help/overview.html", kinds=kinds, contacts=data["contacts"], waiting=waiting, days=COUNTED_DAYS,
                           times=sum(counts.values()), unknown=sum(times for key, times in counts.items() if key not in data["kinds"]),
                           me=current_officer().id, alone=not others_can_decide())


def history() -> str:
    """Every proposal ever made, the latest first."""
    past = [(proposal, title(proposal.entry, proposal.before, proposal.content)) for proposal in current_services().wording.history()]
    return render_template("console/urgent_help/history.html", past=past)


def others_can_decide() -> bool:
    """Whether there is a second person at all."""
    return any(officer.is_active and officer.id != current_officer().id for officer in current_services().officers.all())
