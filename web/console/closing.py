"""Closing an enquiry without a reply, for a reason that the asker reads."""
from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from enquiries.errors import InvalidReply
from enquiries.words import close_reasons
from web.console import enquiry
from web.console.access import current_officer
from web.console.delivery import delivery
from web.console.draft import Draft
from web.console.enquiry import Page
from web.console.refusals import REFUSALS, in_plain_words
from web.console.wording import console_words
from web.services import current_services


def form(reference: str) -> Page:
    """The reasons, each with what the asker reads. A half-written reply travels along."""
    return page(reference, Draft.from_form(request.form))


def close(reference: str) -> Page:
    """Close it."""
    draft = Draft.from_form(request.form)
    try:
        current_services().office.close(reference, current_officer().id, draft.reason_code, draft.note, draft.version)
    except InvalidReply as invalid:
        return page(reference, draft, {"note" if name == "text" else name: said for name, said in invalid.errors.items()})
    except REFUSALS as refusal:
        return enquiry.page(reference, draft, problem=in_plain_words(refusal), status=409)
    flash(console_words()("done.closed", reference=reference))
    return redirect(url_for("console.enquiry", reference=reference), code=303)


def page(reference: str, draft: Draft, errors: dict[str, str] | None = None) -> tuple[str, int]:
    """The form with what was typed. Raises UnknownEnquiry."""
    services = current_services()
    view = services.office.get(reference)
    if not enquiry.waits(view):
        return enquiry.page(reference, draft, problem=console_words()(f"refused.not_allowed_{view.status}"), status=409)
    shown = render_template("console/close.html", enquiry=view, draft=draft, reasons=close_reasons().values(), errors=errors or {},
                            page_errors=errors, delivery=delivery(view, bool(services.settings.smtp_host)))
    return shown, 422 if errors else 200
