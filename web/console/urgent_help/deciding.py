"""A proposal: what it changes, and a second person's decision."""
from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from enquiries.errors import InvalidWording, NotTheProposer, OwnProposal, ProposalDecided, UnknownProposal, WordingChanged
from enquiries.urgent_help_wording.service import WordingService
from enquiries.urgent_help_wording.views import ProposalView
from web.console.access import current_officer
from web.console.urgent_help.checks import warnings_about
from web.console.urgent_help.overview import others_can_decide
from web.console.urgent_help.seen import preview, title
from web.console.wording import console_words
from web.services import current_services

Page = AnyResponse | tuple[str, int]
Act = Callable[[WordingService, int, str], None]


def show(proposal_id: int) -> Page:
    """The proposal as families would see it."""
    return _page(proposal_id)


def begin_again(proposal_id: int, step: str) -> AnyResponse:
    """The address of a step shows something only after a form is sent."""
    return redirect(url_for("console.proposal", proposal_id=proposal_id), code=303)


def approve(proposal_id: int) -> Page:
    """In force from now on; this process shows it at once, the others within seconds."""
    seen = request.form.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1
    answer = _decide(proposal_id, "approved", lambda wording, me, reason: wording.approve(proposal_id, me, reason, number))
    current_services().urgent_help_wording.refresh()
    return answer


def reject(proposal_id: int) -> Page:
    """Not to be."""
    return _decide(proposal_id, "rejected", lambda wording, me, reason: wording.reject(proposal_id, me, reason))


def withdraw(proposal_id: int) -> Page:
    """Taken back."""
    return _decide(proposal_id, "withdrawn", lambda wording, me, _reason: wording.withdraw(proposal_id, me))


def _decide(proposal_id: int, done: str, act: Act) -> Page:
    reason = request.form.get("reason", "")
    try:
        act(current_services().wording, current_officer().id, reason)
    except UnknownProposal:
        abort(404)
    except InvalidWording as invalid:
        if "reason" in invalid.errors:
            return _page(proposal_id, reason, errors=invalid.errors, status=422)
        faults = " ".join(invalid.errors.values())
        return _page(proposal_id, reason, problem=console_words()("urgent_help.refused.broken", faults=faults), status=409)
    except (OwnProposal, NotTheProposer, ProposalDecided, WordingChanged) as refusal:
        return _page(proposal_id, reason, problem=_in_plain_words(refusal), status=409)
    flash(console_words()(f"urgent_help.done.{done}"))
    return redirect(url_for("console.urgent_help"), code=303)


def _in_plain_words(refusal: Exception) -> str:
    words = console_words()
    if isinstance(refusal, ProposalDecided):
        status = words(f"urgent_help.status.{refusal.status}").lower()
        return words("urgent_help.refused.decided", by=refusal.by_name, status=status)
    names = {OwnProposal: "own", NotTheProposer: "not_proposer", WordingChanged: "changed"}
    return words(f"urgent_help.refused.{names[type(refusal)]}")


def _page(proposal_id: int, reason: str = "", problem: str = "", errors: dict[str, str] | None = None, status: int = 200) -> Page:
    services = current_services()
    try:
        proposal = services.wording.get(proposal_id)
    except UnknownProposal:
        abort(404)
    shown = render_template(
        "console/urgent_help/proposal.html", proposal=proposal, title=title(proposal.entry, proposal.before, proposal.content), reason=reason,
        problem=problem, errors=errors or {}, page_errors=errors, mine=proposal.proposed_by == current_officer().id,
        overtaken=proposal.waits and services.wording.in_force(proposal.entry) != proposal.before, seen=services.wording.number(),
        preview=preview(proposal.entry, proposal.before or _empty(proposal), proposal.content), alone=not others_can_decide(),
        warnings=warnings_about(proposal.entry, proposal.before, proposal.content))
    return shown, status


def _empty(proposal: ProposalView) -> dict[str, object]:
    """What stands for "nothing before": only a new contact has no words before it."""
    return {} if proposal.entry.type == "contact" else proposal.content
