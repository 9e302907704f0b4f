"""The promise: by which day a person replies. Working days are Monday to Friday without England's bank holidays and closed days."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE_DAYS = 366
SATURDAY = 5


class InvalidClosedDays(ValueError):
    """The setting CLOSED_DAYS cannot be read; the message says which part and how to write it."""


@lru_cache(maxsize=32)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of one year, substitute days included (source: package `holidays`, GB-ENG)."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def parse_closed_days(setting: str) -> frozenset[date]:
    """Read "2026-12-24,2026-12-29..2026-12-31". Raises InvalidClosedDays."""
    days: set[date] = set()
    for part in filter(None, (piece.strip() for piece in setting.split(","))):
        first, dots, last = part.partition("..")
        start = _day(first, part)
        end = _day(last, part) if dots else start
        if end < start:
            raise InvalidClosedDays(f"closed days {part!r}: the first day is after the last")
        if (end - start).days >= LONGEST_CLOSURE_DAYS:
            raise InvalidClosedDays(f"closed days {part!r}: longer than a year, so nobody could reply")
        days.update(start + ONE_DAY * count for count in range((end - start).days + 1))
    return frozenset(days)


def _day(text: str, part: str) -> date:
    text = text.strip()
    try:
        if len(text) != len("2026-12-24"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidClosedDays(f"closed days {part!r}: write a day as 2026-12-24, or a range as 2026-12-29..2026-12-31") from None


def in_words(day: date) -> str:
    """`Thursday 3 December`."""
    return f"{day:%A} {day.day} {day:%B}"


class PromiseCalendar:
    """Counts working days on the local calendar of `timezone`."""

    def __init__(self, working_days: int, cutoff_hour: int, closed_days: Iterable[date] = (), timezone: str = "Europe/London") -> None:
        """`working_days`: at least 1. `cutoff_hour`: local, 0..24; a question at or after it counts as asked on the next working day."""
        if working_days < 1 or not 0 <= cutoff_hour <= 24:
            raise ValueError("working_days is at least 1 and cutoff_hour between 0 and 24")
        self._working_days, self._cutoff_hour = working_days, cutoff_hour
        self._closed_days, self._timezone = frozenset(closed_days), ZoneInfo(timezone)

    def promised_on(self, asked_at: datetime) -> date:
        """The local day by which a person replies to a question asked at `asked_at` (aware)."""
        local = asked_at.astimezone(self._timezone)
        counted_from = local.date()
        if not self.is_working_day(counted_from) or local.hour >= self._cutoff_hour:
            counted_from = self._next_working_day(counted_from)
        for _ in range(self._working_days):
            counted_from = self._next_working_day(counted_from)
        return counted_from

    def is_working_day(self, day: date) -> bool:
        """False on weekends, England's bank holidays and closed days."""
        return day.weekday() < SATURDAY and day not in bank_holidays(day.year) and day not in self._closed_days

    def local_date(self, at: datetime) -> date:
        """The day it is here at an aware time."""
        return at.astimezone(self._timezone).date()

    def is_overdue(self, due_on: date, now: datetime) -> bool:
        """True from the day after the promised day."""
        return self.local_date(now) > due_on

    def _next_working_day(self, day: date) -> date:
        day += ONE_DAY
        while not self.is_working_day(day):
            day += ONE_DAY
        return day
