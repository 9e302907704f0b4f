"""Ask a person: the form, what will be passed on, the confirmation. Contact details go from the form to the vault and nowhere else.

Nothing typed is kept between the steps but in the page's own form, so nothing is lost by an error and nothing stays on a shared device.
What is passed on is masked; what a rule took out by mistake may be put back where it is shown.
"""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import structlog
from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from enquiries.errors import InvalidHandover
from enquiries.handover_form import HandoverRequest, check_handover
from enquiries.views import TurnView
from enquiries.words import consent_wording
from guardrails.redaction import Redaction, placeholder_kinds, redact
from web.chat import CONVERSATION, asked_audience
from web.logging import describe
from web.masking.pieces import pieces
from web.message_text import MAX_QUESTION, cleaned, put_back_words
from web.prefilled import begun_question
from web.services import current_services
from web.turns import PUT_BACK
from web.words import Words

log = structlog.get_logger("web.contact")
contact = Blueprint("contact", __name__)
NO_QUESTION_IN = {"small_talk", "handed_over", "refused"}
Page = tuple[str, int]


@dataclass(frozen=True)
class Form:
    """What the form holds. `typed` is the question in the asker's own words and stays in the page; `question` is what is passed on.

    `put_back`: what of it the asker says is no personal data.
    """

    submission_id: str
    typed: str = field(default="", repr=False)
    put_back: tuple[str, ...] = field(default=(), repr=False)
    receipt: str = ""
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    consent: bool = False
    consent_version: str = ""
    pass_on_shown: bool = True

    @cached_property
    def redaction(self) -> Redaction:
        """The question, masked."""
        return redact(self.typed, self.put_back)

    @property
    def question(self) -> str:
        """What is passed on."""
        return self.redaction.text

    @property
    def masked(self) -> tuple[str, ...]:
        """What was taken out of the question, here or before it came."""
        return placeholder_kinds(self.question)


@contact.get("/ask-a-person")
def form() -> Page:
    """The empty form, or one that begins with the question and what was shown for it (`?receipt=`), or with the answers of guided finding."""
    begun = begun_question(request.args)
    turn = None if begun else _turn_to_pass_on(request.args.get("receipt", ""))
    blank = Form(submission_id=current_services().handovers.new_submission_id())
    return _form_page(replace(blank, typed=turn.text, put_back=_put_back_in(turn), receipt=turn.receipt) if turn else replace(blank, typed=begun))


@contact.post("/ask-a-person/check")
def check() -> Page:
    """Show what will be passed on, before anything is."""
    filled = _filled()
    errors = _errors(filled)
    if errors:
        return _form_page(filled, errors)
    return render_template("contact/check.html", form=filled, shown=_shown(filled), pieces=pieces(filled.typed, filled.redaction), audience=asked_audience()), 200


@contact.post("/ask-a-person/change")
def change() -> Page:
    """Back to the form with everything that was typed."""
    return _form_page(_filled())


@contact.get("/ask-a-person/check")
@contact.get("/ask-a-person/change")
def begin_again() -> AnyResponse:
    """These addresses show something only after a form is sent."""
    return redirect(url_for("contact.form"), code=303)


@contact.post("/ask-a-person")
def confirm() -> Page:
    """Make the enquiry. The same form sent twice is one enquiry, and gives the same page."""
    filled = _filled()
    try:
        made = current_services().handovers.confirm(_request(filled))
    except InvalidHandover as invalid:
        return _form_page(filled, invalid.errors)
    except (SQLAlchemyError, OSError) as error:
        log.error("hand-over not kept", **describe(error))
        return _form_page(filled, {"": _words()("turn.not_kept")}, 503)
    if made.created:
        current_app.extensions["signpost.metrics"].handover()
        _count_put_back(filled)
    return render_template("contact/done.html", made=made, has_email=bool(filled.email.strip()), masked=filled.masked,
                           audience=asked_audience()), 200


def _filled() -> Form:
    """The form as it was sent, its question cleaned."""
    sent = request.form
    return Form(
        submission_id=sent.get("submission_id", ""), typed=str(cleaned(sent.get("question", ""))),
        put_back=put_back_words(sent.getlist("put_back")), receipt=sent.get("receipt", ""),
        name=_line("name"), email=_line("email"), phone=_line("phone"), consent=sent.get("consent") == "yes",
        consent_version=sent.get("consent_version", "")[:40], pass_on_shown=sent.get("pass_on_shown") == "yes")


def _line(name: str) -> str:
    return str(cleaned(request.form.get(name, "")))


def _request(filled: Form) -> HandoverRequest:
    return HandoverRequest(
        submission_id=filled.submission_id, question=filled.question, receipt=filled.receipt or None,
        conversation_id=None if filled.receipt else session.get(CONVERSATION), audience=asked_audience(), name=filled.name,
        email=filled.email, phone=filled.phone, consent=filled.consent, consent_version=filled.consent_version,
        shown=None if filled.pass_on_shown else [])


def _errors(filled: Form) -> dict[str, str]:
    try:
        check_handover(_request(filled))
    except InvalidHandover as invalid:
        return invalid.errors
    return {}


def _form_page(filled: Form, errors: dict[str, str] | None = None, status: int = 0) -> Page:
    settings = current_services().settings
    page = render_template("contact/form.html", form=filled, shown=_shown(filled), errors=errors or {}, page_errors=errors,
                           consent=consent_wording(asked_audience()), audience=asked_audience(), max_question=MAX_QUESTION,
                           contact_days=min(settings.contact_days, settings.enquiry_days))
    return page, status or (422 if errors else 200)


def _shown(filled: Form) -> list[dict[str, Any]]:
    """The answers and choices that Signpost had shown for this question."""
    try:
        turn = current_services().conversations.turn(filled.receipt) if filled.receipt else None
    except (SQLAlchemyError, OSError):
        return []
    return [reply for reply in turn.replies if reply.get("type") in ("answer", "choices")] if turn else []


def _turn_to_pass_on(receipt: str) -> TurnView | None:
    """The turn of the receipt, or this browser's last one. Where it holds no question ("can I talk to someone?"), the one before."""
    conversations = current_services().conversations
    try:
        named = conversations.turn(receipt) if receipt else None
        conversation_id = named.conversation_id if named else session.get(CONVERSATION)
        turns = conversations.turns(conversation_id) if conversation_id else []
    except (SQLAlchemyError, OSError) as error:
        log.error("conversation not readable", **describe(error))
        return None
    if named is not None:
        place = [turn.receipt for turn in turns].index(named.receipt)
        turns = turns[:place + 1]
    return next((turn for turn in reversed(turns) if turn.outcome not in NO_QUESTION_IN), None)


def _put_back_in(turn: TurnView) -> tuple[str, ...]:
    """What the asker put back when the turn was taken."""
    words = turn.trace.get(PUT_BACK) if isinstance(turn.trace, dict) else None
    return put_back_words(word for word in words if isinstance(word, str)) if isinstance(words, list) else ()


def _count_put_back(filled: Form) -> None:
    """Count what was put back here; what came with the turn was counted with it."""
    try:
        turn = current_services().conversations.turn(filled.receipt) if filled.receipt else None
    except (SQLAlchemyError, OSError):
        turn = None
    before = {word.lower() for word in _put_back_in(turn)} if turn else set()
    new = [span.kind for span in filled.redaction.put_back if filled.typed[span.start:span.end].lower() not in before]
    current_app.extensions["signpost.metrics"].put_back(new)


def _words() -> Words:
    return current_app.extensions["signpost.words"]
