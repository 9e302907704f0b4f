"""How the console writes times, dates and questions."""
from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import cast

from flask import current_app

from enquiries.promises import in_words
from web.formats import LOCAL_ZONE
from web.words import Words

WORDS_EXTENSION = "signpost.console_words"
FIRST_WORDS_LENGTH = 160


def console_words() -> Words:
    """The words of words.yml."""
    return cast(Words, current_app.extensions[WORDS_EXTENSION])


def local_moment(at: datetime) -> str:
    """An aware time on the local clock: "23 November 2026, 10:05"."""
    local = at.astimezone(LOCAL_ZONE)
    return f"{local.day} {local:%B} {local.year}, {local:%H:%M}"


def due_words(due_on: date, waits: bool, overdue: bool, due_today: bool) -> str:
    """The promise in words; what is overdue says so first. `waits` is False once the enquiry is replied to or closed."""
    if overdue:
        return f"Overdue: was due on {in_words(due_on)}"
    if due_today:
        return "Due today"
    return f"Due on {in_words(due_on)}" if waits else f"Was due on {in_words(due_on)}"


def elapsed(since: datetime, now: datetime) -> str:
    """How long in words, in the largest whole unit: "3 days", "1 hour", "less than an hour"."""
    hours = (now - since) // timedelta(hours=1)
    if hours < 1:
        return "less than an hour"
    count, unit = (hours // 24, "day") if hours >= 24 else (hours, "hour")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def first_words(text: str) -> str:
    """The beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= FIRST_WORDS_LENGTH:
        return line
    cut = line[:FIRST_WORDS_LENGTH]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"
