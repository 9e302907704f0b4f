"""The masking rules for the page's script, at an address that changes when they do, so that browsers may keep them."""
from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Blueprint, Response, abort, request, url_for

from web.masking.rules import rules_file
from web.security import ONE_YEAR_SECONDS

masking = Blueprint("masking", __name__)


@masking.get("/masking/rules.<version>.json")
def rules(version: str) -> Response:
    """The rules of this version; any other is not found, and the page then leaves masking to the server."""
    file = rules_file()
    if version != file.version:
        abort(404)
    packed = "gzip" in request.accept_encodings
    response = Response(_packed() if packed else file.body, mimetype="application/json")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR_SECONDS}, immutable"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{version}{'-gzip' if packed else ''}")
    return response.make_conditional(request)


def rules_address() -> str:
    """Where this version's rules are."""
    return url_for("masking.rules", version=rules_file().version)


@lru_cache(maxsize=1)
def _packed() -> bytes:
    return gzip.compress(rules_file().body, mtime=0)
