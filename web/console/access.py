"""Who is signed in, for how long, and what happens to everybody else.

A sign-in ends after `officer_session_hours`, and after `officer_idle_minutes` without a request; both times are kept in the signed
cookie. The officer is looked up in the database on every request, so that a deactivated one is out at once.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Response, redirect, request, session, url_for
from flask_login import UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from enquiries.views import OfficerView
from web.console.draft import Draft
from web.console.sign_in_page import Kept, sign_in_page
from web.console.urgent_help.entry_form import KeptWording
from web.services import current_services

SIGNED_IN_AT, SEEN_AT, USER_ID = "officer_signed_in_at", "officer_seen_at", "_user_id"
IDLE, LIMIT, ABSENT = "idle", "limit", "absent"


class SignedIn(UserMixin):
    """An officer as Flask-Login wants them."""

    def __init__(self, officer: OfficerView) -> None:
        self.officer = officer

    def get_id(self) -> str:
        """The officer's database id."""
        return str(self.officer.id)


def load_officer(user_id: str) -> SignedIn | None:
    """The active officer of a session, or None."""
    officer = current_services().officers.get(int(user_id)) if user_id.isdecimal() else None
    return SignedIn(officer) if officer is not None else None


def current_officer() -> OfficerView:
    """The officer who is signed in; only for views behind the guard."""
    return cast(SignedIn, current_user).officer


def begin_session(officer: OfficerView) -> None:
    """Sign in. Whatever the browser's session held before is dropped, the form token with it."""
    session.clear()
    login_user(SignedIn(officer))
    session[SIGNED_IN_AT] = session[SEEN_AT] = _now()


def end_session() -> None:
    """Sign out."""
    logout_user()
    session.clear()


def session_fault() -> str | None:
    """None while somebody is signed in, else why nobody is: idle, limit or absent."""
    signed_in_at, seen_at = session.get(SIGNED_IN_AT), session.get(SEEN_AT)
    if not isinstance(signed_in_at, float) or not isinstance(seen_at, float) or not current_user.is_authenticated:
        return ABSENT
    settings, now = current_services().settings, _now()
    if now - signed_in_at >= settings.officer_session_hours * 3600:
        return LIMIT
    return IDLE if now - seen_at >= settings.officer_idle_minutes * 60 else None


def guard(open_endpoints: frozenset[str]) -> Callable[[], AnyResponse | tuple[str, int] | None]:
    """A before_request function: nobody but a signed-in officer gets past it, except to `open_endpoints`."""

    def only_officers() -> AnyResponse | tuple[str, int] | None:
        if request.endpoint in open_endpoints:
            return None
        fault = session_fault()
        if fault is None:
            session[SEEN_AT] = _now()
            return None
        if USER_ID in session:
            end_session()
        return _ask_to_sign_in(fault)

    return only_officers


def never_cached(response: Response) -> Response:
    """No console page stays in any cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _ask_to_sign_in(fault: str) -> AnyResponse | tuple[str, int]:
    """The sign-in page; of a form that was sent too late, the text comes back after signing in."""
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("console.sign_in_form", next=request.full_path.rstrip("?"), ended=fault), code=303)
    named = {name: str(value) for name, value in (request.view_args or {}).items()}
    wording = KeptWording.from_form(named.get("type", ""), named.get("key", ""), request.form)
    if wording is not None:
        return sign_in_page(ended=fault, onwards=url_for("console.wording_form", type=wording.type, key=wording.key), kept_wording=wording, status=401)
    reference = named.get("reference", "")
    draft = Draft.from_form(request.form)
    kept = Kept(reference, draft) if reference and draft.has_words else None
    onwards = url_for("console.enquiry", reference=reference) if reference else ""
    return sign_in_page(ended=fault, onwards=onwards, kept=kept, status=401)


def _now() -> float:
    return current_services().clock().timestamp()
