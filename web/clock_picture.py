"""The clock's days as a picture: a line downwards, a mark for each day. The template draws it as SVG; `web/static/clock-dates.js` places the same marks."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WIDTH, TOP, BOTTOM, LEAST, SPREAD = 320, 26, 30, 54, 70
"""SVG units: width, room above and below the marks, the least room between two marks, and the mean room that the days are spread over."""


@dataclass(frozen=True)
class Mark:
    """A day on the line; `kind` is start, today, past or ahead."""

    y: int
    day: date
    label: str
    kind: str


@dataclass(frozen=True)
class Picture:
    """All marks, first to last."""

    height: int
    marks: tuple[Mark, ...]


def draw_days(start: date, today: date, days: Iterable[tuple[date, str]], words: tuple[str, str]) -> Picture:
    """Place the marks: room by days, but never closer than their words need. `words`: what the date itself and today are called."""
    named = [(start, words[0], "start"), *((day, label, "past" if day < today else "ahead") for day, label in days), (today, words[1], "today")]
    named.sort(key=lambda each: each[0])
    first, span = named[0][0], max(1, (named[-1][0] - named[0][0]).days)
    room = SPREAD * (len(named) - 1)
    marks: list[Mark] = []
    for day, label, kind in named:
        y = TOP + (day - first).days * room // span
        marks.append(Mark(max(y, marks[-1].y + LEAST) if marks else y, day, label, kind))
    return Picture(marks[-1].y + BOTTOM, tuple(marks))
