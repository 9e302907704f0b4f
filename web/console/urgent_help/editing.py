"""Changing an entry in two steps: type it, see it as families will, then propose it."""
from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from enquiries.errors import InvalidWording, UnknownProposal, WordingChanged
from enquiries.urgent_help_wording.views import Content, Entry, fingerprint
from guardrails.urgent_help import VOICES
from guardrails.urgent_help_checks import CONTACT_FIELDS, LEFT_OUT, rules
from guardrails.urgent_help_overlay import CONTACT
from web.console.access import current_officer
from web.console.urgent_help.checks import shipped_entry, warnings_about
from web.console.urgent_help.entry_form import NEW, KeptWording, WordingForm, content_of, entry_of, fields_of, places
from web.console.urgent_help.seen import Data, in_force, preview, title
from web.console.wording import console_words
from web.services import current_services

Page = AnyResponse | tuple[str, int]
SHIPPED = "shipped"


def form(type: str, key: str) -> Page:
    """The form with what is in force, or with an earlier version's words (`?from=`)."""
    data = in_force()
    before = _before(data, type, key)
    content, reason = _earlier(Entry(type, key)) or (before, "")
    typed = fields_of(type, content if not content.get(LEFT_OUT) else before)
    return _form(data, type, key, WordingForm(typed, reason, fingerprint(before)))


def begin_again(type: str, key: str, step: str) -> AnyResponse:
    """The address of a step shows something only after a form is sent."""
    return redirect(url_for("console.wording_form", type=type, key=key), code=303)


def change(type: str, key: str) -> Page:
    """Back to the form with everything that was typed."""
    return page(KeptWording(type, key, WordingForm.from_form(type, request.form)))


def page(kept: KeptWording) -> Page:
    """The form with what was typed."""
    data = in_force()
    _before(data, kept.type, kept.key)
    return _form(data, kept.type, kept.key, kept.form)


def check(type: str, key: str) -> Page:
    """Show the change as families will see it. Nothing is proposed."""
    data, sent = in_force(), WordingForm.from_form(type, request.form)
    before, content = _before(data, type, key), content_of(type, sent.fields)
    entry = entry_of(type, key, sent.fields, data["contacts"])
    try:
        current_services().wording.check(entry, content, sent.reason)
    except InvalidWording as invalid:
        return _form(data, type, key, sent, errors=invalid.errors)
    if sent.based_on != fingerprint(before):
        return _changed(data, type, key, sent)
    shown = render_template("console/urgent_help/check.html", entry=entry, key=key, title=title(entry, before, content), form=sent,
                            preview=preview(entry, before, content), warnings=warnings_about(entry, before, content))
    return shown, 200


def propose(type: str, key: str) -> Page:
    """Put it to a second person."""
    data, sent = in_force(), WordingForm.from_form(type, request.form)
    _before(data, type, key)
    entry, content = entry_of(type, key, sent.fields, data["contacts"]), content_of(type, sent.fields)
    try:
        made = current_services().wording.propose(entry, content, sent.reason, current_officer().id, sent.based_on)
    except InvalidWording as invalid:
        return _form(data, type, key, sent, errors=invalid.errors)
    except WordingChanged:
        return _changed(in_force(), type, key, sent)
    flash(console_words()("urgent_help.done.proposed"))
    return redirect(url_for("console.proposal", proposal_id=made), code=303)


def _changed(data: Data, type: str, key: str, sent: WordingForm) -> Page:
    """The form with what was typed, beside what is in force by now, which it is based on from here on."""
    fresh = WordingForm(sent.fields, sent.reason, fingerprint(_before(data, type, key)))
    return _form(data, type, key, fresh, problem=console_words()("urgent_help.refused.changed_form"), status=409)


def _form(data: Data, type: str, key: str, sent: WordingForm, errors: dict[str, str] | None = None, problem: str = "", status: int = 422) -> Page:
    entry, before = Entry(type, key), _before(data, type, key)
    shown = render_template(
        "console/urgent_help/form.html", entry=entry, key=key, title=title(entry, before), form=sent, typed=sent.fields, errors=errors or {},
        page_errors=errors, problem=problem, voices=VOICES, places=places(sent.fields) if type != CONTACT else {}, fields=CONTACT_FIELDS,
        contacts={name: contact["name"] for name, contact in data["contacts"].items()}, now=before, most=rules()["most_characters"],
        is_new=key == NEW, can_go=type == CONTACT and key != NEW, has_shipped=shipped_entry(entry) not in (None, before))
    return shown, status if errors or problem else 200


def _before(data: Data, type: str, key: str) -> Content:
    """What is in force; {} for a new contact or one that was left out. Everything else is not found."""
    known: dict[str, Content] = data["contacts" if type == CONTACT else "kinds"]
    if key in known:
        return known[key]
    if type != CONTACT:
        abort(404)
    if key == NEW:
        return {}
    now = current_services().wording.in_force(Entry(type, key))
    return now if now else abort(404)


def _earlier(entry: Entry) -> tuple[Content, str] | None:
    """The words of an earlier version, to be proposed again, with a reason to begin with."""
    wanted, shipped = request.args.get("from", ""), shipped_entry(entry)
    if wanted == SHIPPED and shipped:
        return shipped, console_words()("urgent_help.empty_reason")
    if not wanted.isascii() or not wanted.isdecimal() or len(wanted) > 9:
        return None
    try:
        found = current_services().wording.get(int(wanted))
    except UnknownProposal:
        return None
    return (found.content, console_words()("urgent_help.empty_reason")) if found.entry == entry else None
