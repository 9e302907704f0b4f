"""Counting days as the rules count them. Pure functions of dates; England's bank holidays are an argument.

`web/static/clock-dates.js` does the same on the family's own device; a test holds the two against each other.
"""
from __future__ import annotations

from calendar import monthrange
from collections.abc import Set
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY, AUGUST = 5, 8
CHRISTMAS = ((12, 25), (1, 1))
SUMMER = ((7, 15), (9, 10))
"""First and last day (month, day) between which a school's summer closure of 4 weeks or more is looked for. Wide on purpose: dates differ by school."""


def add_days(start: date, count: int, first_day_counts: bool = False) -> date:
    """The last of `count` days: the day after `start` is day 1, or `start` itself where the rule says so.

    "Within" so many weeks or days of a day leaves that day out (SEND Regulations 2014, regulations 5, 10 and 13 for weeks);
    time for comments starts with the day the draft is served (regulation 13(2)).
    """
    return start + timedelta(days=count - 1 if first_day_counts else count)


def add_months(start: date, count: int, first_day_counts: bool = False) -> date:
    """The day of the same number `count` months on, or that month's last day where it has none (the corresponding date rule).

    A month is a calendar month (Interpretation Act 1978, Schedule 1). The end of a month is not carried over: 30 June and one month is 30 July.
    A period "starting with" a date (Children and Families Act 2014, section 44(1)) ends the day before that day of the same number.
    """
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    day = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return day - ONE_DAY if first_day_counts and day.day == start.day else day


def is_working_day(day: date, bank_holidays: Set[date]) -> bool:
    """Monday to Friday without England's bank holidays, Good Friday and Christmas Day among them (Tribunal rules of 2008, rule 1)."""
    return day.weekday() < SATURDAY and day not in bank_holidays


def add_working_days(start: date, count: int, bank_holidays: Set[date]) -> date:
    """The last of `count` working days, the first being the first working day after `start` (SEND Regulations 2014, regulation 34)."""
    day = start
    for _ in range(count):
        day = next_working_day(day, bank_holidays)
    return day


def next_working_day(day: date, bank_holidays: Set[date]) -> date:
    """The first working day after `day`."""
    day += ONE_DAY
    while not is_working_day(day, bank_holidays):
        day += ONE_DAY
    return day


def working_day_before(day: date, bank_holidays: Set[date]) -> date:
    """The last working day before `day`."""
    day -= ONE_DAY
    while not is_working_day(day, bank_holidays):
        day -= ONE_DAY
    return day


def tribunal_day(day: date, bank_holidays: Set[date]) -> tuple[date, str]:
    """Until when the SEND Tribunal's rules may allow an act whose time ends on `day`, and why: august, christmas, weekend or empty.

    Tribunal Procedure (First-tier Tribunal) (HESC) Rules 2008, rule 12 as amended in 2020, read second hand: an application whose time (rule 20)
    ends in August is in time on the first working day after 31 August, one whose time ends from 25 December to 1 January on the first working day
    after 1 January (paragraph 3); any time that ends on no working day runs to the next (paragraph 2). Where a weekend stands just before August or
    Christmas, only paragraph 2 is applied: that gives the earlier day of those that the two paragraphs together could be read to give.
    """
    if day.month == AUGUST:
        return next_working_day(date(day.year, AUGUST, 31), bank_holidays), "august"
    if (day.month, day.day) >= CHRISTMAS[0] or (day.month, day.day) <= CHRISTMAS[1]:
        new_year = date(day.year + (day.month == 12), 1, 1)
        return next_working_day(new_year, bank_holidays), "christmas"
    if is_working_day(day, bank_holidays):
        return day, ""
    return next_working_day(day, bank_holidays), "weekend"


def touches_summer(first: date, last: date) -> bool:
    """Whether a school's summer closure may lie between two days, both included."""
    return any(date(year, *SUMMER[0]) <= last and first <= date(year, *SUMMER[1]) for year in range(first.year, last.year + 1))
