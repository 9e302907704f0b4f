"""Officers and enquiries on the real database, seen through the console's pages."""
from __future__ import annotations

from typing import Any

import pytest
from argon2 import PasswordHasher
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from enquiries.conversations import TurnRecord
from enquiries.handover_form import HandoverRequest
from enquiries.officers import OfficerService
from enquiries.views import OfficerView
from tests.web.conftest import soup, submit
from web.services import Services

PASSWORD = "three unrelated words"
TRACE = {"parts": [{"reason": "too_unlike", "probability": 0.34, "answer_threshold": 0.61, "candidates": [
    {"article_id": "short-breaks-apply", "score": 1.25, "wording": 0.61, "body": 0.5, "lexical": 2.0},
    {"article_id": "an-article-long-gone", "score": 0.75, "wording": 0.4, "body": 0.3, "lexical": 1.0}]}],
    "index": "2026-11-20-1", "corpus_version": 3}


@pytest.fixture
def services(services: Services) -> Services:
    """The site's services, with a password hash that costs little."""
    services.officers = OfficerService(services.database, services.clock, services.ids,
                                       PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return services


@pytest.fixture
def officer(services: Services) -> OfficerView:
    """Ann, who may sign in."""
    return new_officer(services, "Ann Officer")


@pytest.fixture
def ann(app: Flask, officer: OfficerView) -> FlaskClient:
    """Ann's browser, signed in."""
    return signed_in(app, officer)


@pytest.fixture
def ben(app: Flask, services: Services) -> FlaskClient:
    """Ben's browser, signed in."""
    return signed_in(app, new_officer(services, "Ben Officer"))


def new_officer(services: Services, name: str) -> OfficerView:
    """An officer who has accepted an invitation; the e-mail begins with the first name."""
    token = services.officers.invite(None, hours=1)
    return services.officers.accept_invitation(token, name, f"{name.split()[0].lower()}@forum.example", PASSWORD)


def signed_in(app: Flask, officer: OfficerView) -> FlaskClient:
    """A browser in which the officer has signed in by the page."""
    client = app.test_client()
    response = sign_in(client, officer.email)
    assert response.status_code == 303
    return client


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, address: str = "/console/sign-in"):
    """Fill in the sign-in page; the answer is not followed."""
    return submit(client, soup(client.get(address)), MAIN_FORM, follow=False, email=email, password=password)


MAIN_FORM = "main form"


def unanswered(services: Services, text: str = "who pays for swimming", **changes: Any) -> str:
    """The reference of the enquiry that an unanswered question opens."""
    values: dict[str, Any] = {"conversation_id": "conversation-1", "audience": "parent", "text": text, "outcome": "unanswered",
                              "replies": [{"type": "text", "text": "I do not know that yet."}], "trace": TRACE, **changes}
    turn = services.conversations.turn(services.conversations.record_turn(TurnRecord(**values)))
    return turn.enquiry.reference


def asked(services: Services, **changes: Any) -> str:
    """The reference of a confirmed hand-over."""
    values: dict[str, Any] = {"submission_id": services.handovers.new_submission_id(), "question": "Who pays for swimming?",
                              "name": "Sam", "email": "sam@family.example", "consent": True}
    return services.handovers.confirm(HandoverRequest(**values | changes)).reference


def enquiry(client: FlaskClient, reference: str) -> BeautifulSoup:
    """The enquiry's page."""
    response = client.get(f"/console/enquiries/{reference}")
    assert response.status_code == 200
    return soup(response)


def press(client: FlaskClient, page: BeautifulSoup, label: str, follow: bool = True, **typed: str):
    """Press the button with that label, as a browser without JavaScript does: its form's fields go to its own address."""
    button = next(found for found in page.select("main button") if found.get_text(strip=True) == label)
    form = button.find_parent("form")
    data = {str(field["name"]): field.get_text().removeprefix("\n") if field.name == "textarea" else str(field.get("value", ""))
            for field in form.select("input[name], textarea[name]") if field.get("type") != "radio" or field.has_attr("checked")}
    return client.post(str(button.get("formaction") or form["action"]), data=data | typed, follow_redirects=follow)


def words_of(page: BeautifulSoup, selector: str = "main") -> str:
    """The text of a part of a page, spaces tidied."""
    found = page.select_one(selector)
    assert found is not None, f"no {selector}"
    return " ".join(found.get_text(" ").split())
