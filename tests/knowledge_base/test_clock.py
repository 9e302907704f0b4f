"""The clock against days counted by hand from the rules, and against what must hold for any date."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries.promises import bank_holidays
from knowledge_base.clock import arithmetic
from knowledge_base.clock.rules import rules
from knowledge_base.clock.working_out import Due, work_out
from knowledge_base.pack import SHIPPED_PACK, load_pack
from knowledge_base.reading_age import text_reading_age
from knowledge_base.time_limits import time_limits

HOLIDAYS = frozenset().union(*(bank_holidays(year) for year in range(2019, 2034)))
DAYS = st.dates(date(2020, 1, 1), date(2031, 12, 31))
RULES = st.sampled_from(list(rules().values()))


def days_of(rule: str, start: str, today: str = "2026-01-01") -> tuple[Due, ...]:
    return work_out(rules()[rule], date.fromisoformat(start), date.fromisoformat(today), HOLIDAYS)


@pytest.mark.parametrize(("rule", "start", "days"), [
    ("ehc-request", "2026-01-05", ["2026-02-16", "2026-04-27", "2026-05-25"]),         # week 20 ends on a bank holiday and is not moved
    ("ehc-request", "2026-03-02", ["2026-04-13", "2026-06-22", "2026-07-20"]),         # the clocks go forward in between
    ("ehc-request", "2026-09-21", ["2026-11-02", "2027-01-11", "2027-02-08"]),         # the clocks go back in between
    ("ehc-request", "2024-01-22", ["2024-03-04", "2024-05-13", "2024-06-10"]),         # a leap day in between
    ("ehc-request", "2025-01-22", ["2025-03-05", "2025-05-14", "2025-06-11"]),         # the same date without a leap day
    ("draft-plan", "2026-06-01", ["2026-06-15"]),                                      # the day it came is day 1
    ("draft-plan", "2025-12-22", ["2026-01-05"]),                                      # Christmas counts
    ("review-meeting", "2026-10-14", ["2026-10-28", "2026-11-11", "2027-01-06"]),
    ("changes-letter", "2026-11-11", ["2026-11-25", "2027-01-06"]),                    # 8 weeks after the letter = 12 after the meeting above
    ("last-review", "2025-09-24", ["2026-09-23"]),                                     # the day of the plan is day 1
    ("last-review", "2026-01-01", ["2026-12-31"]),
    ("last-review", "2024-02-29", ["2025-02-28"]),                                     # no 29 February a year on
    ("last-review", "2024-03-01", ["2025-02-28"]),
    ("last-review", "2023-03-01", ["2024-02-29"]),
    ("re-assessment", "2026-05-08", ["2026-05-23"]),
    ("re-assessment-yes", "2026-05-08", ["2026-08-14"]),                               # August moves nothing for the council
    ("mediation-yes", "2026-02-10", ["2026-03-12"]),
    ("mediation-no", "2026-07-03", ["2026-07-08"]),                                    # over a weekend
    ("mediation-no", "2026-07-04", ["2026-07-08"]),                                    # said on a Saturday
    ("mediation-no", "2026-04-01", ["2026-04-08"]),                                    # Good Friday and Easter Monday do not count
    ("mediation-no", "2026-12-23", ["2026-12-30"]),                                    # nor Christmas Day and the substitute for Boxing Day
])
def test_days_counted_by_hand(rule: str, start: str, days: list[str]) -> None:
    assert [due.day.isoformat() for due in days_of(rule, start)] == days
    assert all(due.may_run_to is None for due in days_of(rule, start))


@pytest.mark.parametrize(("rule", "start", "act_by", "later", "why", "better"), [
    ("decision-letter", "2026-03-05", "2026-05-05", None, "", None),
    ("decision-letter", "2026-03-04", "2026-05-04", "2026-05-05", "weekend", "2026-05-01"),            # early May bank holiday
    ("decision-letter", "2026-02-03", "2026-04-03", "2026-04-07", "weekend", "2026-04-02"),            # Good Friday
    ("decision-letter", "2025-12-31", "2026-02-28", "2026-03-02", "weekend", "2026-02-27"),            # no 31 February; a Saturday
    ("decision-letter", "2023-12-31", "2024-02-29", None, "", None),                                   # a leap year's February
    ("decision-letter", "2023-12-29", "2024-02-29", None, "", None),
    ("decision-letter", "2024-12-29", "2025-02-28", None, "", None),
    ("decision-letter", "2026-06-10", "2026-08-10", "2026-09-01", "august", None),                     # 31 August is a bank holiday
    ("decision-letter", "2026-06-30", "2026-08-30", "2026-09-01", "august", "2026-08-28"),             # month ends are not carried: not 31 August
    ("decision-letter", "2025-06-30", "2025-08-30", "2025-09-01", "august", "2025-08-29"),
    ("decision-letter", "2026-07-01", "2026-09-01", None, "", None),
    ("decision-letter", "2027-05-31", "2027-07-31", "2027-08-02", "weekend", "2027-07-30"),            # the earlier of two readings
    ("decision-letter", "2026-10-24", "2026-12-24", None, "", None),
    ("decision-letter", "2026-10-25", "2026-12-25", "2027-01-04", "christmas", "2026-12-24"),
    ("decision-letter", "2025-10-29", "2025-12-29", "2026-01-02", "christmas", None),
    ("decision-letter", "2026-11-01", "2027-01-01", "2027-01-04", "christmas", "2026-12-31"),
    ("decision-letter", "2022-10-24", "2022-12-24", "2022-12-28", "weekend", "2022-12-23"),            # the earlier of two readings
    ("mediation-certificate", "2026-01-31", "2026-02-28", "2026-03-02", "weekend", "2026-02-27"),
    ("mediation-certificate", "2024-01-31", "2024-02-29", None, "", None),
    ("mediation-certificate", "2026-08-31", "2026-09-30", None, "", None),                             # no 31 September
    ("mediation-certificate", "2026-07-15", "2026-08-15", "2026-09-01", "august", "2026-08-14"),
    ("mediation-certificate", "2026-11-30", "2026-12-30", "2027-01-04", "christmas", None),
    ("draft-plan", "2026-03-20", "2026-04-03", None, "", "2026-04-02"),                                # ends on Good Friday: nothing moves it
    ("draft-plan", "2026-03-23", "2026-04-06", None, "", "2026-04-02"),                                # ends on Easter Monday
])
def test_what_a_family_has_to_do_is_shown_by_the_plain_day(rule: str, start: str, act_by: str, later: str | None, why: str, better: str | None) -> None:
    due = days_of(rule, start)[-1]
    said = [day.isoformat() if day else None for day in (due.day, due.may_run_to, due.better_by)]
    assert (said, due.why) == ([act_by, later, better], why)


def test_contact_with_the_mediation_adviser_is_never_given_the_tribunals_extra_days() -> None:
    contact, appeal = days_of("decision-letter", "2026-06-10")
    assert contact.day == appeal.day == date(2026, 8, 10) and contact.may_run_to is None and appeal.may_run_to == date(2026, 9, 1)


@pytest.mark.parametrize(("start", "said"), [
    ("2026-01-05", [False, False, False]), ("2026-06-15", [True, True, True]), ("2026-05-04", [False, True, True]),
    ("2025-09-15", [False, False, False]), ("2026-09-10", [True, True, True]), ("2025-12-01", [False, False, False]),
])
def test_the_summer_closure_is_spoken_of_where_it_may_lie_in_the_time(start: str, said: list[bool]) -> None:
    assert [due.summer for due in days_of("ehc-request", start)] == said


def test_a_month_without_the_day_is_marked() -> None:
    assert [days_of("mediation-certificate", start)[0].clipped for start in ("2026-01-31", "2026-01-28", "2026-06-30")] == [True, False, False]


@pytest.mark.parametrize(("today", "ahead"), [("2026-02-15", 1), ("2026-02-16", 0), ("2026-02-17", -1), ("2026-02-28", -12)])
def test_a_day_has_gone_by_from_the_day_after(today: str, ahead: int) -> None:
    due = days_of("ehc-request", "2026-01-05", today)[0]
    assert (due.days_ahead, due.past) == (ahead, ahead < 0)


@given(RULES, DAYS, DAYS)
def test_no_day_comes_before_the_date_and_what_is_later_is_a_working_day(rule, start, today) -> None:
    for due in work_out(rule, start, today, HOLIDAYS):
        assert due.day > start and due.days_ahead == (due.day - today).days
        assert due.may_run_to is None or (due.step.tribunal and due.may_run_to > due.day and arithmetic.is_working_day(due.may_run_to, HOLIDAYS))
        assert due.may_run_to is None or due.may_run_to - due.day < timedelta(days=40)
        assert due.better_by is None or (due.step.who == "you" and start < due.better_by < due.day and arithmetic.is_working_day(due.better_by, HOLIDAYS))
        assert due.why != "august" or (due.may_run_to.month, due.day.month) == (9, 8)


@given(RULES, DAYS, st.integers(0, 400))
def test_a_later_date_never_leads_to_an_earlier_day(rule, start, more) -> None:
    for one, other in zip(work_out(rule, start, start, HOLIDAYS), work_out(rule, start + timedelta(days=more), start, HOLIDAYS)):
        assert one.day <= other.day


@given(DAYS, st.integers(1, 13))
def test_a_month_on_is_the_same_number_or_the_months_last_day(start, count) -> None:
    then = arithmetic.add_months(start, count)
    assert (then.year - start.year) * 12 + then.month - start.month == count
    assert then.day == start.day or (then.day < start.day and (then + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 40))
def test_so_many_working_days_are_so_many(start, count) -> None:
    then = arithmetic.add_working_days(start, count, HOLIDAYS)
    between = [start + timedelta(days=number) for number in range(1, (then - start).days + 1)]
    assert sum(arithmetic.is_working_day(day, HOLIDAYS) for day in between) == count and arithmetic.is_working_day(then, HOLIDAYS)


def test_every_rule_rests_on_the_table_of_time_limits_and_on_articles_that_exist() -> None:
    articles, limits = {article.id for article in load_pack(SHIPPED_PACK)}, {limit.id for limit in time_limits()}
    for rule in rules().values():
        assert rule.steps and set(rule.articles) <= articles
        for step in rule.steps:
            assert step.limit in limits and step.late_article in articles and step.length.count and step.row.rule and step.row.url
    named = [article for rule in rules().values() for article in rule.articles]
    assert len(named) == len(set(named)), "an article would lead to two rules"


def test_a_limit_that_nobody_read_is_worded_as_a_may() -> None:
    for rule in rules().values():
        for step in rule.steps:
            assert step.row.seen != "memory" or ("may" in step.what.parent and "may" in step.what.young_person), step.limit


@pytest.mark.parametrize(("audience", "most"), [("parent", 11.0), ("young_person", 9.0)])
def test_the_words_are_plain(audience: str, most: float) -> None:
    words = [text for rule in rules().values() for text in (rule.name.words_for(audience) + ".", rule.day.words_for(audience), *rule.notes.words_for(audience),
             *(said.words_for(audience) for step in rule.steps for said in (step.what, step.late)))]
    assert text_reading_age(" ".join(words)) <= most
