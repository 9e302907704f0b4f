"""Reads a request's JSON body into a model, or says in plain words what is wrong with it."""
from __future__ import annotations

import json
from typing import Any, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from web.errors import ApiProblem

Model = TypeVar("Model", bound=BaseModel)
PLAIN = {
    "missing": "This field is needed.", "extra_forbidden": "There is no such field.", "string_type": "This must be text.",
    "bool_type": "This must be true or false.", "string_too_short": "This must not be empty.",
    "too_short": "This must not be empty.",
    "string_pattern_mismatch": "This does not look like an id that Signpost gave.", "model_type": "The body must be a JSON object.",
    "list_type": "This must be a list.",
    "string_unicode": "This holds characters that are not valid text.",
}


def read_body(request: Request, model: type[Model]) -> Model:
    """The body as a `model`. Raises ApiProblem 415 (not JSON by its type), 400 (not JSON) or 422 (not of the model's
    shape), or RequestEntityTooLarge."""
    if request.mimetype != "application/json":
        raise ApiProblem(415)
    body = request.get_data(cache=False)
    if request.content_length is None and len(body) >= (request.max_content_length or float("inf")):
        raise RequestEntityTooLarge  # sent in chunks: the stream was cut at the limit without a word
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise ApiProblem(400, "The body is not valid UTF-8.") from None
    except (ValueError, RecursionError):
        raise ApiProblem(400, "The body is not valid JSON.") from None
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise ApiProblem(422, fields=plain_fields(error)) from None


def plain_fields(error: ValidationError) -> dict[str, str]:
    """Field name -> what is wrong with it; "" for the body as a whole. Never repeats what was sent but a field's name."""
    found: dict[str, str] = {}
    for problem in error.errors(include_input=False, include_url=False):
        name = str(problem["loc"][0])[:40] if problem["loc"] else ""
        found.setdefault(name, _plain(problem))
    return found


def _plain(problem: Any) -> str:
    kind, context = problem["type"], problem.get("ctx", {})
    if kind == "too_long" and context.get("field_type") == "List":
        return f"This can hold up to {context['max_length']} pieces."
    if kind in ("string_too_long", "too_long"):
        return f"This can be up to {context['max_length']:,} characters long."
    if kind in ("string_too_short", "too_short") and context["min_length"] > 1:
        return f"This must be at least {context['min_length']} characters long."
    if kind == "literal_error":
        return f"This must be {context['expected']}."
    return PLAIN.get(kind, "This cannot be taken.")


def _refuse_constant(_name: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")
