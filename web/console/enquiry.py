"""One enquiry, with everything an officer needs to answer it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from enquiries.contacts import Contact
from enquiries.models.enquiry import ASKED
from enquiries.office import REPLY_MAX
from enquiries.views import EnquiryView, TurnView
from web.console.access import current_officer
from web.console.delivery import delivery
from web.console.draft import Draft
from web.console.receipts import Receipt, read_receipt
from web.console.wording import elapsed
from web.services import current_services

Page = AnyResponse | tuple[str, int]
URGENT_OUTCOME = "urgent_help"


@dataclass(frozen=True)
class TurnShown:
    """One message of the conversation. `is_this` marks a message that the enquiry came from.

    `words_kept_back`: urgent help was shown for it, and nobody asked for a person: officers learn the kind of danger, not the words.
    """

    turn: TurnView
    receipt: Receipt
    is_this: bool
    words_kept_back: bool = False


def show(reference: str) -> Page:
    """The enquiry's page."""
    return page(reference)


def begin_again(reference: str, step: str) -> AnyResponse:
    """The addresses of an enquiry's steps show something only after a form is sent."""
    return redirect(url_for("console.enquiry", reference=reference), code=303)


def page(reference: str, draft: Draft | None = None, *, said: str = "", problem: str = "", errors: dict[str, str] | None = None,
         contact: Contact | None = None, status: int = 200) -> tuple[str, int]:
    """The page with what was typed. `said` went well, `problem` did not; `contact` is shown this once. Raises UnknownEnquiry."""
    services = current_services()
    view = services.office.get(reference)
    now = services.clock()
    shown = render_template(
        "console/enquiry.html", enquiry=view, draft=draft or Draft(), said=said, problem=problem, errors=errors or {}, page_errors=errors,
        contact=contact, mine=view.claimed_by == current_officer().id, waits=waits(view), waited=elapsed(view.created_at, now),
        due_today=waits(view) and view.due_on == services.calendar.local_date(now), turns=(turns := _turns(view)),
        looked=_looked(turns), danger=any(turn.turn.outcome == URGENT_OUTCOME for turn in turns),
        dangers=list(dict.fromkeys(turn.receipt.concern for turn in turns if turn.receipt.concern)),
        languages=list(dict.fromkeys(turn.receipt.language for turn in turns if turn.receipt.language)), topics=topics(), reply_max=REPLY_MAX,
        delivery=delivery(view, bool(services.settings.smtp_host)))
    return shown, status


def waits(view: EnquiryView) -> bool:
    """True while somebody still owes the asker something."""
    return view.status in ("open", "claimed")


def topics() -> dict[str, Any]:
    """Topics' labels by id."""
    return current_app.extensions["signpost.words"].data("topics")


def _looked(turns: list[TurnShown]) -> list[TurnShown]:
    """The messages that the enquiry came from; one of those that say the same."""
    return list({shown.turn.text: shown for shown in reversed(turns) if shown.is_this}.values())[::-1]


def _turns(view: EnquiryView) -> list[TurnShown]:
    articles = {article.id: article for article in current_services().articles.published()} if view.turns else {}
    return [TurnShown(turn, read_receipt(turn.trace, articles), turn.enquiry is not None and turn.enquiry.reference == view.reference,
                      turn.outcome == URGENT_OUTCOME and view.origin != ASKED) for turn in view.turns]
