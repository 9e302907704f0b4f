"""A real browser before the real program."""
from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bootstrap.prerequisites import require_browser
from tests.program import Running, running

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program, shared by the browser tests."""
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(require_browser()), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def scripting(request: pytest.FixtureRequest) -> bool:
    """Whether pages may run scripts."""
    return request.param == "with JavaScript"


@pytest.fixture
def open_page(browser: Browser, site: Running, scripting: bool):
    """Opens pages of people who do not share cookies; requests to any other host fail the test."""
    contexts, strangers = [], []

    def open_page(path: str = "/", **options) -> Page:
        context = browser.new_context(java_script_enabled=scripting, base_url=site.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith((site.url, "data:")) else strangers.append(request.url))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == [], "a page asked another host"
