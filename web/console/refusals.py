"""What the enquiries room can refuse, in officers' words, with the HTTP status that goes with it."""
from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from enquiries.errors import AlreadyClaimed, ContactUnreadable, StaleEnquiry, TransitionNotAllowed, UnknownEnquiry, UnknownOfficer
from web.console import access
from web.console.wording import console_words

REFUSALS = (AlreadyClaimed, StaleEnquiry, TransitionNotAllowed, ContactUnreadable)


def in_plain_words(refusal: Exception) -> str:
    """Why one of REFUSALS was raised."""
    words = console_words()
    if isinstance(refusal, AlreadyClaimed):
        return words("refused.already_claimed", name=refusal.by_name)
    if isinstance(refusal, TransitionNotAllowed):
        return words(f"refused.not_allowed_{refusal.status}")
    return words("refused.contact_unreadable" if isinstance(refusal, ContactUnreadable) else "refused.stale")


def handle(console: Blueprint) -> None:
    """Answer the refusals that no view answers itself."""
    console.register_error_handler(UnknownEnquiry, lambda _error: (render_template("console/unknown_enquiry.html"), 404))
    console.register_error_handler(UnknownOfficer, _shut_out)


def _shut_out(_error: Exception) -> AnyResponse:
    """A colleague deactivated this officer between the guard and the act."""
    access.end_session()
    return redirect(url_for("console.sign_in_form", ended=access.ABSENT), code=303)
