"""What is said of each day, in the words of words.yml. `web/static/clock-dates.js` puts the same sentences together."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from knowledge_base.clock.working_out import Due


def long_day(day: date) -> str:
    """`Monday 5 January 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def state_lines(due: Due, today: date, sentences: Mapping[str, str]) -> list[str]:
    """Where the day stands from today, and what the rules may allow beyond it."""
    lines = [_state(due, sentences)]
    if due.better_by and due.better_by >= today:
        lines.append(sentences["better"].format(day=long_day(due.better_by)))
    if due.may_run_to:
        lines.append(sentences[_later(due, today)].format(day=long_day(due.may_run_to)))
    if due.summer:
        lines.append(sentences["summer"])
    return lines


def counted_lines(due: Due, start: date, sentences: Mapping[str, str]) -> list[str]:
    """How the day was counted."""
    count, unit = due.step.length
    name = f"{unit}_first" if due.step.first_day_counts else "month_one" if (count, unit) == (1, "month") else unit
    return [sentences[name].format(count=count, start=long_day(start)), *([sentences["clipped"]] if due.clipped else [])]


def _state(due: Due, sentences: Mapping[str, str]) -> str:
    count = abs(due.days_ahead)
    days = sentences["one_day" if count == 1 else "many_days"].format(count=count)
    when = "today" if not count else "past" if due.past else "ahead"
    return sentences[f"{'own' if due.step.who == 'you' else 'due'}_{when}"].format(day=long_day(due.day), days=days)


def _later(due: Due, today: date) -> str:
    assert due.may_run_to is not None
    if not due.past:
        return f"later_{due.why}"
    return "later_now" if due.may_run_to >= today else "later_past"
