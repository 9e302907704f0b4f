"""OpenAPI 3.1 of the public API, made from the pydantic models. A test compares it with the routes."""
from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from web.api import models as m

VERSION = "1.0.0"
PREFIX = "/api/v1"
PROBLEMS = {400: "The body is not valid UTF-8 or not valid JSON.", 404: "There is no such thing; a wrong PIN looks the same.",
            405: "The method is not allowed here.", 413: "The body is over 64 kB.", 415: "The body is not application/json.",
            422: "A field is missing, unknown, of the wrong type, empty or too long; `fields` says which.",
            429: "Too many requests; Retry-After says how many seconds to wait.", 500: "A mistake of ours.",
            503: "The records cannot be reached; try again later."}
TAKING = (400, 413, 415, 422, 429)
REFERENCE = {"name": "reference", "in": "path", "required": True, "schema": {"type": "string"}, "example": "SP-7K3M-9QXD"}
PIN = {"name": "X-Enquiry-PIN", "in": "header", "required": True, "schema": {"type": "string", "minLength": 1}, "example": "123456"}
ARTICLE = {"name": "article_id", "in": "path", "required": True, "schema": {"type": "string"}}
QUERY = {"name": "q", "in": "query", "required": True, "schema": {"type": "string", "minLength": 1, "maxLength": 300}}


def openapi_json() -> Response:
    """This API, described."""
    return jsonify(document())


def document() -> dict[str, Any]:
    """The whole description."""
    taken, given = (m.MessageRequest, m.EnquiryRequest), (m.MessageResponse, m.EnquiryResponse, m.EnquiryStatusResponse,
                                                          m.ArticleList, m.ArticleResponse, m.SearchResponse, m.Problem)
    _, schemas = models_json_schema([*((model, "validation") for model in taken), *((model, "serialization") for model in given)],
                                    ref_template="#/components/schemas/{model}")
    return {
        "openapi": "3.1.0",
        "info": {"title": "Signpost", "version": VERSION, "description": (
            "Ask about SEND help, read articles, and hand a question to a person. No key is needed; rates are limited by address.")},
        "paths": _paths(), "components": {"schemas": schemas["$defs"]}}


def _paths() -> dict[str, Any]:
    return {
        f"{PREFIX}/messages": {"post": _operation(
            "Ask one message", {200: m.MessageResponse}, TAKING, takes=m.MessageRequest)},
        f"{PREFIX}/enquiries": {"post": _operation(
            "Hand a question to a person", {201: m.EnquiryResponse, 200: m.EnquiryResponse}, TAKING, takes=m.EnquiryRequest)},
        f"{PREFIX}/enquiries/{{reference}}": {"get": _operation(
            "How an enquiry stands", {200: m.EnquiryStatusResponse}, (404, 422, 429), parameters=[REFERENCE, PIN])},
        f"{PREFIX}/articles": {"get": _operation("Every published article", {200: m.ArticleList}, ())},
        f"{PREFIX}/articles/{{article_id}}": {"get": _operation(
            "One published article", {200: m.ArticleResponse}, (404,), parameters=[ARTICLE])},
        f"{PREFIX}/search": {"get": _operation(
            "The nearest articles", {200: m.SearchResponse}, (422, 429), parameters=[QUERY])},
        f"{PREFIX}/openapi.json": {"get": {"summary": "This description", "responses": {"200": {
            "description": "OpenAPI 3.1", "content": {"application/json": {"schema": {"type": "object"}}}}}}},
    }


def _operation(summary: str, gives: dict[int, type[BaseModel]], problems: tuple[int, ...],
               takes: type[BaseModel] | None = None, parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    responses: dict[str, Any] = {str(status): _content(model.__doc__ or "", "application/json", model) for status, model in gives.items()}
    for status in (*problems, 405, 500, 503):
        responses[str(status)] = _content(PROBLEMS[status], "application/problem+json", m.Problem)
    operation: dict[str, Any] = {"summary": summary, "responses": responses}
    if takes:
        operation["requestBody"] = {"required": True, **_content("", "application/json", takes)}
        del operation["requestBody"]["description"]
    if parameters:
        operation["parameters"] = parameters
    return operation


def _content(description: str, mimetype: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"description": description, "content": {mimetype: {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}}
