"""When should I hear? One date, and the days that follow from it. With JavaScript the date stays on the device; without, it is posted,
worked out in memory and forgotten. The page sets no cookie, and the form needs no token: it changes nothing."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from enquiries.promises import bank_holidays
from knowledge_base.clock.rules import GROUPS, Rule, rules
from knowledge_base.clock.working_out import Due, work_out
from knowledge_base.vocabulary import AUDIENCES, YOUNG_PERSON
from web.articles import reader, today
from web.clock_form import FIELDS, Problem, read_date
from web.clock_lines import counted_lines, long_day, state_lines
from web.clock_picture import Picture, draw_days
from web.services import current_services
from web.words import Words

clock = Blueprint("clock", __name__)
YEARS_BACK, YEARS_AHEAD = 3, 3
"""Years around today's whose bank holidays the clock knows."""
LONGEST_FIELD = 20


@dataclass(frozen=True)
class Shown:
    """What a date led to, as the page shows it."""

    rule: Rule
    start: date
    dues: tuple[Due, ...]
    states: tuple[list[str], ...]
    counted: tuple[list[str], ...]
    picture: Picture


@clock.get("/when-should-i-hear")
def page() -> AnyResponse:
    """The form; `?from=` chooses which date is asked for, never the date itself."""
    return _page(reader(), rules().get(request.args.get("from", "")))


@clock.post("/when-should-i-hear")
def worked_out() -> AnyResponse:
    """The days, for browsers without JavaScript. Nothing of what was typed is kept, logged or put into an address."""
    wanted = request.form.get("for", "")
    rule = rules().get(request.form.get("from", ""))
    typed = {name: request.form.get(f"date-{name}", "")[:LONGEST_FIELD] for name in FIELDS}
    found = read_date(typed, rule, today()) if rule else Problem("rule", {}, ())
    return _page(wanted if wanted in AUDIENCES else reader(), rule, typed, found)


def holidays_known(day: date) -> frozenset[date]:
    """England's bank holidays of the years around a day."""
    return frozenset().union(*(bank_holidays(year) for year in range(day.year - YEARS_BACK, day.year + YEARS_AHEAD + 1)))


def _page(wanted: str, rule: Rule | None, typed: dict[str, str] | None = None, found: date | Problem | None = None) -> AnyResponse:
    problem = found if isinstance(found, Problem) else None
    shown = _shown(rule, found) if rule and isinstance(found, date) else None
    errors = {f"date-{problem.fields[0]}" if problem.fields else "rule": _said(problem)} if problem else {}
    groups = [(name, [each for each in rules().values() if each.group == name]) for name in GROUPS]
    titles = {article.id: article.voice(wanted).title for article in current_services().articles.published()}
    body = render_template("clock/page.html", groups=groups, reader=wanted, young=wanted == YOUNG_PERSON, chosen=rule, typed=typed or {},
                           errors=errors, page_errors=errors, wrong=problem.fields if problem else (), shown=shown, titles=titles,
                           today=today(), for_script=for_script(today()), long_day=long_day)
    return make_response(body, 422 if problem else 200)


def _shown(rule: Rule, start: date) -> Shown:
    now, sentences = today(), _words().data("clock.sentences")
    dues = work_out(rule, start, now, holidays_known(now))
    picture = draw_days(start, now, [(due.day, due.step.short) for due in dues], (sentences["start"], sentences["today"]))
    return Shown(rule, start, dues, tuple(state_lines(due, now, sentences) for due in dues),
                 tuple(counted_lines(due, start, sentences) for due in dues), picture)


def _said(problem: Problem) -> str:
    fills = {name: long_day(value) if isinstance(value, date) else value for name, value in problem.fills.items()}
    return _words()(f"clock.problems.{problem.name}", **fills)


def for_script(now: date) -> dict[str, Any]:
    """What the script needs: the rules' lengths, the bank holidays and the sentences; no words of its own."""
    return {"rules": {rule.id: {"future": rule.future_days, "steps": [
                {"count": step.length.count, "unit": step.length.unit, "first": step.first_day_counts, "tribunal": step.tribunal,
                 "closure": step.closure, "own": step.who == "you", "short": step.short} for step in rule.steps]} for rule in rules().values()},
            "holidays": sorted(day.isoformat() for day in holidays_known(now)),
            "sentences": _words().data("clock.sentences"), "problems": _words().data("clock.problems")}


def _words() -> Words:
    return current_app.extensions["signpost.words"]
