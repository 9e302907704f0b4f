"""The sign-in page, with what it keeps for afterwards."""
from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import render_template, url_for

from web.console.draft import Draft
from web.console.urgent_help.entry_form import KeptWording
from web.console.wording import console_words
from web.services import current_services


@dataclass(frozen=True)
class Kept:
    """What an officer had written when their sign-in ended, and for which enquiry."""

    reference: str
    draft: Draft


def sign_in_page(email: str = "", errors: dict[str, str] | None = None, ended: str = "", onwards: str = "", kept: Kept | None = None,
                 kept_wording: KeptWording | None = None, status: int = 200) -> tuple[str, int]:
    """The page. `ended` says why it is shown (words.yml); `onwards` is where to go afterwards."""
    settings = current_services().settings
    why = ""
    if ended in console_words().data("ended"):
        why = console_words()(f"ended.{ended}", minutes=f"{settings.officer_idle_minutes:g}", hours=f"{settings.officer_session_hours:g}")
    page = render_template("console/sign_in.html", email=email, errors=errors or {}, page_errors=errors, why=why,
                           onwards=own_path(onwards), kept=kept, kept_wording=kept_wording)
    return page, status


def own_path(address: str) -> str:
    """The address when it is a page of the console, else the queue: nobody is sent to another site after signing in."""
    home = url_for("console.queue")
    plain = address.isascii() and address.isprintable() and "\\" not in address
    try:
        parts = urlsplit(address) if plain else None
    except ValueError:
        parts = None
    if parts is None or parts.scheme or parts.netloc or not parts.path.startswith(home):
        return home
    return address
