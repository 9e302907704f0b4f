"""Error pages in plain words; never a traceback."""
from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import soup, submit
from tests.web.fakes import BrokenPart, FakeDialogue
from web.services import Services


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/nothing", 404), ("PUT", "/", 405), ("GET", "/start-again", 405), ("GET", "/articles/nothing", 404)])
def test_errors_have_a_page_in_plain_words(client: FlaskClient, method: str, path: str, status: int) -> None:
    response = client.open(path, method=method)
    page = soup(response)
    assert response.status_code == status and page.h1.get_text() and page.select_one('main a[href="/ask-a-person"]')
    assert str(status) not in page.select_one("main").get_text() and "werkzeug" not in response.text.lower()


def test_a_form_over_64_kilobytes_is_413(client: FlaskClient) -> None:
    response = client.post("/", data={"text": "x" * 70_000})
    assert response.status_code == 413 and "too long" in soup(response).h1.get_text()
    assert client.post("/", data=b"x" * 10_000_000, content_type="application/octet-stream").status_code == 413


def test_too_many_messages_get_a_page_that_keeps_the_words(services: Services, settings) -> None:
    from web import create_app
    limited = create_app(settings.model_copy(update={"message_rate": "1 per minute"}), services).test_client()
    page = soup(limited.get("/"))
    submit(limited, page, "form#ask", text="one")
    response = submit(limited, page, "form#ask", text="my second question")
    assert response.status_code == 429 and "my second question" in soup(response).select_one("textarea").get_text()


def test_an_unexpected_mistake_gets_a_page_that_keeps_the_words(client: FlaskClient, services: Services) -> None:
    class Exploding(FakeDialogue):
        def send(self, *_args: object):
            raise ZeroDivisionError("inner words")
    services.dialogue = Exploding()
    response = submit(client, soup(client.get("/")), "form#ask", text="my question")
    assert response.status_code == 500 and "The mistake is ours" in response.text and "01225 764647" in response.text
    assert "my question" in soup(response).select_one("textarea").get_text()
    assert "inner words" not in response.text and "Traceback" not in response.text


def test_a_database_that_is_down_is_said_plainly(client: FlaskClient, services: Services) -> None:
    services.articles = services.handovers = BrokenPart()
    for path in ("/articles", "/ask-a-person"):
        response = client.get(path)
        assert response.status_code == 503 and "cannot do that just now" in soup(response).h1.get_text()
        assert "SECRET WORDS" not in response.text
    problem = client.get("/api/v1/articles")
    assert problem.status_code == 503 and problem.mimetype == "application/problem+json" and problem.headers["Retry-After"]
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/%00", "/..%2f..%2fetc%2fpasswd", "/static/../settings.py", "/static/%2e%2e/app.py", "/\u202e", "/%ff%fe"])
def test_odd_addresses_are_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_broken_form_body_is_no_500(client: FlaskClient) -> None:
    for body, kind in ((b"--x\r\nbroken", "multipart/form-data; boundary=x"), (b"text=%ff%fe", "application/x-www-form-urlencoded"),
                       (b"\xff\xfe", "text/plain"), (b"", "multipart/form-data")):
        assert client.post("/", data=body, content_type=kind).status_code in (400, 403)
