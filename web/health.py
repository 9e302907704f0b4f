"""For machines that look after the site: is it alive, is it ready, how much does it do. Open to all: no personal data.

`/ready` says of each part whether it works. The website itself is ready (200) with the database and the index; without the
dialogue or the action server it is ready but degraded, because it then answers from the articles itself; without the second look for danger the
rules alone look for it.
"""
from __future__ import annotations

import httpx
import structlog
from flask import Blueprint, Response, current_app, jsonify
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from web.logging import describe
from web.services import Services, current_services

log = structlog.get_logger("web.health")
health = Blueprint("health", __name__)
PROBE_SECONDS = 1.0


@health.get("/health")
def alive() -> Response:
    """The process answers."""
    return jsonify({"status": "alive"})


@health.get("/ready")
def ready() -> tuple[Response, int]:
    """Which parts work; 503 while the database or the index is missing."""
    services = current_services()
    parts = {"database": database_works(services), "index": index_works(services), "second_look": services.second_look.ready,
             "dialogue": services.dialogue.reachable(), "actions": actions_reachable(services)}
    is_ready = parts["database"] and parts["index"]
    body = {"ready": is_ready, "degraded": not all(parts.values()), **parts,
            "missing": [name for name, works in parts.items() if not works]}
    return jsonify(body), 200 if is_ready else 503


@health.get("/metrics")
def metrics() -> Response:
    """Counters for Prometheus."""
    return Response(current_app.extensions["signpost.metrics"].exposition(), content_type=CONTENT_TYPE_LATEST)


def database_works(services: Services) -> bool:
    """Whether the database answers and holds our tables."""
    try:
        with services.database.reading() as session:
            session.execute(text("SELECT 1 FROM conversations WHERE 1 = 0"))
    except (SQLAlchemyError, OSError) as error:
        log.warning("database not ready", **describe(error))
        return False
    return True


def index_works(services: Services) -> bool:
    """Whether the articles can be searched."""
    try:
        return services.answerer.ready()
    except Exception as error:  # noqa: BLE001  whatever keeps the index from opening, the answer is "not ready"
        log.warning("index not ready", **describe(error))
        return False


def actions_reachable(services: Services) -> bool:
    """Whether the action server answers."""
    try:
        return httpx.get(f"{services.settings.actions_url}/health", timeout=PROBE_SECONDS, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
