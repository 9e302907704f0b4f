"""How the mail stands: what waits, what was given up, and trying it again."""
from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.console.access import current_officer
from web.console.wording import console_words
from web.services import current_services


def show() -> str:
    """The state of the outbox."""
    services = current_services()
    return render_template("console/mail.html", mail=services.office.mail_state(), mail_set_up=bool(services.settings.smtp_host))


def retry() -> AnyResponse:
    """Make every given-up mail due again."""
    count = current_services().office.retry_mail(current_officer().id)
    flash(console_words()("done.mail_retried", count=count))
    return redirect(url_for("console.mail"), code=303)
