"""What families see of masking, with and without JavaScript: shown while typing, put back, sent masked, carried to the hand-over."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.light_site import LightSite, light_site
from tests.enquiries.stored import rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TEXT = "My son Jack \U0001f642 goes to Holy Trinity primary in SN10 1AA"
MASKED = "My son [name] \U0001f642 goes to Holy Trinity primary in [postcode]"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LightSite]:
    """The website alone; every question is left unanswered."""
    with light_site(tmp_path) as site:
        yield site


@pytest.fixture
def open_page(browser: Browser, site: LightSite):
    """Opens a page; what it posts is kept in `page.posted`, and an error of a script fails the test."""
    contexts, errors = [], []

    def open_page(path: str = "/", **options) -> Page:
        context = browser.new_context(base_url=site.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.posted = []
        page.on("request", lambda request: page.posted.append(request.post_data or "") if request.method == "POST" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def ready(page: Page) -> Page:
    """The page once its rules are there."""
    expect(page.locator("form[data-masking=on]")).to_have_count(1)
    return page


def lines(page: Page):
    return page.locator(".masking li")


def box(page: Page):
    return page.get_by_label("Your question")


def fields(page: Page) -> dict[str, list[str]]:
    """What the last form that was sent held."""
    return parse_qs(page.posted[-1], keep_blank_values=True)


def test_it_is_shown_while_somebody_types_and_follows_every_change(open_page):
    page = ready(open_page())
    expect(page.locator(".masking > p").first).to_have_text("Names, addresses and phone numbers are taken out before you send. You will see them here.")
    box(page).press_sequentially("my son jack")
    expect(lines(page)).to_have_text(["[name] “jack”Put back: not personal “jack”"])
    box(page).press_sequentially(" in sn10 1aa")
    expect(lines(page)).to_have_text(["[name] “jack”Put back: not personal “jack”", "[postcode] “sn10 1aa”"])
    expect(page.locator(".masking > p").first).to_have_text("Before this is sent we take out:")
    box(page).fill("how do i apply")
    expect(lines(page)).to_have_count(0)


def test_unmasked_words_never_leave_the_device(open_page, site):
    page = ready(open_page())
    box(page).fill(TEXT)
    page.get_by_role("button", name="Put back: not personal “Holy Trinity primary”").click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#latest .said")).to_have_text("You asked" + MASKED)
    expect(page.locator("#latest .masked")).to_have_text("We took out: a name, a postcode.")
    assert fields(page)["text"] == [MASKED] and fields(page)["put_back"] == ["Holy Trinity primary"]
    assert len(page.posted) == 1 and "Jack" not in page.posted[0] and "SN10" not in page.posted[0]
    assert site.sent() == [MASKED]
    expect(box(page)).to_have_value("")
    expect(lines(page)).to_have_count(0)
    page.reload()
    expect(page.locator("#latest .said")).to_have_text("You asked" + MASKED)
    expect(page.locator("#latest .masked")).to_have_text("We took out: a name, a postcode.")


def test_put_back_can_be_taken_out_again_by_keyboard_and_what_was_put_back_is_remembered_on_the_page(open_page, site):
    page = ready(open_page())
    box(page).fill("does Jack count")
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="Put back: not personal “Jack”")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    again = page.get_by_role("button", name="Take out again “Jack”")
    expect(again).to_be_focused()
    expect(lines(page)).to_contain_text("“Jack” stays in")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("li.turn")).to_have_count(1)
    box(page).fill("and does JACK count twice")
    expect(lines(page)).to_contain_text("“JACK” stays in")
    page.get_by_role("button", name="Take out again").click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("li.turn")).to_have_count(2)
    assert site.sent() == ["does Jack count", "and does [name] count twice"] and "put_back" not in fields(page)


def test_it_is_said_to_those_who_listen_after_a_pause_not_at_every_key(open_page):
    page = open_page()
    page.clock.install()
    page.goto("/")
    status = ready(page).locator(".masking [role=status]")
    box(page).press_sequentially("my son jack in sn10 1aa", delay=0)
    expect(lines(page)).to_have_count(2)
    expect(status).to_be_empty()
    page.clock.run_for(2000)
    expect(status).to_have_text("Before this is sent we take out a name, a postcode.")
    page.get_by_role("button", name="Put back").click()
    expect(status).to_have_text("“jack” stays in.")


def test_an_invisible_sign_in_a_name_does_not_carry_it_past_the_rules(open_page, site):
    page = ready(open_page())
    box(page).fill("my son Ja\u200bck needs help")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("li.turn")).to_have_count(1)
    assert fields(page)["text"] == ["my son [name] needs help"]


def test_when_the_script_must_send_the_plain_form_it_is_masked_too(open_page, site):
    page = ready(open_page())
    page.route("**/", lambda route: route.fulfill(status=503, body="down") if "x-signpost-fragment" in route.request.headers else route.continue_())
    box(page).fill(TEXT)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#latest .said")).to_contain_text("My son [name]")
    assert len(page.posted) == 2 and not any("Jack" in sent or "SN10" in sent for sent in page.posted)


@pytest.mark.parametrize("broken", ["**/masking/rules.*.json", "**/masking/redaction.js"])
def test_without_rules_the_server_shows_what_it_takes_out_before_anything_is_kept(open_page, site, broken):
    page = open_page("/articles")
    page.context.route(broken, lambda route: route.fulfill(status=404, body="gone"))
    page.goto("/")
    expect(page.locator("form[data-masking=off]")).to_have_count(1)
    expect(page.locator(".masking")).to_be_hidden()
    agree_without_script(page, site)


def test_a_hurried_finger_waits_for_the_rules(open_page, site):
    page = open_page("/articles")
    waiting = []
    page.context.route("**/masking/rules.*.json", lambda route: waiting.append(route))
    with page.expect_request("**/masking/rules.*.json"):
        page.goto("/", wait_until="commit")
    box(page).fill(TEXT)
    page.get_by_role("button", name="Send").click()
    expect(box(page)).to_have_value(TEXT)
    assert page.posted == [] and page.locator("form[data-masking]").count() == 0
    waiting[0].continue_()
    expect(page.locator("li.turn")).to_have_count(1)
    assert fields(page)["text"] == [MASKED.replace("Holy Trinity primary", "[school]")]


def agree_without_script(page: Page, site: LightSite) -> None:
    """Type, see what is taken out, go back and change, put one piece back, send."""
    box(page).fill(TEXT)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before it is sent")
    expect(page.locator("#as-sent")).to_have_text("My son [name] \U0001f642 goes to [school] in [postcode]")
    assert site.sent() == [] and rows(site.services.database)["turns"] == []
    page.get_by_role("button", name="Change what I wrote").click()
    expect(box(page)).to_have_value(TEXT)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("checkbox", name="Holy Trinity primary").check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#latest .said")).to_have_text("You asked" + MASKED)
    expect(page.locator("#latest .masked")).to_have_text("We took out: a name, a postcode.")
    assert site.sent() == [MASKED]


def test_without_javascript_it_is_shown_before_it_is_sent(open_page, site):
    page = open_page(java_script_enabled=False)
    expect(page.locator(".masking")).to_be_hidden()
    agree_without_script(page, site)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_danger_is_met_at_once(open_page, site, scripts):
    page = open_page(java_script_enabled=scripts)
    box(page).fill("I am Jack Smith and I want to kill myself")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#latest .urgent")).to_contain_text("999")
    expect(page.locator("#latest .masked")).to_have_text("We took out: a name.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_was_put_back_stays_in_the_hand_over(open_page, site, scripts):
    page = open_page(java_script_enabled=scripts)
    box(page).fill(TEXT)
    if scripts:
        page.get_by_role("button", name="Put back: not personal “Holy Trinity primary”").click()
        page.get_by_role("button", name="Send").click()
    else:
        page.get_by_role("button", name="Send").click()
        page.get_by_role("checkbox", name="Holy Trinity primary").check()
        page.get_by_role("button", name="Send").click()
    page.locator("#latest .handover a.button").click()
    expect(box(page)).to_have_value(MASKED)
    box(page).fill(MASKED + " Mrs Hollingberry said no to Ella.")
    if scripts:
        expect(page.get_by_role("button", name="Take out again “Holy Trinity primary”")).to_be_visible()
        page.get_by_role("button", name="Put back: not personal “Ella”").click()
        page.get_by_role("button", name="Check what will be passed on").click()
        assert "Hollingberry" not in page.posted[-1] and fields(page)["put_back"] == ["Holy Trinity primary", "Ella"]
    else:
        page.get_by_role("button", name="Check what will be passed on").click()
        page.get_by_role("checkbox", name="Ella").check()
    page.get_by_role("button", name="Send this to a person").click()
    reference = page.locator("#reference").inner_text()
    assert site.services.office.get(reference).question == MASKED + " Mrs [name] said no to Ella."


def test_nothing_is_wider_than_a_narrow_phone_and_the_box_stays_where_it_is(open_page):
    page = ready(open_page(viewport={"width": 320, "height": 640}))
    top = "element => element.getBoundingClientRect().top + scrollY"
    place = box(page).evaluate(top)
    box(page).fill("My son " + "Bartholomew-" * 6 + "Jack and jane.a.very.long.address.indeed.and.more@example-of-a-long-host.org and 12 High Street")
    expect(lines(page)).not_to_have_count(0)
    assert box(page).evaluate(top) == place
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    height = page.locator(".masking").bounding_box()["height"]
    box(page).fill("My")
    assert page.locator(".masking").bounding_box()["height"] == height
