"""Signing in and out."""
from __future__ import annotations

import hashlib
import hmac

import structlog
from flask import current_app, redirect, request, url_for
from flask_limiter import Limiter
from limits import parse_many
from werkzeug.wrappers import Response as AnyResponse

from web.console import access, closing, enquiry
from web.console.draft import Draft
from web.console.sign_in_page import Kept, own_path, sign_in_page
from web.console.urgent_help import editing
from web.console.urgent_help.entry_form import KeptWording
from web.console.wording import console_words
from web.limits import EXTENSION
from web.services import current_services

log = structlog.get_logger("web.console")
EMAIL_MAX = 254
Page = AnyResponse | tuple[str, int]


def form() -> Page:
    """The page; who is signed in already goes on."""
    onwards = request.args.get("next", "")
    if access.session_fault() is None:
        return redirect(own_path(onwards), code=303)
    return sign_in_page(ended=request.args.get("ended", ""), onwards=onwards)


def sign_in() -> Page:
    """Let an officer in. A wrong e-mail and a wrong password get the same words."""
    email, password = request.form.get("email", "").strip()[:EMAIL_MAX], request.form.get("password", "")
    errors, status = _missing(email, password), 422
    officer = None
    if not errors and not _may_try(email):
        errors, status = {"": console_words()("sign_in.too_many")}, 429
    if not errors:
        officer = current_services().officers.authenticate(email, password)
        errors = {} if officer else {"": console_words()("sign_in.wrong")}
    if officer is None:
        log.info("sign-in refused", status=status)
        return sign_in_page(email, errors, onwards=request.form.get("next", ""), kept=_kept(),
                            kept_wording=_kept_wording(), status=status)
    access.begin_session(officer)
    return _go_on()


def sign_out() -> AnyResponse:
    """Forget the officer in this browser."""
    access.end_session()
    return redirect(url_for("console.sign_in_form", ended="signed_out"), code=303)


def _missing(email: str, password: str) -> dict[str, str]:
    words = console_words()
    return {name: words(f"sign_in.{name}_empty") for name, value in (("email", email), ("password", password)) if not value}


def _may_try(email: str) -> bool:
    """Count one try for this e-mail, wherever it comes from. Tries by address are counted in `web.limits`."""
    settings = current_services().settings
    limiter: Limiter = current_app.extensions[EXTENSION]
    key = hmac.new(settings.secret_key.encode(), email.lower().encode("utf-8", "replace"), hashlib.sha256).hexdigest()
    return all([limiter.limiter.hit(limit, "sign-in-email", key) for limit in parse_many(settings.sign_in_rate)])


def _kept() -> Kept | None:
    reference, draft = request.form.get("kept_reference", ""), Draft.from_form(request.form)
    return Kept(reference, draft) if reference and draft.has_words else None


def _kept_wording() -> KeptWording | None:
    return KeptWording.from_form(request.form.get("kept_type", ""), request.form.get("kept_key", ""), request.form)


def _go_on() -> Page:
    """Back to the half-written reply, reason or wording, or to the page that was asked for."""
    kept, wording = _kept(), _kept_wording()
    if wording is not None:
        return editing.page(wording)
    if kept is None:
        return redirect(own_path(request.form.get("next", "")), code=303)
    if kept.draft.note or kept.draft.reason_code:
        return closing.page(kept.reference, kept.draft)
    return enquiry.page(kept.reference, kept.draft)
