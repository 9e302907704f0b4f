"""/health, /ready and /metrics."""
from __future__ import annotations

from flask.testing import FlaskClient

from database import Database
from tests.web.fakes import BrokenPart, FakeAnswerer, FakeDialogue
from web.services import Services


def test_alive_means_the_process_answers(client: FlaskClient, services: Services) -> None:
    services.database = services.conversations = BrokenPart()
    assert client.get("/health").status_code == 200


def test_without_the_dialogue_the_website_is_ready_but_degraded(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(down="refused")
    response = client.get("/ready")
    assert response.status_code == 200
    assert response.get_json() == {"ready": True, "degraded": True, "database": True, "index": True, "second_look": True, "dialogue": False, "actions": False,
                                   "missing": ["dialogue", "actions"]}


def test_without_the_index_it_is_not_ready(client: FlaskClient, services: Services) -> None:
    services.answerer = FakeAnswerer(missing=True)
    response = client.get("/ready")
    assert response.status_code == 503 and response.get_json()["index"] is False and response.get_json()["database"] is True


def test_without_tables_it_is_not_ready(client: FlaskClient, services: Services, tmp_path) -> None:
    services.database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    response = client.get("/ready")
    services.database.close()
    assert response.status_code == 503 and response.get_json()["database"] is False


def test_metrics_count_turns_and_name_nobody(client: FlaskClient) -> None:
    conversation = client.post("/api/v1/messages", json={"text": "zebra"}).get_json()["conversation_id"]
    client.get("/articles/some-odd-name")
    text = client.get("/metrics").text
    assert 'signpost_turns_total{answered_by="dialogue",outcome="answered"} 1.0' in text
    assert 'signpost_http_requests_total{endpoint="articles.show",method="GET",status="404"} 1.0' in text
    assert "zebra" not in text and conversation not in text and "some-odd-name" not in text


def test_an_invented_method_makes_no_new_label(client: FlaskClient) -> None:
    client.open("/", method="ZEBRA")
    assert "ZEBRA" not in client.get("/metrics").text
