"""Officers see each other, invite a colleague, and shut one out."""
from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from enquiries.errors import CannotDeactivateSelf, UnknownOfficer
from web.console.access import current_officer
from web.console.wording import console_words
from web.services import current_services

Page = AnyResponse | tuple[str, int]


def show() -> Page:
    """Every officer, active ones first."""
    return _page()


def invite() -> Page:
    """Make a one-time link and show it this once."""
    services = current_services()
    token = services.officers.invite(by=current_officer().id, hours=services.settings.setup_link_hours)
    return _page(link=services.settings.resolved_public_url + url_for("console.welcome_form", token=token))


def deactivate_form(officer_id: int) -> Page:
    """Ask whether it is meant."""
    officer = next((found for found in current_services().officers.all() if found.id == officer_id and found.is_active), None)
    if officer is None:
        return _page(problem=console_words()("officers.unknown"), status=404)
    if officer_id == current_officer().id:
        return _page(problem=console_words()("officers.not_self"), status=403)
    return render_template("console/deactivate.html", officer=officer), 200


def deactivate(officer_id: int) -> Page:
    """Shut the officer out."""
    officers = current_services().officers
    names = {officer.id: officer.name for officer in officers.all()}
    try:
        officers.deactivate(officer_id, by=current_officer().id)
    except CannotDeactivateSelf:
        return _page(problem=console_words()("officers.not_self"), status=403)
    except UnknownOfficer:
        return _page(problem=console_words()("officers.unknown"), status=404)
    flash(console_words()("officers.deactivated", name=names.get(officer_id, "")))
    return redirect(url_for("console.officers"), code=303)


def _page(link: str = "", problem: str = "", status: int = 200) -> tuple[str, int]:
    services = current_services()
    officers = sorted(services.officers.all(), key=lambda officer: not officer.is_active)
    page = render_template("console/officers.html", officers=officers, me=current_officer().id, link=link, problem=problem,
                           hours=f"{services.settings.setup_link_hours:g}")
    return page, status
