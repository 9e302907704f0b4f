"""openapi.json describes every route of the API, and only those."""
from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient


def described(client: FlaskClient) -> dict[str, Any]:
    return client.get("/api/v1/openapi.json").get_json()


def test_every_route_is_described_and_nothing_else(client: FlaskClient, app: Flask) -> None:
    routes = {(re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower()) for rule in app.url_map.iter_rules()
              if rule.rule.startswith("/api/") for method in rule.methods - {"HEAD", "OPTIONS"}}
    paths = {(path, method) for path, methods in described(client)["paths"].items() for method in methods}
    assert paths == routes


def test_every_reference_can_be_followed(client: FlaskClient) -> None:
    document = described(client)
    assert document["openapi"] == "3.1.0"
    names = set(re.findall(r'"#/components/schemas/(\w+)"', client.get("/api/v1/openapi.json").text))
    assert names <= set(document["components"]["schemas"]) and {"MessageRequest", "AnswerReply", "Problem"} <= names


def test_the_errors_of_a_message_are_described(client: FlaskClient) -> None:
    responses = described(client)["paths"]["/api/v1/messages"]["post"]["responses"]
    assert {"200", "400", "405", "413", "415", "422", "429", "503"} <= set(responses)
    assert all(list(response["content"]) == ["application/problem+json"] for status, response in responses.items() if status != "200")


def test_the_limits_of_a_message_are_described(client: FlaskClient) -> None:
    request = described(client)["components"]["schemas"]["MessageRequest"]
    assert request["properties"]["text"]["maxLength"] == 2000 and request["properties"]["text"]["minLength"] == 1
    assert request["additionalProperties"] is False and request["required"] == ["text"]


def test_path_parameters_are_described(client: FlaskClient) -> None:
    for path, methods in described(client)["paths"].items():
        named = {parameter["name"] for operation in methods.values() for parameter in operation.get("parameters", [])
                 if parameter["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))


def test_an_empty_pin_is_not_promised_to_be_taken(client: FlaskClient) -> None:
    pin = next(parameter for parameter in described(client)["paths"]["/api/v1/enquiries/{reference}"]["get"]["parameters"]
               if parameter["in"] == "header")
    assert pin["required"] and pin["schema"]["minLength"] == 1
    assert client.get("/api/v1/enquiries/SP-7K3M-9QXD", headers={pin["name"]: ""}).status_code == 422
