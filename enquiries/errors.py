"""Everything this room can refuse, each with the words or numbers a page needs to say so."""
from __future__ import annotations

from datetime import datetime


class EnquiryError(Exception):
    """Parent of all refusals of this room."""


class InvalidForm(EnquiryError):
    """What somebody typed cannot be taken. `errors` maps a field's name to plain words."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(f"fields refused: {', '.join(sorted(errors))}")
        self.errors = errors


class InvalidHandover(InvalidForm):
    """A hand-over form that cannot be taken."""


class InvalidOfficer(InvalidForm):
    """An officer's name, e-mail or password that cannot be taken."""


class InvalidReply(InvalidForm):
    """An officer's reply or close reason that cannot be taken."""


class UnknownEnquiry(EnquiryError):
    """No such enquiry, or the PIN is wrong: never told apart."""


class TooManyAttempts(EnquiryError):
    """Too many wrong PINs for this reference; locked until `retry_at` (UTC)."""

    def __init__(self, retry_at: datetime) -> None:
        super().__init__("too many wrong PINs")
        self.retry_at = retry_at


class TransitionNotAllowed(EnquiryError):
    """The enquiry's status does not allow this."""

    def __init__(self, action: str, status: str) -> None:
        super().__init__(f"cannot {action} an enquiry that is {status}")
        self.action, self.status = action, status


class AlreadyClaimed(EnquiryError):
    """Another officer holds the enquiry; `by_name` says who."""

    def __init__(self, by_name: str) -> None:
        super().__init__("claimed by another officer")
        self.by_name = by_name


class StaleEnquiry(EnquiryError):
    """The enquiry changed since the form was shown."""


class UnknownOfficer(EnquiryError):
    """No such officer, or no longer active."""


class CannotDeactivateSelf(EnquiryError):
    """An officer may not shut themselves out."""


class UnknownInvitation(EnquiryError):
    """The invitation's token was never given out."""


class InvitationExpired(EnquiryError):
    """The invitation is older than it may be."""


class InvitationUsed(EnquiryError):
    """The invitation has made its officer."""


class ContactUnreadable(EnquiryError):
    """The contact details cannot be decrypted with the keys at hand."""


class AuditIsAppendOnly(EnquiryError):
    """Somebody tried to change or remove an audit event."""


class InvalidWording(InvalidForm):
    """A proposed wording of the urgent help, or the reason for it or against it, that cannot be taken."""


class UnknownProposal(EnquiryError):
    """No such proposal, or no such entry to propose something for."""


class OwnProposal(EnquiryError):
    """Somebody tried to decide on what they proposed themselves."""


class NotTheProposer(EnquiryError):
    """Only the one who proposed it may withdraw it."""


class ProposalDecided(EnquiryError):
    """The proposal was decided before; `status` and `by_name` say how and by whom."""

    def __init__(self, status: str, by_name: str = "") -> None:
        super().__init__(f"the proposal is {status}")
        self.status, self.by_name = status, by_name


class WordingChanged(EnquiryError):
    """What the proposal, or the page that was shown, was based on has changed in between."""
