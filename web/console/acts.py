"""Claiming, taking over, putting back, opening again, and seeing how to reach the asker."""
from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request, url_for

from enquiries.office import OfficeService
from web.console import enquiry
from web.console.access import current_officer
from web.console.draft import Draft
from web.console.enquiry import Page
from web.console.refusals import REFUSALS, in_plain_words
from web.console.wording import console_words
from web.services import current_services

Act = Callable[[OfficeService, int, Draft], object]


def claim(reference: str) -> Page:
    """Take an open enquiry."""
    return _act(reference, "claimed", lambda office, me, draft: office.claim(reference, me, draft.version))


def take_over(reference: str) -> Page:
    """Take an enquiry from a colleague."""
    return _act(reference, "taken_over", lambda office, me, draft: office.take_over(reference, me, draft.version))


def release(reference: str) -> Page:
    """Put one's own enquiry back."""
    return _act(reference, "released", lambda office, me, draft: office.release(reference, me, draft.version))


def reopen(reference: str) -> Page:
    """Put a finished enquiry back into the queue."""
    return _act(reference, "reopened", lambda office, me, draft: office.reopen(reference, me, draft.version))


def contact(reference: str) -> Page:
    """Show the contact details on this one page. That they were shown is in the history."""
    draft = Draft.from_form(request.form)
    try:
        found = current_services().office.reveal_contact(reference, current_officer().id)
    except REFUSALS as refusal:
        return enquiry.page(reference, draft, problem=in_plain_words(refusal), status=409)
    return enquiry.page(reference, draft, contact=found, said="" if found else console_words()("refused.no_contact"))


def _act(reference: str, done: str, act: Act) -> Page:
    """Do it and show the enquiry again. Where something is half written, it is shown at once with it, without a redirect that would lose it."""
    draft = Draft.from_form(request.form)
    try:
        act(current_services().office, current_officer().id, draft)
    except REFUSALS as refusal:
        return enquiry.page(reference, draft, problem=in_plain_words(refusal), status=409)
    said = console_words()(f"done.{done}")
    if draft.has_words:
        return enquiry.page(reference, draft, said=said)
    flash(said)
    return redirect(url_for("console.enquiry", reference=reference), code=303)
