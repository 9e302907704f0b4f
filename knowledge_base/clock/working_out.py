"""From a rule and a date to the days that follow."""
from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from knowledge_base.clock.arithmetic import (
    add_days,
    add_months,
    add_working_days,
    is_working_day,
    touches_summer,
    tribunal_day,
    working_day_before,
)
from knowledge_base.clock.rules import Rule, Step

WEEK = 7


@dataclass(frozen=True)
class Due:
    """One step's day."""

    step: Step
    day: date
    """The plain day: for a family's own step the day to act by, never later than the rule surely allows."""
    days_ahead: int
    """Days from today; negative when the day has gone by."""
    better_by: date | None
    """For a family's own step that ends on no working day: the working day before."""
    may_run_to: date | None
    """Until when the Tribunal's rules may allow it. Not to be planned on."""
    why: str
    """Why they may: august, christmas, weekend, or empty."""
    clipped: bool
    """Whether the month had no day of that number."""
    summer: bool
    """Whether a long school closure may lie in this time and excuse lateness."""

    @property
    def past(self) -> bool:
        """True from the day after."""
        return self.days_ahead < 0


def work_out(rule: Rule, start: date, today: date, bank_holidays: Set[date]) -> tuple[Due, ...]:
    """The days that follow from `start` by `rule`, in the rule's order."""
    return tuple(_due(step, start, today, bank_holidays) for step in rule.steps)


def plain_day(step: Step, start: date, bank_holidays: Set[date]) -> date:
    """The day a step's limit ends, before any rule that might allow more."""
    count, unit = step.length
    if unit == "month":
        return add_months(start, count, step.first_day_counts)
    if unit == "working day":
        return add_working_days(start, count, bank_holidays)
    return add_days(start, count * (WEEK if unit == "week" else 1), step.first_day_counts)


def _due(step: Step, start: date, today: date, bank_holidays: Set[date]) -> Due:
    day = plain_day(step, start, bank_holidays)
    last, why = tribunal_day(day, bank_holidays) if step.tribunal else (day, "")
    own_on_day_off = step.who == "you" and not is_working_day(day, bank_holidays)
    return Due(step, day, (day - today).days, working_day_before(day, bank_holidays) if own_on_day_off else None,
               last if last != day else None, why if last != day else "",
               step.length.unit == "month" and not step.first_day_counts and day.day != start.day, step.closure and touches_summer(start, day))
