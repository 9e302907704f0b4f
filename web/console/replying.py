"""Replying in two steps: see what the asker will read and how it reaches them, then send it."""
from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from enquiries.errors import InvalidReply
from enquiries.office import REPLY_MAX
from enquiries.words import form_words
from web.console import enquiry
from web.console.access import current_officer
from web.console.delivery import delivery
from web.console.draft import Draft
from web.console.enquiry import Page
from web.console.refusals import REFUSALS, in_plain_words
from web.console.wording import console_words
from web.services import current_services


def check(reference: str) -> Page:
    """Show the reply as the asker will read it. Nothing is sent."""
    services, draft = current_services(), Draft.from_form(request.form)
    errors = _errors(draft.text)
    if errors:
        return enquiry.page(reference, draft, errors=errors, status=422)
    view = services.office.get(reference)
    if view.version != draft.version:
        return enquiry.page(reference, draft, problem=console_words()("refused.stale"), status=409)
    page = render_template("console/check_reply.html", enquiry=view, draft=draft, today=services.clock(),
                           delivery=delivery(view, bool(services.settings.smtp_host)))
    return page, 200


def change(reference: str) -> Page:
    """Back to the enquiry with everything that was typed."""
    return enquiry.page(reference, Draft.from_form(request.form))


def reply(reference: str) -> Page:
    """Send it. The same reply sent twice is one reply."""
    draft = Draft.from_form(request.form)
    try:
        current_services().office.reply(reference, current_officer().id, draft.text, draft.version)
    except InvalidReply as invalid:
        return enquiry.page(reference, draft, errors=invalid.errors, status=422)
    except REFUSALS as refusal:
        return enquiry.page(reference, draft, problem=in_plain_words(refusal), status=409)
    flash(console_words()("done.replied", reference=reference))
    return redirect(url_for("console.enquiry", reference=reference), code=303)


def _errors(text: str) -> dict[str, str]:
    words = form_words("reply")
    if not text:
        return {"text": words["text_missing"]}
    return {"text": words["text_too_long"]} if len(text) > REPLY_MAX else {}
