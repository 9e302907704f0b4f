"""Promised days: England's working days, cut-off hour, closed days, clock changes."""
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries.promises import InvalidClosedDays, PromiseCalendar, bank_holidays, in_words, parse_closed_days

CLOSED = parse_closed_days("2026-12-24,2026-12-29..2026-12-31")
times = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))
calendars = st.builds(PromiseCalendar, st.integers(1, 60), st.integers(0, 24), st.just(CLOSED))


@given(calendars, times)
def test_never_promises_a_day_off_and_always_a_later_day(calendar: PromiseCalendar, asked_at: datetime) -> None:
    day = calendar.promised_on(asked_at)
    assert day.weekday() < 5 and day not in bank_holidays(day.year) and day not in CLOSED
    assert day > calendar.local_date(asked_at)


@given(calendars, times, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_asking_later_never_promises_earlier(calendar: PromiseCalendar, asked_at: datetime, delay: timedelta) -> None:
    assert calendar.promised_on(asked_at + delay) >= calendar.promised_on(asked_at)


@given(st.integers(1, 30), st.integers(0, 24), times)
def test_counts_exactly_the_working_days_between(working_days: int, cutoff: int, asked_at: datetime) -> None:
    calendar = PromiseCalendar(working_days, cutoff, CLOSED)
    local, day = calendar.local_date(asked_at), calendar.promised_on(asked_at)
    between = sum(calendar.is_working_day(local + timedelta(days=n)) for n in range(1, (day - local).days + 1))
    assert between in (working_days, working_days + 1)


@pytest.mark.parametrize(("asked_at", "promised"), [
    ("2026-11-23T10:00+00:00", date(2026, 11, 30)),   # Monday morning: the Monday after
    ("2026-11-23T16:59+00:00", date(2026, 11, 30)),
    ("2026-11-23T17:00+00:00", date(2026, 12, 1)),    # at the cut-off: counts as Tuesday
    ("2026-11-21T10:00+00:00", date(2026, 11, 30)),   # Saturday counts as Monday
    ("2026-12-22T10:00+00:00", date(2027, 1, 7)),     # Christmas, Boxing Day moved to the 28th, New Year, closed days
    ("2026-12-31T10:00+00:00", date(2027, 1, 11)),    # a closed day counts as Monday 4 January
    ("2026-06-15T16:30+00:00", date(2026, 6, 23)),    # 17:30 in summer time
    ("2026-10-25T00:30+00:00", date(2026, 11, 2)),    # the night the clocks go back
    ("2026-03-29T01:30+00:00", date(2026, 4, 8)),     # the night they go forward; then Good Friday and Easter Monday
])
def test_known_days(asked_at: str, promised: date) -> None:
    assert PromiseCalendar(5, 17, CLOSED).promised_on(datetime.fromisoformat(asked_at)) == promised


def test_bank_holidays_are_those_that_gov_uk_lists_for_2026() -> None:
    working_weekdays = [day for day in sorted(bank_holidays(2026)) if day.weekday() < 5]
    assert [day.isoformat()[5:] for day in working_weekdays] == ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]


def test_overdue_begins_at_local_midnight_after_the_promised_day() -> None:
    calendar = PromiseCalendar(5, 17)
    assert not calendar.is_overdue(date(2026, 6, 23), datetime(2026, 6, 23, 22, 59, tzinfo=UTC))
    assert calendar.is_overdue(date(2026, 6, 23), datetime(2026, 6, 23, 23, 0, tzinfo=UTC))


def test_reads_closed_days() -> None:
    assert CLOSED == {date(2026, 12, 24), date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)}
    assert parse_closed_days(" , ") == frozenset()


@pytest.mark.parametrize("setting", ["24/12/2026", "2026-02-30", "2026-12-29..", "2026-12-31..2026-12-29", "20261224", "2026-01-01..2027-06-01"])
def test_a_bad_closed_day_is_named(setting: str) -> None:
    with pytest.raises(InvalidClosedDays, match="closed days"):
        parse_closed_days(f"2026-12-24,{setting}")


def test_days_in_words() -> None:
    assert in_words(date(2026, 12, 3)) == "Thursday 3 December"
