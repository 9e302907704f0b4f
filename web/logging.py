"""Logs as JSON lines on standard error. What is logged of a request: endpoint, method, status, duration. Never a path, a query,
an address, a message or contact details; of an exception, its class and place, because its message may quote what someone typed."""
from __future__ import annotations

import logging
import secrets
import sys
import time
import traceback
from pathlib import Path

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("web")
QUIET = ("httpx", "httpcore", "werkzeug", "flask_limiter", "sqlalchemy.engine")
QUIET_ENDPOINTS = {"health.alive", "health.ready", "health.metrics", "static"}


def configure_logging(level: str) -> None:
    """Send structlog and the standard library's loggers to standard error as JSON at `level`."""
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level,
                    structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr), cache_logger_on_first_use=False)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def describe(error: BaseException) -> dict[str, str]:
    """An exception's class and where it came from; never its message or any value."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return {"problem": type(error).__name__,
            "at": " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))}


def log_requests(app: Flask) -> None:
    """One line a request, with a request id that the answer also carries (X-Request-Id)."""

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()
        g.request_id = secrets.token_hex(8)

    @app.after_request
    def end(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        app.extensions["signpost.metrics"].request(endpoint, _known_method(request.method), response.status_code)
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if endpoint not in QUIET_ENDPOINTS:
            log.info("request", endpoint=endpoint, method=_known_method(request.method), status=response.status_code,
                     duration_ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000),
                     request_id=g.get("request_id", ""))
        return response


def _known_method(method: str) -> str:
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"
