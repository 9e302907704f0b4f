"""The chat page. Works without JavaScript: a form is posted, kept, and the page is shown again with the conversation.

The page's script masks before it sends. Without it, a message that holds something to mask is first shown as it would be sent; nothing
of it is kept until that is confirmed. A message of danger is never held up by this.
"""
from __future__ import annotations

from dataclasses import asdict
from typing import Any

import structlog
from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from enquiries.views import TurnEnquiry
from guardrails.redaction import redact, without_placeholders
from guardrails.safeguarding import find_concern
from knowledge_base.vocabulary import AUDIENCES, PARENT, YOUNG_PERSON
from web.logging import describe
from web.masking.pieces import pieces
from web.message_text import MAX_MESSAGE, cleaned, put_back_words
from web.prefilled import begun_question
from web.services import current_services
from web.turns import Turn, TurnTaker, with_receipt
from web.words import Words

log = structlog.get_logger("web.chat")
chat = Blueprint("chat", __name__)
CONVERSATION, AUDIENCE = "conversation", "audience"
MOST_WITH_PLACEHOLDERS = 2 * MAX_MESSAGE  # a placeholder may be longer than the name that it stands for
VOICE = "for"
"""The part of an address that says for whom its page is worded."""
FRAGMENT_HEADER = "X-Signpost-Fragment"


@chat.get("/")
def page() -> str:
    """The page, with the conversation that this browser began. Codes from guided finding begin the question."""
    return _page(text=begun_question(request.args))


@chat.post("/")
def send() -> AnyResponse | tuple[str, int] | str:
    """Take one message. A script asks for the new turn alone (a fragment); a plain form gets the page again."""
    wants_fragment = FRAGMENT_HEADER in request.headers
    text, put_back = _sent()
    _remember_audience()
    problem = _problem(text)
    if problem:
        return _page(text=request.form.get("text", ""), put_back=put_back, errors={"text": problem}), 422
    if not wants_fragment and request.form.get("confirmed") != "yes" and find_concern(text) is None:
        redaction = redact(text, put_back)
        if redaction.spans and current_services().second_look.decide(redaction.text, None).concern is None:
            return render_template("chat/check.html", text=text, redacted=redaction.text, pieces=pieces(text, redaction), audience=audience())
    turn = _turn_taker().take(text, session.get(CONVERSATION), audience(), put_back)
    session[CONVERSATION] = turn.conversation_id
    if wants_fragment:
        return render_template("chat/turn_only.html", turn={**shown_turn(turn), "enquiry": _enquiry_of(turn)})
    if not turn.receipt:  # nothing was kept, so there would be nothing to show after a redirect
        return _page(extra=turn)
    return redirect(url_for("chat.page") + "#latest", code=303)


@chat.post("/change")
def change() -> str:
    """Back to the page with what was typed, before anything is sent."""
    text, put_back = _sent()
    return _page(text=text, put_back=put_back)


@chat.get("/change")
def begin_again() -> AnyResponse:
    """This address shows something only after a form is sent."""
    return redirect(url_for("chat.page"), code=303)


@chat.post("/start-again")
def start_again() -> AnyResponse:
    """Forget the conversation on this device."""
    session.pop(CONVERSATION, None)
    return redirect(url_for("chat.page"), code=303)


@chat.post("/audience")
def choose_audience() -> AnyResponse:
    """Remember whether answers are to be worded for a young person."""
    _remember_audience(default=PARENT)
    return redirect(url_for("chat.page"), code=303)


def audience() -> str:
    """For whom answers are worded in this browser."""
    chosen = session.get(AUDIENCE)
    return chosen if chosen in AUDIENCES else PARENT


def asked_audience() -> str:
    """For whom the page asked for is worded: its own `for`, else what this browser chose before."""
    wanted = request.values.get(VOICE)
    return wanted if wanted in AUDIENCES else audience()


def in_voice(wanted: str) -> dict[str, str]:
    """What an address needs so that its page goes on in a young person's words: nothing where this browser has chosen them already."""
    return {VOICE: wanted} if wanted == YOUNG_PERSON != audience() else {}


def shown_turn(turn: Turn) -> dict[str, Any]:
    """A turn just taken, in the form that the templates read."""
    return {**asdict(turn), "enquiry": None, "audience": audience()}


def _remember_audience(default: str | None = None) -> None:
    """Keep for this browser's session whom a form says it is for; `default` where it does not say."""
    wanted = request.form.get(AUDIENCE, default)
    if wanted in AUDIENCES:
        session[AUDIENCE] = wanted


def _enquiry_of(turn: Turn) -> TurnEnquiry | None:
    """What was opened for a turn just kept: the day by which a person replies."""
    try:
        kept = current_services().conversations.turn(turn.receipt) if turn.receipt else None
    except (SQLAlchemyError, OSError) as error:
        log.error("conversation not readable", **describe(error))
        return None
    return kept.enquiry if kept else None


def _sent() -> tuple[str, tuple[str, ...]]:
    """The message, and what of it is said to be no personal data."""
    return str(cleaned(request.form.get("text", ""))), put_back_words(request.form.getlist("put_back"))


def _turn_taker() -> TurnTaker:
    return current_app.extensions["signpost.turns"]


def _problem(text: str) -> str:
    words: Words = current_app.extensions["signpost.words"]
    if not text:
        return words("fields.text_empty")
    too_long = len(without_placeholders(text)) > MAX_MESSAGE or len(text) > MOST_WITH_PLACEHOLDERS
    return words("fields.text_long") if too_long else ""


def _page(text: str = "", put_back: tuple[str, ...] = (), errors: dict[str, str] | None = None, extra: Turn | None = None) -> str:
    turns, readable = _conversation()
    if extra is not None:
        turns.append(shown_turn(extra))
    return render_template("chat/page.html", turns=turns, readable=readable, text=text, put_back=put_back, errors=errors or {},
                           page_errors=errors, audience=audience(), max_message=MAX_MESSAGE)


def _conversation() -> tuple[list[dict[str, Any]], bool]:
    """The kept turns of this browser's conversation, and whether they could be read."""
    conversation_id = session.get(CONVERSATION)
    if not conversation_id:
        return [], True
    try:
        kept = current_services().conversations.turns(conversation_id)
    except (SQLAlchemyError, OSError) as error:
        log.error("conversation not readable", **describe(error))
        return [], False
    return [{"text": turn.text, "outcome": turn.outcome, "masked": turn.masked, "answered_by": turn.answered_by,
             "receipt": turn.receipt, "replies": with_receipt(turn.replies, turn.receipt), "enquiry": turn.enquiry, "audience": turn.audience}
            for turn in kept], True
