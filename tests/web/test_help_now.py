"""Whom to turn to now, without a conversation, and the quick way out."""
from __future__ import annotations

from html import unescape

import pytest
from flask.testing import FlaskClient

from guardrails.safeguarding import GENERAL, Concern, urgent_help
from tests.web.conftest import ask, soup
from tests.web.fakes import BrokenPart
from web.services import Services


def test_the_page_shows_every_number_for_both_voices(client: FlaskClient, services: Services) -> None:
    services.conversations = BrokenPart()
    page = client.get("/help-now")
    shown = unescape(page.text)
    assert page.status_code == 200
    for voice in ("parent", "young_person"):
        for contact in urgent_help(Concern(GENERAL, voice, "")).contacts:
            assert contact.name in shown and (contact.phone or contact.text_message) in shown


@pytest.mark.parametrize("path", ["/", "/articles", "/ask-a-person", "/help-now", "/no-such-page"])
def test_help_is_one_tap_away_on_every_page(client: FlaskClient, path: str) -> None:
    assert 'href="/help-now"' in client.get(path).text


def test_leaving_forgets_the_conversation_and_tells_the_next_page_nothing(client: FlaskClient, services: Services) -> None:
    assert ask(client, "I want to die").select_one(".urgent")
    away = client.get("/leave")
    assert away.status_code == 303 and away.location == services.settings.exit_url
    assert away.headers["Referrer-Policy"] == "no-referrer" and away.headers["Cache-Control"] == "no-store"
    assert not soup(client.get("/")).select_one(".urgent")


def test_the_way_out_stands_beside_urgent_help(client: FlaskClient) -> None:
    assert ask(client, "my dad hits me").select_one('.urgent a[href="/leave"]')
