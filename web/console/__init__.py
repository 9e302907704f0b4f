"""The officers' console. Every address and who may come in are on this screen: OPEN for everybody, the rest for signed-in officers."""
from __future__ import annotations

from flask import Blueprint

from web.console import access, acts, closing, enquiry, mail, officers, queue, refusals, replying, sign_in, welcome
from web.console.installation import install
from web.console.urgent_help.addresses import ADDRESSES as URGENT_HELP

console = Blueprint("console", __name__)

OPEN = (
    ("GET", "/sign-in", "sign_in_form", sign_in.form),
    ("POST", "/sign-in", "sign_in", sign_in.sign_in),
    ("GET", "/welcome/<token>", "welcome_form", welcome.form),
    ("POST", "/welcome/<token>", "welcome", welcome.welcome),
)
OFFICERS_ONLY = (
    ("POST", "/sign-out", "sign_out", sign_in.sign_out),
    ("GET", "/", "queue", queue.show),
    ("GET", "/find", "find", queue.find),
    ("GET", "/enquiries/<reference>", "enquiry", enquiry.show),
    ("POST", "/enquiries/<reference>/claim", "claim", acts.claim),
    ("POST", "/enquiries/<reference>/take-over", "take_over", acts.take_over),
    ("POST", "/enquiries/<reference>/release", "release", acts.release),
    ("POST", "/enquiries/<reference>/reopen", "reopen", acts.reopen),
    ("POST", "/enquiries/<reference>/contact", "contact", acts.contact),
    ("POST", "/enquiries/<reference>/reply/check", "check_reply", replying.check),
    ("POST", "/enquiries/<reference>/reply/change", "change_reply", replying.change),
    ("POST", "/enquiries/<reference>/reply", "reply", replying.reply),
    ("POST", "/enquiries/<reference>/close/choose", "close_form", closing.form),
    ("POST", "/enquiries/<reference>/close", "close", closing.close),
    ("GET", "/enquiries/<reference>/<path:step>", "begin_again", enquiry.begin_again),
    ("GET", "/officers", "officers", officers.show),
    ("POST", "/officers/invite", "invite", officers.invite),
    ("GET", "/officers/<int:officer_id>/deactivate", "deactivate_form", officers.deactivate_form),
    ("POST", "/officers/<int:officer_id>/deactivate", "deactivate", officers.deactivate),
    ("GET", "/mail", "mail", mail.show),
    ("POST", "/mail/retry", "retry_mail", mail.retry),
    *URGENT_HELP,
)

for method, rule, endpoint, view in (*OPEN, *OFFICERS_ONLY):
    console.add_url_rule(rule, endpoint, view, methods=[method])
console.before_request(access.guard(frozenset(f"console.{endpoint}" for _, _, endpoint, _ in OPEN)))
console.after_request(access.never_cached)
refusals.handle(console)
console.record_once(install)
