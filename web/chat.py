"""The chat page. Works without JavaScript: a form is posted, kept, and the page is shown again with the conversation."""
from __future__ import annotations

from dataclasses import asdict
from typing import Any

import structlog
from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from enquiries.views import TurnEnquiry
from knowledge_base.vocabulary import AUDIENCES
from web.logging import describe
from web.message_text import MAX_MESSAGE, cleaned
from web.prefilled import begun_question
from web.services import current_services
from web.turns import Turn, TurnTaker, with_receipt
from web.words import Words

log = structlog.get_logger("web.chat")
chat = Blueprint("chat", __name__)
CONVERSATION, AUDIENCE = "conversation", "audience"
FRAGMENT_HEADER = "X-Signpost-Fragment"


@chat.get("/")
def page() -> str:
    """The page, with the conversation that this browser began. Codes from guided finding begin the question."""
    return _page(text=begun_question(request.args))


@chat.post("/")
def send() -> AnyResponse | tuple[str, int] | str:
    """Take one message. A script asks for the new turn alone (a fragment); a plain form gets the page again."""
    wants_fragment = FRAGMENT_HEADER in request.headers
    text = str(cleaned(request.form.get("text", "")))
    problem = _problem(text)
    if problem:
        return _page(text=request.form.get("text", ""), errors={"text": problem}), 422
    turn = _turn_taker().take(text, session.get(CONVERSATION), audience())
    session[CONVERSATION] = turn.conversation_id
    if wants_fragment:
        return render_template("chat/turn_only.html", turn={**shown_turn(turn), "enquiry": _enquiry_of(turn)})
    if not turn.receipt:  # nothing was kept, so there would be nothing to show after a redirect
        return _page(extra=turn)
    return redirect(url_for("chat.page") + "#latest", code=303)


@chat.post("/start-again")
def start_again() -> AnyResponse:
    """Forget the conversation on this device."""
    session.pop(CONVERSATION, None)
    return redirect(url_for("chat.page"), code=303)


@chat.post("/audience")
def choose_audience() -> AnyResponse:
    """Remember whether answers are to be worded for a young person."""
    session[AUDIENCE] = "young_person" if request.form.get("audience") == "young_person" else "parent"
    return redirect(url_for("chat.page"), code=303)


def audience() -> str:
    """For whom answers are worded in this browser."""
    chosen = session.get(AUDIENCE)
    return chosen if chosen in AUDIENCES else "parent"


def shown_turn(turn: Turn) -> dict[str, Any]:
    """A turn just taken, in the form that the templates read."""
    return {**asdict(turn), "enquiry": None, "audience": audience()}


def _enquiry_of(turn: Turn) -> TurnEnquiry | None:
    """What was opened for a turn just kept: the day by which a person replies."""
    try:
        kept = current_services().conversations.turn(turn.receipt) if turn.receipt else None
    except (SQLAlchemyError, OSError) as error:
        log.error("conversation not readable", **describe(error))
        return None
    return kept.enquiry if kept else None


def _turn_taker() -> TurnTaker:
    return current_app.extensions["signpost.turns"]


def _problem(text: str) -> str:
    words: Words = current_app.extensions["signpost.words"]
    if not text:
        return words("fields.text_empty")
    return words("fields.text_long") if len(text) > MAX_MESSAGE else ""


def _page(text: str = "", errors: dict[str, str] | None = None, extra: Turn | None = None) -> str:
    turns, readable = _conversation()
    if extra is not None:
        turns.append(shown_turn(extra))
    return render_template("chat/page.html", turns=turns, readable=readable, text=text, errors=errors or {},
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
