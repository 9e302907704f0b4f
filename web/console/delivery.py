"""How the asker gets a reply or a reason, in words for the officer."""
from __future__ import annotations

from enquiries.views import EnquiryView


def delivery(enquiry: EnquiryView, mail_set_up: bool) -> tuple[str, ...]:
    """Names of words.yml's delivery lines, in the order to be read."""
    if enquiry.origin == "unanswered":
        return ("only_conversation",)
    ways = ["by_reference"]
    if enquiry.can_email:
        ways.insert(0, "mail" if mail_set_up else "mail_waits")
    elif enquiry.has_contact:
        ways.insert(0, "no_mail")
    if enquiry.conversation_id is not None:
        ways.append("conversation")
    return tuple(ways)
