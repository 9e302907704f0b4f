"""The hand-over form: what a person may send, and the checks it passes before anything is stored."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from enquiries.contacts import Contact
from enquiries.errors import InvalidHandover
from enquiries.text import storable
from enquiries.words import form_words

AUDIENCES = ("parent", "young_person")
QUESTION_MAX = 4000
NAME_MAX = 100
SUBMISSION_ID_LENGTHS = range(16, 65)


@dataclass(frozen=True)
class HandoverRequest:
    """One confirmed hand-over form. Nothing but `submission_id`, `question` and `audience` is required.

    `submission_id` is made once for each form shown (16..64 characters); the same form with the same id is the same enquiry, however
    often it is sent. A form that was changed before it was sent again is an enquiry of its own, so that no correction is lost.
    `question` is redacted. `shown` is what the asker agreed to pass on of what was already shown; None passes on the turn's replies.
    `consent_version` is the version of the consent words shown; empty means those in force.
    """

    submission_id: str
    question: str = field(repr=False)
    receipt: str | None = None
    conversation_id: str | None = None
    audience: str = "parent"
    name: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    consent: bool = False
    shown: list[dict[str, Any]] | None = field(default=None, repr=False)
    consent_version: str = ""


@dataclass(frozen=True)
class CheckedHandover:
    """What of the form is stored."""

    submission_id: str
    audience: str
    question: str = field(repr=False)
    contact: Contact

    def identity(self) -> tuple[str, ...]:
        """The texts that make two sendings the same form."""
        contact = self.contact
        return self.submission_id, self.audience, self.question, contact.name or "", contact.email or "", contact.phone or ""


def check_handover(request: HandoverRequest) -> CheckedHandover:
    """Tidy and check the form. Raises InvalidHandover naming every field that cannot be taken."""
    errors: dict[str, str] = {}
    question = storable(request.question).strip()
    _refuse(errors, "question", "question_missing", not question)
    _refuse(errors, "question", "question_too_long", len(question) > QUESTION_MAX)
    name = " ".join(storable(request.name or "").split())
    _refuse(errors, "name", "name_too_long", len(name) > NAME_MAX)
    email = _checked_email(request.email, errors)
    phone = _checked_phone(request.phone, errors)
    contact = Contact(name or None, email, phone)
    _refuse(errors, "consent", "consent_missing", bool(name or request.email or request.phone) and not request.consent)
    _refuse(errors, "audience", "audience_unknown", request.audience not in AUDIENCES)
    _refuse(errors, "submission_id", "submission_missing", len(request.submission_id) not in SUBMISSION_ID_LENGTHS)
    if errors:
        raise InvalidHandover(errors)
    return CheckedHandover(request.submission_id, request.audience, question, contact)


def _refuse(errors: dict[str, str], name: str, words: str, refused: bool) -> None:
    if refused:
        errors.setdefault(name, form_words("handover")[words])


def _checked_email(typed: str | None, errors: dict[str, str]) -> str | None:
    """The address in its normal form; international domains as ASCII, so that any mail server takes it. No DNS is asked."""
    if not typed or not typed.strip():
        return None
    try:
        return validate_email(typed.strip(), check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        errors["email"] = form_words("handover")["email_invalid"]
        return None


def _checked_phone(typed: str | None, errors: dict[str, str]) -> str | None:
    """The number as people write it, read as a UK number unless it has a country code.

    Any number of a possible length is taken: refusing a real number that the library does not know would cost the asker a reply.
    """
    if not typed or not typed.strip():
        return None
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        errors["phone"] = form_words("handover")["phone_invalid"]
        return None
    national = phonenumbers.region_code_for_country_code(number.country_code) == "GB"
    style = phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
