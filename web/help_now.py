"""Urgent help without a conversation: the numbers on a page of their own, and a quick way out of the site."""
from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, session
from werkzeug.wrappers import Response as AnyResponse

from guardrails.safeguarding import GENERAL, Concern, urgent_help
from web.calm import forget_choice
from web.services import current_services
from web.turns import urgent_reply

help_now = Blueprint("help_now", __name__)
VOICES = ("parent", "young_person")


@help_now.get("/help-now")
def page() -> str:
    """Whom to turn to, for parents and for young people."""
    return render_template("help_now/page.html", helps={voice: _help_for(voice) for voice in VOICES})


@help_now.get("/leave")
def leave() -> AnyResponse:
    """Forget the conversation and whatever else this browser's session holds, and go to a page that gives nothing away."""
    session.clear()
    answer = redirect(current_services().settings.exit_url, code=303)
    forget_choice(answer)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _help_for(voice: str) -> dict[str, Any]:
    return urgent_reply(urgent_help(Concern(GENERAL, voice, ""), current_services().urgent_help_wording.texts)).model_dump(mode="json")
