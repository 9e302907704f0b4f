"""The one-time link: a new officer sets a name, an e-mail and a password."""
from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from enquiries.errors import InvalidOfficer, InvitationExpired, InvitationUsed, UnknownInvitation
from web.console import access
from web.console.wording import console_words
from web.services import current_services

Page = AnyResponse | tuple[str, int]
CLOSED = {UnknownInvitation: ("unknown", 404), InvitationUsed: ("used", 410), InvitationExpired: ("expired", 410)}


def form(token: str) -> Page:
    """The form, or in plain words why the link does not work."""
    try:
        current_services().officers.check_invitation(token)
    except tuple(CLOSED) as refusal:
        return _closed(refusal)
    return _page(token)


def welcome(token: str) -> Page:
    """Make the officer and sign them in."""
    name, email = request.form.get("name", "").strip(), request.form.get("email", "").strip()
    password = request.form.get("password", "")
    officers = current_services().officers
    try:
        officers.check_invitation(token)
        if password != request.form.get("password_again", ""):
            return _page(token, name, email, {"password_again": console_words()("welcome.passwords_differ")})
        officers.accept_invitation(token, name, email, password)
    except InvalidOfficer as invalid:
        return _page(token, name, email, invalid.errors)
    except tuple(CLOSED) as refusal:
        return _closed(refusal)
    officer = officers.authenticate(email, password)
    if officer is None:
        return redirect(url_for("console.sign_in_form"), code=303)
    access.begin_session(officer)
    flash(console_words()("welcome.done"))
    return redirect(url_for("console.queue"), code=303)


def _page(token: str, name: str = "", email: str = "", errors: dict[str, str] | None = None) -> tuple[str, int]:
    page = render_template("console/welcome.html", token=token, name=name, email=email, errors=errors or {}, page_errors=errors)
    return page, 422 if errors else 200


def _closed(refusal: Exception) -> tuple[str, int]:
    why, status = CLOSED[type(refusal)]  # type: ignore[index]
    hours = f"{current_services().settings.setup_link_hours:g}"
    title, text = (console_words()(f"welcome.{why}.{part}", hours=hours) for part in ("title", "text"))
    return render_template("console/link_closed.html", title=title, text=text), status
