"""A website over a real database, with a fake dialogue and a fake answerer."""
from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from werkzeug.test import TestResponse

from database import Database
from knowledge_base.store import ArticleStore
from second_look.looking import SecondLook
from settings import Settings
from tests.conftest import FakeClock
from tests.web.fakes import THRESHOLDS, FakeAnswerer, FakeDialogue, FakeLooker, article
from web import create_app
from web.services import Services


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that read neither the environment's files nor this machine's secrets."""
    return Settings(_env_file=None, var_dir=tmp_path, secret_key="s" * 32, contact_keys=Fernet.generate_key().decode(),
                    pin_key="p" * 32, public_url="http://localhost", message_rate="1000 per minute", enquiry_rate="1000 per hour",
                    lookup_rate="1000 per minute", sign_in_rate="1000 per minute", trusted_proxies=0, dialogue_port=1, actions_port=1,
                    forum_phone="01225 764647", closed_days="", smtp_host="")


@pytest.fixture
def services(settings: Settings, database: Database, clock: FakeClock) -> Services:
    """Real records, fake dialogue, fake answerer, one article."""
    made = Services(settings, clock)
    made.database = database
    made.dialogue = FakeDialogue()
    made.second_look = SecondLook(FakeLooker, lambda: THRESHOLDS)
    made.second_look.open()
    made.answerer = FakeAnswerer(ranking=("short-breaks-apply",))
    ArticleStore(database, clock).import_pack([article()], by="tests", reason="a pack for tests")
    return made


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, services: Services, compiled_templates: FileSystemBytecodeCache) -> Flask:
    """The website."""
    app = create_app(settings, services)
    app.jinja_env.bytecode_cache = compiled_templates
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that keeps cookies."""
    return app.test_client()


def soup(response: TestResponse) -> BeautifulSoup:
    """The page of a response."""
    return BeautifulSoup(response.get_data(as_text=True), "html.parser")


def submit(client: FlaskClient, page: BeautifulSoup, form_selector: str, follow: bool = True, **typed: str) -> TestResponse:
    """Fill a form of a page in and send it, as a browser without JavaScript does: hidden fields, values and ticks included."""
    form = page.select_one(form_selector)
    assert form is not None, f"no form {form_selector}"
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            data.setdefault(str(field["name"]), []).append(chosen_option(field))
            continue
        value = field.get_text().removeprefix("\n").removeprefix("\r\n") if field.name == "textarea" else field.get("value", "")
        data.setdefault(str(field["name"]), []).append(str(value))
    data.update({name: [value] for name, value in typed.items()})
    return client.post(str(form["action"]), data=data, follow_redirects=follow)


def chosen_option(field: Tag) -> str:
    """What a select sends: the option that is marked, else the first."""
    return str((field.select_one("option[selected]") or field.select("option")[0])["value"])


def ask(client: FlaskClient, text: str) -> BeautifulSoup:
    """Type a question into the chat page and send it, agreeing to what is taken out; gives the page that follows."""
    response = submit(client, soup(client.get("/")), "form#ask", text=text)
    assert response.status_code == 200
    page = soup(response)
    return soup(submit(client, page, "form#check")) if page.select_one("form#check") else page
