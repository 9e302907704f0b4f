"""Headers, cookies, CSRF, limits and proxies."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from settings import Settings
from tests.web.conftest import soup
from web import create_app
from web.limits import address_key
from web.services import Services

PAGES = ("/", "/ask-a-person", "/enquiries", "/articles", "/articles/short-breaks-apply", "/search?q=x", "/glossary", "/pathway", "/duties", "/topics/short_breaks",
         "/topics/short_breaks/pack", "/when-should-i-hear", "/nothing")
CHANGES_NOTHING = {"/when-should-i-hear"}
"""Pages whose form only works something out for whoever sends it: no token, and so no cookie."""


@pytest.mark.parametrize("path", PAGES)
def test_pages_carry_no_inline_script_or_style_and_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'" and policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'" and policy["base-uri"] == "'none'" and policy["form-action"] == "'self'"
    page = soup(response)
    assert page.select("style, [style], iframe, object, embed") == []
    assert not re.search(r"\son\w+=", str(page))
    for element in page.select("script, img, link, source"):
        address = element.get("src") or element.get("href")
        assert address.startswith("/static/") and not element.get_text().strip()
    assert response.headers["X-Content-Type-Options"] == "nosniff" and response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "no-store"


def test_the_style_sheet_and_the_scripts_take_nothing_from_elsewhere(client: FlaskClient, app: Flask) -> None:
    scripts = [str(path.relative_to(app.static_folder)) for path in Path(app.static_folder).rglob("*.js")]
    assert len(scripts) > 10
    for name in ("site.css", *scripts):
        text = client.get(f"/static/{name}").text
        assert text and not re.search(r"https?://|@import|url\(|innerHTML|eval\(|document\.write", text)


def test_the_api_carries_the_headers_too(client: FlaskClient) -> None:
    response = client.post("/api/v1/messages", json={"text": "hi there"})
    assert response.headers["X-Content-Type-Options"] == "nosniff" and response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Expires" not in cookie and "Secure" not in cookie


def test_behind_https_cookies_are_secure_and_https_is_kept(services: Services, settings: Settings) -> None:
    secure = create_app(settings.model_copy(update={"public_url": "https://signpost.example.org"}), services)
    response = secure.test_client().get("/", base_url="https://signpost.example.org")
    assert "Secure" in response.headers["Set-Cookie"] and response.headers["Set-Cookie"].startswith("__Host-")
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ["/", "/start-again", "/audience", "/ask-a-person", "/ask-a-person/check", "/ask-a-person/change",
                                  "/enquiries", "/enquiries/SP-0000-0000"])
def test_a_form_without_its_token_does_nothing_and_loses_nothing(client: FlaskClient, services: Services, path: str) -> None:
    response = client.post(path, data={"text": "my question", "question": "my question", "pin": "123456"})
    page = soup(response)
    assert response.status_code == 403 and "been open for a while" in page.h1.get_text()
    assert "my question" in page.select_one("textarea").get_text() and "123456" not in response.text
    assert services.dialogue.sent == [] and services.office.queue().total == 0


def test_every_page_route_that_changes_something_wants_a_token(client: FlaskClient, app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and not rule.rule.startswith("/api/") and rule.rule not in CHANGES_NOTHING:
            path = re.sub(r"<[^>]+>", "x", re.sub(r"<any\((\w+)[^>]*>", r"\1", re.sub(r"<int:[^>]+>", "1", rule.rule)))
            assert client.post(path).status_code == 403, rule.rule


def test_another_site_cannot_read_the_api_with_a_page_script(client: FlaskClient) -> None:
    response = client.post("/api/v1/messages", json={"text": "hi there"}, headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in response.headers


def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(services: Services, settings: Settings) -> None:
    def statuses(proxies: int) -> list[int]:
        app = create_app(settings.model_copy(update={"message_rate": "1 per minute", "trusted_proxies": proxies}), services)
        return [app.test_client().post("/api/v1/messages", json={"text": "hi there"}, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
                for n in (1, 2)]
    assert statuses(0) == [200, 429]
    assert statuses(1) == [200, 200]


def test_one_household_has_one_key_and_no_address_is_kept() -> None:
    assert address_key("2001:db8::1", "secret") == address_key("2001:db8::ffff", "secret") != address_key("2001:db8:0:1::1", "secret")
    assert address_key("192.0.2.1", "secret") != address_key("192.0.2.2", "secret") != address_key("192.0.2.2", "another")
    assert "192" not in address_key("192.0.2.1", "secret") and address_key("nonsense", "secret")


def test_without_a_secret_key_nothing_starts(settings: Settings) -> None:
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        create_app(settings.model_copy(update={"secret_key": ""}))


def test_a_forged_session_is_ignored(client: FlaskClient) -> None:
    client.set_cookie("signpost", "eyJjb252ZXJzYXRpb24iOiJzb21lYm9keS1lbHNlIn0.forged.forged")
    assert client.get("/").status_code == 200
