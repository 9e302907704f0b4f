"""The clock's form: which date, and its three fields, read with plain words for what is wrong. `web/static/clock-dates.js` reads them the same way."""
from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge_base.clock.arithmetic import add_months
from knowledge_base.clock.rules import Rule

FIELDS = ("day", "month", "year")
OLDEST_MONTHS = 36
NUMBER = re.compile(r"[0-9]{1,4}")
MONTH_LETTERS = 3
"""A month may be typed in letters: its first three or more."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a date: a name in words.yml (`clock.problems`), what fills its words, and the fields it is about."""

    name: str
    fills: dict[str, date | str | int]
    fields: tuple[str, ...] = FIELDS


def read_date(typed: Mapping[str, str], rule: Rule, today: date) -> date | Problem:
    """The date that was typed into day, month and year, or what is wrong with it."""
    texts = {name: typed.get(name, "").strip() for name in FIELDS}
    if not any(texts.values()):
        return Problem("empty", {})
    if missing := tuple(name for name in FIELDS if not texts[name]):
        return Problem("part", {}, missing)
    texts["month"] = _month_number(texts["month"])
    if wrong := tuple(name for name in FIELDS if not NUMBER.fullmatch(texts[name])):
        return Problem("numbers", {}, wrong)
    day, month, year = (int(texts[name]) for name in FIELDS)
    if not 1000 <= year:
        return Problem("year", {}, ("year",))
    if not 1 <= month <= 12:
        return Problem("month", {}, ("month",))
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return Problem("impossible", {"month": month_name[month], "year": year, "last": last}, ("day",))
    return _in_reach(date(year, month, day), rule, today)


def _in_reach(day: date, rule: Rule, today: date) -> date | Problem:
    last, first = today + timedelta(days=rule.future_days), add_months(today, -OLDEST_MONTHS)
    if day > last:
        return Problem("far", {"last": last}) if rule.future_days else Problem("future", {"today": today})
    return day if day >= first else Problem("old", {"first": first})


def _month_number(text: str) -> str:
    letters = text.lower()
    if len(letters) < MONTH_LETTERS:
        return text
    return next((str(number) for number in range(1, 13) if month_name[number].lower().startswith(letters)), text)
