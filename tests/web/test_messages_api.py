"""POST /api/v1/messages: the shape that other sites rely on, and what bad input gets."""
from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from tests.web.fakes import ANSWER, CHOICES, UNANSWERED, BrokenPart, FakeDialogue, payload
from web.api.models import MessageResponse
from web.services import Services

URL = "/api/v1/messages"


def post(client: FlaskClient, **body: object):
    return client.post(URL, json=body)


def test_an_answer_has_exactly_the_promised_shape(client: FlaskClient) -> None:
    response = post(client, text="how do I apply for respite?")
    assert response.status_code == 200 and response.mimetype == "application/json"
    body = response.get_json()
    assert set(body) == {"conversation_id", "receipt", "outcome", "masked", "replies"}
    assert body["outcome"] == "answered" and body["masked"] == [] and body["receipt"]
    assert body["replies"] == [ANSWER]


@pytest.mark.parametrize("answer", [
    payload("unanswered", UNANSWERED), payload("clarification", CHOICES), payload("small_talk", [{"type": "text", "text": "Hello."}]),
    payload("refused", [{"type": "text", "text": "No."}]), payload("out_of_scope", [{"type": "text", "text": "Not here."}]),
    payload("handed_over", [{"type": "handover", "text": "Ask", "url": "/ask-a-person"}])])
def test_every_outcome_keeps_the_shape(client: FlaskClient, services: Services, answer: dict) -> None:
    services.dialogue = FakeDialogue(answer)
    body = post(client, text="something").get_json()
    assert body["outcome"] == answer["outcome"]
    MessageResponse.model_validate(body)


def test_the_link_to_a_person_carries_the_receipt(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    body = post(client, text="is there a robot club?").get_json()
    assert body["replies"][-1] == {"type": "handover", "text": "Ask a person at WPCC", "url": f"/ask-a-person?receipt={body['receipt']}"}


def test_a_conversation_goes_on_and_the_audience_is_passed_on(client: FlaskClient, services: Services) -> None:
    first = post(client, text="one", audience="young_person").get_json()["conversation_id"]
    assert post(client, text="two", conversation_id=first).get_json()["conversation_id"] == first
    assert services.dialogue.sent == [(first, "one", "young_person"), (first, "two", "parent")]


def test_an_unknown_conversation_is_simply_begun(client: FlaskClient) -> None:
    assert post(client, text="hello", conversation_id="never-seen-before").get_json()["conversation_id"] == "never-seen-before"


@pytest.mark.parametrize(("body", "status", "field"), [
    ({}, 422, "text"), ({"text": ""}, 422, "text"), ({"text": "  \n "}, 422, "text"), ({"text": "\u200b\u202e\x00"}, 422, "text"),
    ({"text": "x" * 2001}, 422, "text"), ({"text": 5}, 422, "text"), ({"text": None}, 422, "text"), ({"text": ["a"]}, 422, "text"),
    ({"text": "hi", "colour": "red"}, 422, "colour"), ({"text": "hi", "audience": "robot"}, 422, "audience"),
    ({"text": "hi", "conversation_id": "a b"}, 422, "conversation_id"), ({"text": "hi", "conversation_id": "short"}, 422, "conversation_id"),
    ({"text": "hi", "conversation_id": 12345678}, 422, "conversation_id"), ({"text": "hi", "conversation_id": "x" * 65}, 422, "conversation_id"),
    ({"text": "hi", "conversation_id": "abcdefgh\n"}, 422, "conversation_id"),
    ([1], 422, ""), ("text", 422, ""), (True, 422, "")])
def test_a_wrong_shape_names_the_field(client: FlaskClient, services: Services, body: object, status: int, field: str) -> None:
    response = client.post(URL, json=body)
    assert response.status_code == status and response.mimetype == "application/problem+json"
    problem = response.get_json()
    assert problem["status"] == status and list(problem["fields"]) == [field] and problem["fields"][field]
    assert services.dialogue.sent == []


@pytest.mark.parametrize(("text", "said"), [("", "must not be empty"), (" \n ", "must not be empty"), ("x" * 2001, "up to 2,000 characters")])
def test_an_empty_or_long_text_is_told_apart(client: FlaskClient, text: str, said: str) -> None:
    assert said in client.post(URL, json={"text": text}).get_json()["fields"]["text"]


@pytest.mark.parametrize("body", [b"", b"{", b"text=hi", b'{"text": NaN}', b"[" * 30_000, b'{"text": ' + b"1" * 6000 + b"}"])
def test_what_is_not_json_is_400(client: FlaskClient, body: bytes) -> None:
    response = client.post(URL, data=body, content_type="application/json")
    assert response.status_code == 400 and response.get_json()["title"]


@pytest.mark.parametrize("body", [b'{"text": "\xff\xfe"}', '{"text": "é"}'.encode("latin-1"), '{"text": "hi"}'.encode("utf-16")])
def test_invalid_utf8_is_400(client: FlaskClient, body: bytes) -> None:
    response = client.post(URL, data=body, content_type="application/json")
    assert response.status_code == 400 and "UTF-8" in response.get_json()["detail"]


def test_another_content_type_is_415(client: FlaskClient) -> None:
    assert client.post(URL, data={"text": "hi"}).status_code == 415
    assert client.post(URL, data=b'{"text": "hi"}').status_code == 415
    assert client.post(URL, data=b'{"text": "hi"}', content_type="application/json; charset=utf-8").status_code == 200


def test_a_body_over_64_kilobytes_is_413(client: FlaskClient) -> None:
    for size in (64 * 1024 + 1, 10_000_000):
        response = client.post(URL, data=b"x" * size, content_type="application/json")
        assert response.status_code == 413 and response.mimetype == "application/problem+json"


def test_other_methods_and_addresses_get_problems(client: FlaskClient) -> None:
    response = client.get(URL)
    assert response.status_code == 405 and response.mimetype == "application/problem+json" and "POST" in response.headers["Allow"]
    assert client.get("/api/v1/nothing").mimetype == "application/problem+json"
    assert client.get("/api/v2/messages").status_code == 404


def test_2000_characters_are_taken_whole(client: FlaskClient, services: Services) -> None:
    text = "we need help now " * 117 + "ok we wait."
    assert len(text) == 2000
    assert post(client, text=text).status_code == 200
    assert services.dialogue.sent[0][1] == text


def test_controls_bidi_and_tag_characters_are_gone_before_anybody_reads(client: FlaskClient, services: Services) -> None:
    assert post(client, text="how\x00 do \u202eI\u2066 ap\u200bply\U000e0041?").status_code == 200
    assert services.dialogue.sent[0][1] == "how do I apply?"


def test_too_many_messages_are_429(services: Services, settings) -> None:
    from web import create_app
    limited = create_app(settings.model_copy(update={"message_rate": "2 per minute"}), services).test_client()
    assert [post(limited, text="hi there").status_code for _ in range(3)] == [200, 200, 429]
    refused = post(limited, text="hi there")
    assert refused.mimetype == "application/problem+json" and int(refused.headers["Retry-After"]) > 0
    assert limited.get("/health").status_code == 200


def test_a_database_that_is_down_does_not_stop_answers(client: FlaskClient, services: Services) -> None:
    services.conversations = BrokenPart()
    body = post(client, text="how do I apply?").get_json()
    assert body["outcome"] == "answered" and body["receipt"] == "" and body["replies"] == [ANSWER]


def test_an_unexpected_mistake_says_nothing_about_itself(client: FlaskClient, services: Services) -> None:
    class Exploding(FakeDialogue):
        def send(self, *_args: object):
            raise ZeroDivisionError("secret inner words")
    services.dialogue = Exploding()
    response = post(client, text="how do I apply?")
    text = response.get_data(as_text=True)
    assert response.status_code == 500 and response.mimetype == "application/problem+json"
    assert "secret inner words" not in text and "Traceback" not in text and "ZeroDivision" not in text


@given(st.text(max_size=2100))
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_a_valid_answer_or_a_clear_problem(client: FlaskClient, text: str) -> None:
    response = client.post(URL, data=json.dumps({"text": text}), content_type="application/json")
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        MessageResponse.model_validate(response.get_json())
    else:
        assert response.get_json()["fields"]["text"]


@given(st.binary(max_size=300))
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_get_an_answer_in_json(client: FlaskClient, body: bytes) -> None:
    response = client.post(URL, data=body, content_type="application/json")
    assert response.status_code in (200, 400, 422) and response.get_json()


@given(st.text(alphabet=st.characters(), min_size=1, max_size=20))
@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lone_surrogates_and_the_like_never_break_the_record(client: FlaskClient, text: str) -> None:
    body = '{"text": "ask \\ud800 ' + json.dumps(text)[1:-1] + '"}'
    assert client.post(URL, data=body, content_type="application/json").status_code == 200
