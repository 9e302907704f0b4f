"""An asker looks their enquiry up: reference and PIN, the PIN never in an address."""
from __future__ import annotations

import math

from flask import Blueprint, current_app, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from enquiries.errors import TooManyAttempts, UnknownEnquiry
from web.services import current_services
from web.words import Words

look_up = Blueprint("look_up", __name__)


@look_up.get("/enquiries")
@look_up.get("/enquiries/<reference>")
def form(reference: str = "") -> AnyResponse:
    """The form; a link in a mail brings the reference along."""
    return _form(reference[:40], {}, 200)


@look_up.post("/enquiries")
@look_up.post("/enquiries/<reference>")
def show(reference: str = "") -> AnyResponse:
    """The enquiry's state, promised day, reply or close reason."""
    words: Words = current_app.extensions["signpost.words"]
    typed = (request.form.get("reference") or reference).strip()[:40]
    pin = request.form.get("pin", "").strip()[:20]
    missing = {name: words(f"fields.{name}_empty") for name, value in (("reference", typed), ("pin", pin)) if not value}
    if missing:
        return _form(typed, missing, 422)
    try:
        status = current_services().handovers.look_up(typed, pin)
    except UnknownEnquiry:
        return _form(typed, {"reference": words("fields.unknown")}, 404)
    except TooManyAttempts as locked:
        minutes = minutes_left(locked)
        answer = _form(typed, {"reference": words("fields.locked", minutes=minutes)}, 429)
        answer.headers["Retry-After"] = str(minutes * 60)
        return answer
    return make_response(render_template("look_up/status.html", enquiry=status, said=words(f"status.{status.status}")))


def minutes_left(locked: TooManyAttempts) -> int:
    """Whole minutes until the lock ends, at least 1."""
    return max(1, math.ceil((locked.retry_at - current_services().clock()).total_seconds() / 60))


def _form(reference: str, errors: dict[str, str], status: int) -> AnyResponse:
    return make_response(render_template("look_up/form.html", reference=reference, errors=errors, page_errors=errors), status)
