"""The clock's page as the server draws it, which is all that a browser without JavaScript gets."""
from __future__ import annotations

import json
from datetime import date, datetime, timezone

import pytest
import structlog
from flask.testing import FlaskClient
from sqlalchemy import func, select

from database import Base
from knowledge_base.clock.rules import rules
from knowledge_base.store import ArticleStore
from tests.conftest import FakeClock
from tests.web.conftest import ask, soup, submit
from tests.web.fakes import ANSWER, article, payload
from web.clock_form import Problem, read_date
from web.clock_lines import long_day
from web.clock_picture import TOP, WIDTH, draw_days
from web.services import Services

PATH, TODAY = "/when-should-i-hear", date(2026, 11, 24)
REQUEST, REVIEW = rules()["ehc-request"], rules()["review-meeting"]


@pytest.fixture(autouse=True)
def the_day(clock: FakeClock) -> None:
    clock.now = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)


def typed(day: str, month: str, year: str) -> dict[str, str]:
    return {"date-day": day, "date-month": month, "date-year": year}


@pytest.mark.parametrize("rule", list(rules()))
@pytest.mark.parametrize("audience", ["parent", "young_person"])
def test_every_rule_gives_a_table_and_a_picture_in_both_voices(client: FlaskClient, rule: str, audience: str) -> None:
    form = soup(client.get(f"{PATH}?from={rule}&for={audience}"))
    page = soup(submit(client, form, "#clock", **typed("9", "10", "2026")))
    found = page.select_one("#days")
    assert [row.strong.get_text() for row in found.select("tbody tr")] == [step.what.words_for(audience) for step in rules()[rule].steps]
    dates = [row.select_one("[data-day]").get_text() for row in found.select("tbody tr")]
    drawn = [mark.get_text() for mark in found.select("svg .clock-date")]
    assert set(dates) <= set(drawn) and {"Friday 9 October 2026", "Tuesday 24 November 2026"} <= set(drawn)
    assert all(row.select_one(".meta a")["href"].startswith("https://") for row in found.select("tbody tr"))


def test_a_day_that_has_gone_by_says_how_long_and_what_to_do(client: FlaskClient, services: Services) -> None:
    ArticleStore(services.database, services.clock).import_pack([article(id="ehcna-council-late", title="When it is late")], by="tests", reason="to link")
    rows = soup(client.post(PATH, data={"from": "ehc-request", **typed("1", "October", "2026")})).select("#days tbody tr")
    assert "12 days ago" in rows[0].get_text() and "12 November 2026" in rows[0].get_text()
    assert rows[0].select_one("[data-late] a")["href"].startswith("/articles/ehcna-council-late") and not rows[0].select_one("[data-late]").has_attr("hidden")
    assert rows[1].select_one("[data-late]").has_attr("hidden") and "in 58 days" in rows[1].get_text()


def test_the_later_day_is_never_the_day_to_act_by(client: FlaskClient) -> None:
    row = soup(client.post(PATH, data={"from": "decision-letter", **typed("25", "10", "2026")})).select("#days tbody tr")[1]
    assert row.select_one("th").get_text(" ", strip=True) == "Act by Friday 25 December 2026"
    assert "may allow until Monday 4 January 2027" in row.get_text() and "Do not plan on it" in row.get_text()
    assert "better to act by Thursday 24 December 2026" in row.get_text()


@pytest.mark.parametrize(("rule", "day", "name", "fields"), [
    (REQUEST, ("", "", ""), "empty", ("day", "month", "year")), (REQUEST, ("3", "", "2026"), "part", ("month",)),
    (REQUEST, ("x", "3", "2026"), "numbers", ("day",)), (REQUEST, ("3", "3", "26"), "year", ("year",)), (REQUEST, ("3", "13", "2026"), "month", ("month",)),
    (REQUEST, ("31", "2", "2026"), "impossible", ("day",)), (REQUEST, ("29", "feb", "2025"), "impossible", ("day",)), (REQUEST, ("0", "2", "2026"), "impossible", ("day",)),
    (REQUEST, ("25", "11", "2026"), "future", ("day", "month", "year")), (REVIEW, ("26", "11", "2027"), "far", ("day", "month", "year")),
    (REQUEST, ("23", "11", "2023"), "old", ("day", "month", "year")),
])
def test_a_date_that_cannot_be_is_explained(rule, day, name, fields) -> None:
    found = read_date(dict(zip(("day", "month", "year"), day)), rule, TODAY)
    assert isinstance(found, Problem) and (found.name, found.fields) == (name, fields)


@pytest.mark.parametrize(("rule", "day", "read"), [
    (REQUEST, (" 24", "11", "2026 "), TODAY), (REQUEST, ("24", "11", "2023"), date(2023, 11, 24)), (REQUEST, ("29", "2", "2024"), date(2024, 2, 29)),
    (REQUEST, ("01", "Sept", "2026"), date(2026, 9, 1)), (REQUEST, ("1", "mar", "2026"), date(2026, 3, 1)), (REVIEW, ("25", "11", "2027"), date(2027, 11, 25)),
])
def test_a_date_is_read_as_people_write_it(rule, day, read) -> None:
    assert read_date(dict(zip(("day", "month", "year"), day)), rule, TODAY) == read


def test_what_is_wrong_stands_above_the_page_and_beside_the_field_and_nothing_typed_is_lost(client: FlaskClient) -> None:
    response = client.post(PATH, data={"from": "ehc-request", **typed("31", "2", "2026")})
    page = soup(response)
    assert response.status_code == 422 and page.title.get_text().startswith("Error: ")
    assert page.select_one(".error-summary a")["href"] == "#date-day" and "February 2026 has 28 days" in page.select_one("#date-error").get_text()
    assert [page.select_one(f"#date-{name}")["value"] for name in ("day", "month", "year")] == ["31", "2", "2026"]
    assert page.select_one("#from-ehc-request").has_attr("checked") and page.select("#days table") == []
    nothing = soup(client.post(PATH, data={"from": "no-such-rule", **typed("1", "2", "2026")}))
    assert nothing.select_one(".error-summary a")["href"] == "#rule"


def test_the_date_is_in_no_cookie_no_address_no_table_and_no_log(client: FlaskClient, services: Services) -> None:
    with structlog.testing.capture_logs() as logged:
        first = client.get(f"{PATH}?from=ehc-request")
        answer = submit(client, soup(first), "#clock", follow=False, **typed("27", "9", "2026"))
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store" and "Location" not in answer.headers
    assert "Set-Cookie" not in first.headers and "Set-Cookie" not in answer.headers
    lines = " ".join(json.dumps(line) for line in logged)
    assert "clock.worked_out" in lines and not any(said in lines for said in ("2026-09-27", "27 September", "ehc-request"))
    with services.database.reading() as session:
        rows = {name: session.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()}
    assert {name for name, count in rows.items() if count} == {"articles", "article_revisions", "corpus"}


def test_the_address_never_fills_a_date_in(client: FlaskClient) -> None:
    page = soup(client.get(f"{PATH}?from=ehc-request&day=27&date-day=27&date-month=9&date-year=2026&date=2026-09-27"))
    assert page.select_one("#from-ehc-request").has_attr("checked") and [field["value"] for field in page.select(".date-fields input")] == ["", "", ""]
    assert "27 September" not in page.get_text() and page.select("#days table") == []
    assert client.get(f"{PATH}?from=<b>").status_code == 200 and soup(client.get(f"{PATH}?from=<b>")).select("input[checked]") == []


def test_before_the_button_stands_what_happens_to_the_date(client: FlaskClient) -> None:
    form = soup(client.get(PATH)).select_one("#clock")
    assert "the date goes to Signpost" in form.select_one("[data-privacy=server]").get_text() and not form.select_one("[data-privacy=server]").has_attr("hidden")
    assert form.select_one("[data-privacy=device]").has_attr("hidden")


def test_the_script_gets_rules_holidays_and_words_with_the_page(client: FlaskClient) -> None:
    known = json.loads(soup(client.get(PATH)).select_one("#clock")["data-clock"])
    assert set(known["rules"]) == set(rules()) and known["holidays"][0] == "2023-01-01" and {"2023-05-08", "2026-04-03", "2026-12-28", "2029-12-26"} <= set(known["holidays"])
    assert known["rules"]["draft-plan"]["steps"] == [{"count": 15, "unit": "day", "first": True, "tribunal": False, "closure": False, "own": True, "short": "Your comments on the draft"}]


def test_articles_the_map_and_answers_lead_to_the_right_date(client: FlaskClient, services: Services) -> None:
    ArticleStore(services.database, services.clock).import_pack([article(id="ehcna-time-limits"), article()], by="tests", reason="to link")
    assert soup(client.get("/articles/ehcna-time-limits")).select_one(f'a[href="{PATH}?from=ehc-request"]')
    assert not soup(client.get("/articles/short-breaks-apply")).select_one(f'main a[href^="{PATH}"]')
    assert soup(client.get("/pathway")).select_one(f'a[href="{PATH}"]')
    assert soup(client.get("/pathway?article=ehcna-time-limits")).select_one(f'a[href="{PATH}?from=ehc-request"]')
    services.dialogue.answer = payload(replies=[{**ANSWER, "article_id": "appeal-deadline", "url": "/articles/appeal-deadline"}])
    assert ask(client, "how long do i have to appeal").select_one(f'article.answer a[href="{PATH}?from=decision-letter"]').get_text() == "Work out your dates"
    services.dialogue.answer = payload()
    assert ask(client, "short breaks").select("#latest .clock-offer") == []


def test_marks_never_stand_on_one_another() -> None:
    picture = draw_days(TODAY, TODAY, [(TODAY, "a"), (TODAY, "b"), (replace_year(TODAY), "c")], ("Your date", "Today"))
    heights = [mark.y for mark in picture.marks]
    assert heights[0] == TOP and all(below - above >= 54 for above, below in zip(heights, heights[1:])) and picture.height > heights[-1]
    assert [mark.kind for mark in picture.marks] == ["start", "ahead", "ahead", "today", "ahead"]


def test_the_pictures_words_fit_beside_the_line() -> None:
    assert all(len(step.short) * 8.5 < WIDTH - 48 for rule in rules().values() for step in rule.steps)
    assert max(len(long_day(date(2026, 9, day))) for day in range(1, 31)) * 9.6 < WIDTH - 48


def replace_year(day: date) -> date:
    return day.replace(year=day.year + 1)


def test_the_page_has_one_heading_and_no_id_twice(client: FlaskClient) -> None:
    for page in (soup(client.get(PATH)), soup(client.post(PATH, data={"from": "ehc-request", **typed("1", "10", "2026")}))):
        ids = [element["id"] for element in page.select("[id]") if not element.find_parent("template")]
        assert len(page.select("h1")) == 1 and len(ids) == len(set(ids))
