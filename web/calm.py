"""The calm view: one thing at a time, nothing that moves, and a way to stop always in sight.

A cookie of its own remembers the choice on the device. It holds one letter, is tied to nothing, and only templates read it.
"""
from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.chat import AUDIENCE, CONVERSATION

calm = Blueprint("calm", __name__)
COOKIE, ON = "calm", "1"
KEPT_SECONDS = 365 * 24 * 3600
WAYS_BACK = {"chat": "chat.page", "young_people": "young_people.page", "stop": "calm.stop"}
"""Pages that have the switch; a form names one, never an address."""


def is_calm() -> bool:
    """Whether this device chose the calm view."""
    return request.cookies.get(COOKIE) == ON


@calm.post("/calm")
def choose() -> AnyResponse:
    """Turn the calm view on or off for this device."""
    answer = redirect(url_for(WAYS_BACK.get(request.form.get("back", ""), "chat.page")), code=303)
    if request.form.get("calm") == "on":
        answer.set_cookie(COOKIE, ON, max_age=KEPT_SECONDS, httponly=True, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"])
    else:
        forget_choice(answer)
    return answer


@calm.get("/stop")
def stop() -> str:
    """A page on which nothing has to be done."""
    return render_template("young_people/stop.html", holds=CONVERSATION in session, forgotten="forgotten" in request.args)


@calm.post("/stop")
def forget() -> AnyResponse:
    """Forget on this device what was written, and in whose words the answers were."""
    session.pop(CONVERSATION, None)
    session.pop(AUDIENCE, None)
    return redirect(url_for("calm.stop", forgotten="yes"), code=303)


def forget_choice(answer: AnyResponse) -> None:
    """Take the cookie off the device."""
    answer.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"])
