"""The masking rules in the page's script find what the rules in Python find, character for character."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from guardrails.cleaning import clean
from guardrails.redaction import Redaction, placeholder_kinds, redact
from tests.browser.light_site import light_site
from tests.browser.masking_messages import labelled, mixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MIXTURES = 2000
BATCH = 500
REDACT = """async (rows) => {
  const [{ redact, placeholder_kinds }, { clean }] = await Promise.all([import("/static/masking/redaction.js"), import("/static/masking/cleaning.js")]);
  const told = (spans) => spans.map(({ start, end, kind }) => [start, end, kind]);
  return rows.map(([text, keep]) => {
    const found = redact(text, keep);
    return { text: found.text, masked: found.masked, spans: told(found.spans), put_back: told(found.put_back), clean: clean(text), kinds: placeholder_kinds(found.text) };
  });
}"""
TIMED = """async (text) => {
  const { redact } = await import("/static/masking/redaction.js");
  const times = [];
  for (let run = 0; run < 20; run += 1) { const start = performance.now(); redact(text); times.push(performance.now() - start); }
  return times;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The chat page with its rules loaded."""
    with light_site(tmp_path_factory.mktemp("parity")) as site:
        context = browser.new_context(base_url=site.url)
        page = context.new_page()
        page.goto("/")
        expect(page.locator("form#ask")).to_have_attribute("data-masking", "on")
        yield page
        context.close()


def written(text: str, redaction: Redaction) -> dict:
    return {"text": redaction.text, "masked": list(redaction.masked), "spans": [list(span) for span in redaction.spans],
            "put_back": [list(span) for span in redaction.put_back], "clean": clean(text), "kinds": list(placeholder_kinds(redaction.text))}


def differences(page: Page, messages: list[str], putting_back: bool = False) -> list[str]:
    """Where the two differ, in words for whoever changed one of them."""
    found = []
    for start in range(0, len(messages), BATCH):
        rows = []
        for text in messages[start:start + BATCH]:
            keep = [text[span.start:span.end] for span in redact(text).spans][::2] if putting_back else []
            rows.append((text, keep))
        for (text, keep), theirs in zip(rows, page.evaluate(REDACT, [list(row) for row in rows]), strict=True):
            ours = written(text, redact(text, keep))
            found += [f"{text!r} (keeping {keep}): {name}: Python {ours[name]!r}, script {theirs[name]!r}" for name in ours if ours[name] != theirs[name]]
    return found


def test_on_every_labelled_message(page: Page) -> None:
    messages = labelled()
    assert len(messages) > 2000
    assert differences(page, messages) == []


@pytest.mark.parametrize("putting_back", [False, True])
def test_on_mixtures(page: Page, putting_back: bool) -> None:
    assert differences(page, list(mixtures(MIXTURES, labelled())), putting_back) == []


def test_a_keystroke_in_a_long_message_costs_less_than_a_frame(page: Page) -> None:
    text = " ".join(mixtures(60, labelled()))[:2000]
    assert len(text) == 2000
    assert min(page.evaluate(TIMED, text)) < 16
