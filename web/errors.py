"""Every error, in one place: problem+json for the API, a page in plain words for people. Never a traceback."""
from __future__ import annotations

from typing import Any

import structlog
from flask import Flask, Response, current_app, jsonify, render_template, request
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from web.logging import describe
from web.words import Words

log = structlog.get_logger("web.errors")
PROBLEM_TYPE = "application/problem+json"
KNOWN = (400, 403, 404, 405, 413, 415, 422, 429, 500, 503)
# What is shown again so that nobody types it twice; never a PIN or password.
WRITTEN_FIELDS = ("text", "question", "reply", "note", "text-parent", "text-young_person", "text-unknown", "reason")
MAX_DRAIN_BYTES = 16 * 1024 * 1024


class ApiProblem(Exception):
    """An API error with its status and, for 422, what is wrong with which field."""

    def __init__(self, status: int, detail: str = "", fields: dict[str, str] | None = None,
                 headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.detail = detail
        self.fields = fields or {}
        self.headers = headers or {}


def handle_errors(app: Flask) -> None:
    """Register the handlers on `app`."""
    app.register_error_handler(ApiProblem, _api_problem)
    app.register_error_handler(CSRFError, lambda _error: _answer(403))
    app.register_error_handler(RateLimitExceeded, _too_many)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SQLAlchemyError, _database)
    app.register_error_handler(Exception, _unexpected)


def _api_problem(error: ApiProblem) -> Response:
    return _answer(error.status, error.detail, error.fields, error.headers)


def _too_many(error: RateLimitExceeded) -> Response:
    seconds = error.limit.limit.get_expiry() if error.limit else 60
    return _answer(429, headers={"Retry-After": str(seconds)})


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if 300 <= status < 400:
        return error.get_response()  # type: ignore[return-value]
    if status == 413:
        _drain()
    headers = {"Allow": ", ".join(sorted(error.valid_methods))} if getattr(error, "valid_methods", None) else {}
    return _answer(status if status in KNOWN else (400 if status < 500 else 500), headers=headers)


def _database(error: SQLAlchemyError) -> Response:
    log.error("database failed", **describe(error))
    return _answer(503, headers={"Retry-After": "30"})


def _unexpected(error: Exception) -> Response:
    log.error("unexpected error", **describe(error))
    return _answer(500)


def _answer(status: int, detail: str = "", fields: dict[str, str] | None = None,
            headers: dict[str, str] | None = None) -> Response:
    words: Words = current_app.extensions["signpost.words"]
    title, text = words(f"problems.{status}.title"), words(f"problems.{status}.text")
    if request.path.startswith("/api/"):
        problem: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail or text}
        if fields:
            problem["fields"] = fields
        response = jsonify(problem)
        response.mimetype = PROBLEM_TYPE
    else:
        response = current_app.make_response(render_template("error.html", title=title, text=detail or text,
                                                             status=status, written=_written(status)))
    response.status_code = status
    response.headers.update(headers or {})
    return response


def _written(status: int) -> list[str]:
    """What the person had typed, to copy. Empty where the body could not be read."""
    if request.method != "POST" or status in (400, 413):
        return []
    try:
        return [value for name in WRITTEN_FIELDS for value in request.form.getlist(name) if value.strip()]
    except HTTPException:
        return []


def _drain() -> None:
    """Read what is left of a body that was too long, up to 16 MiB: a client cut off while sending would never see the answer."""
    environ, length = request.environ, request.content_length
    stream = environ["wsgi.input"]
    left = min(length, MAX_DRAIN_BYTES) if length else MAX_DRAIN_BYTES if environ.get("wsgi.input_terminated") else 0
    try:
        while left > 0 and (chunk := stream.read(min(left, 65536))):
            left -= len(chunk)
    except (OSError, ValueError):
        return
