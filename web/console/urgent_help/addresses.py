"""Every address of the urgent help's pages; all of them are for signed-in officers only."""
from __future__ import annotations

from web.console.urgent_help import deciding, editing, overview

ADDRESSES = (
    ("GET", "/urgent-help", "urgent_help", overview.show),
    ("GET", "/urgent-help/history", "urgent_help_history", overview.history),
    ("GET", "/urgent-help/<any(kind, contact):type>/<key>", "wording_form", editing.form),
    ("POST", "/urgent-help/<any(kind, contact):type>/<key>/check", "check_wording", editing.check),
    ("POST", "/urgent-help/<any(kind, contact):type>/<key>/change", "change_wording", editing.change),
    ("POST", "/urgent-help/<any(kind, contact):type>/<key>", "propose_wording", editing.propose),
    ("GET", "/urgent-help/<any(kind, contact):type>/<key>/<any(check, change):step>", "wording_again", editing.begin_again),
    ("GET", "/urgent-help/proposals/<int:proposal_id>", "proposal", deciding.show),
    ("POST", "/urgent-help/proposals/<int:proposal_id>/approve", "approve_wording", deciding.approve),
    ("POST", "/urgent-help/proposals/<int:proposal_id>/reject", "reject_wording", deciding.reject),
    ("POST", "/urgent-help/proposals/<int:proposal_id>/withdraw", "withdraw_wording", deciding.withdraw),
    ("GET", "/urgent-help/proposals/<int:proposal_id>/<any(approve, reject, withdraw):step>", "proposal_again", deciding.begin_again),
)
