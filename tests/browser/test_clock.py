"""The clock in a browser: on the device alone with JavaScript, through the server without; both say the same, and the date is left nowhere."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
import yaml
from playwright.sync_api import Page, expect

from enquiries.promises import bank_holidays
from knowledge_base.clock.rules import Rule, rules
from knowledge_base.clock.working_out import work_out
from tests.program import Running, running
from web.clock_form import Problem, read_date
from web.clock_lines import counted_lines, long_day, state_lines
from web.clock_picture import draw_days
from web.words import WORDS_FILE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATH = "/when-should-i-hear"
SENTENCES = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))["clock"]["sentences"]
HOLIDAYS = frozenset().union(*(bank_holidays(year) for year in range(2019, 2035)))
FIRST, DATES = date(2020, 1, 1), 3000
HELPERS = """async () => {
  const clock = await import('/static/clock-dates.js');
  window.clockRows = ({ rule, rows, holidays, sentences }) => {
    const days = new Set(holidays.map(clock.parse)), iso = (day) => (day === null ? null : clock.iso(day));
    return rows.map(([start, today]) => {
      const [from, now] = [clock.parse(start), clock.parse(today)], dues = clock.workOut(rule, from, now, days, sentences);
      const { height, marks } = clock.drawDays(from, now, dues, sentences);
      return { dues: dues.map((due) => [iso(due.day), due.ahead, iso(due.better), iso(due.later), due.later === null ? "" : due.why, due.past, due.state, due.counted]),
               picture: [height, marks.map((mark) => [mark.y, iso(mark.day), mark.label, mark.kind])] };
    });
  };
  window.clockReads = ({ typed, future, today }) => typed.map((fields) => {
    const found = clock.readDate(fields, { future }, clock.parse(today));
    return found.problem ? [found.problem, found.fills, found.fields] : clock.iso(found.day);
  });
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The website alone: the clock needs no dialogue."""
    with running(tmp_path_factory.mktemp("clock"), names=("web",)) as site:
        yield site


@pytest.fixture
def script_page(browser, site: Running) -> Iterator[Page]:
    """A page with the script's own functions within reach."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto(PATH)
    page.evaluate(HELPERS)
    yield page
    context.close()


def fill(page: Page, day: date) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_role("button", name="Work out my days").click()


def said_by_python(rule: Rule, start: date, today: date) -> dict:
    dues = work_out(rule, start, today, HOLIDAYS)
    iso = [[day.isoformat() if day else None for day in (due.day, due.better_by, due.may_run_to)] for due in dues]
    picture = draw_days(start, today, [(due.day, due.step.short) for due in dues], (SENTENCES["start"], SENTENCES["today"]))
    return {"dues": [[day, due.days_ahead, better, later, due.why, due.past, state_lines(due, today, SENTENCES), counted_lines(due, start, SENTENCES)]
                     for due, (day, better, later) in zip(dues, iso)],
            "picture": [picture.height, [[mark["y"], mark["day"].isoformat(), mark["label"], mark["kind"]] for mark in asdict(picture)["marks"]]]}


@pytest.mark.parametrize("name", list(rules()))
def test_the_device_and_the_server_say_the_same_of_every_date(script_page: Page, name: str) -> None:
    rule, chance = rules()[name], Random(name)
    starts = [FIRST + timedelta(days=number) for number in range(DATES)]
    pairs = [(start, start + timedelta(days=chance.randint(-40, 420))) for start in starts]
    known = script_page.evaluate("JSON.parse(document.getElementById('clock').dataset.clock).rules")
    found = script_page.evaluate("(given) => window.clockRows(given)", {
        "rule": known[name], "rows": [[start.isoformat(), today.isoformat()] for start, today in pairs],
        "holidays": sorted(day.isoformat() for day in HOLIDAYS), "sentences": SENTENCES})
    differing = [pair for pair, row in zip(pairs, found) if row != said_by_python(rule, *pair)]
    assert len(found) == DATES and differing == []


def test_the_device_and_the_server_read_what_is_typed_the_same(script_page: Page) -> None:
    today, chance = date(2026, 11, 24), Random(7)
    days, months = ["", "0", "1", "28", "29", " 30", "31", "32", "x", "1.5", "-3", "٣", "999"], ["", "0", "2", "02", "4", "12", "13", "feb", "Sept", "JUNE", "ju", "juni", "2 "]
    years = ["", "24", "0024", "2023", "2024", "2025", "2026", "2027", "2028", "9999", "20265", "2o26"]
    typed = [{"day": chance.choice(days), "month": chance.choice(months), "year": chance.choice(years)} for _ in range(3000)]
    for rule in (rules()["ehc-request"], rules()["review-meeting"]):
        found = script_page.evaluate("(given) => window.clockReads(given)", {"typed": typed, "future": rule.future_days, "today": today.isoformat()})
        assert found == [as_script(read_date(fields, rule, today)) for fields in typed]


def as_script(found: date | Problem) -> object:
    if isinstance(found, date):
        return found.isoformat()
    fills = {name: long_day(value) if isinstance(value, date) else value for name, value in found.fills.items()}
    return [found.name, fills, list(found.fields)]


def test_the_same_page_comes_with_and_without_javascript(browser, site: Running) -> None:
    day, pages = date.today() - timedelta(days=70), []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts, base_url=site.url)
        page = context.new_page()
        page.goto(f"{PATH}?from=decision-letter&for=young_person")
        fill(page, day)
        expect(page.locator("#days h2")).to_have_text("Your days")
        pages.append((page.locator("#days").inner_text(), page.locator("#days svg").inner_html().count("<text"), page.locator("#days a").evaluate_all("all => all.map(a => a.href)")))
        context.close()
    assert pages[0] == pages[1]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_one_date_typed_gives_the_days(open_page, scripting: bool, width: int) -> None:
    page = open_page(f"{PATH}?from=ehc-request", viewport={"width": width, "height": 800})
    page.on("console", lambda message: pytest.fail(message.text) if "Content Security" in message.text else None)
    expect(page.get_by_text("The date stays on this device")).to_be_visible(visible=scripting)
    expect(page.get_by_text("the date goes to Signpost")).to_be_visible(visible=not scripting)
    fill(page, date.today() - timedelta(days=43))
    rows = page.locator("#days tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("1 day ago")
    expect(rows.nth(0).get_by_role("link", name="When the council is late with an assessment or plan")).to_be_visible()
    expect(rows.nth(1).locator("[data-late]")).to_be_hidden()
    expect(page.get_by_role("row").nth(1).get_by_role("rowheader")).to_contain_text("Due by")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    expect(page.locator("#clock")).to_be_hidden()
    expect(page.locator("#days svg")).to_be_visible()


def test_a_wrong_date_is_explained_and_the_link_leads_to_the_field(open_page, scripting: bool) -> None:
    page = open_page(PATH)
    page.get_by_role("button", name="Work out my days").click()
    expect(page.locator(".error-summary")).to_contain_text("Choose which date you know.")
    page.get_by_label("A draft EHC plan came").check()
    page.get_by_label("Month", exact=True).fill("2")
    page.get_by_label("Year", exact=True).fill("2026")
    page.get_by_label("Day", exact=True).fill("31")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_contain_text("February 2026 has 28 days")
    expect(page).to_have_title("Error: When should I hear? – Signpost Wiltshire")
    page.locator(".error-summary a").click()
    expect(page.get_by_label("Day", exact=True)).to_be_focused()
    expect(page.get_by_label("Day", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Day", exact=True)).to_have_value("31")
    page.get_by_label("Day", exact=True).fill("27")
    page.get_by_role("button", name="Work out my days").click()
    expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.locator("#days h2")).to_be_visible()


def test_with_javascript_the_date_leaves_the_device_by_no_way(browser, site: Running) -> None:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto(f"{PATH}?from=review-meeting")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    context.set_offline(True)
    fill(page, date.today() - timedelta(days=3))
    expect(page.locator("#days h2")).to_be_focused()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save these days as a calendar file").click()
    calendar = Path(download.value.path()).read_bytes().decode()
    assert download.value.suggested_filename == "signpost-days.ics" and calendar.count("BEGIN:VEVENT") == 3
    assert f"DTSTART;VALUE=DATE:{date.today() + timedelta(days=11):%Y%m%d}\r\n" in calendar and all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert [url for url in asked if not url.startswith("blob:")] == [] and page.url == f"{site.url}{PATH}?from=review-meeting"
    assert context.cookies() == []
    assert page.evaluate("async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length, history.state]") == [0, 0, 0, 0, None]
    context.set_offline(False)
    page.get_by_role("link", name="Articles", exact=True).click()
    page.go_back()
    expect(page.get_by_label("Day", exact=True)).to_have_value("")
    expect(page.locator("#days")).to_be_hidden()
    assert not any(part in url for url in asked for part in (str(date.today() - timedelta(days=3)), "date-", "day="))
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_nothing_of_the_date_is_left_on_the_server(browser, site: Running, scripts: bool) -> None:
    day = date.today() - timedelta(days=391)
    context = browser.new_context(java_script_enabled=scripts, base_url=site.url)
    page = context.new_page()
    page.goto(f"{PATH}?from=re-assessment-yes")
    fill(page, day)
    expect(page.locator("#days h2")).to_be_visible()
    assert context.cookies() == [] and str(day.year) not in page.url.removeprefix(site.url)
    context.close()
    log = site.program.log("web")
    assert ('"clock.worked_out"' in log) or scripts
    folder = Path(str(site.database.engine.url.database)).parent
    kept = log.encode() + b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    for left in (day.isoformat(), long_day(day), f"date-day={day.day}", "re-assessment-yes"):
        assert left.encode() not in kept, left
