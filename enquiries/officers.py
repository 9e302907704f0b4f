"""Officers: invited by a one-time link, signed in by e-mail and password."""
from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from database import Database
from enquiries.audit import record
from enquiries.errors import (
    CannotDeactivateSelf,
    InvalidOfficer,
    InvitationExpired,
    InvitationUsed,
    UnknownInvitation,
    UnknownOfficer,
)
from enquiries.ids import Ids
from enquiries.models import Enquiry, Officer, OfficerInvitation
from enquiries.models.enquiry import CLAIMED
from enquiries.passwords import password_fault
from enquiries.text import storable
from enquiries.transactions import ROW_LOCK, write_retrying
from enquiries.views import OfficerView
from enquiries.words import form_words

NAME_MAX = 100


class OfficerService:
    """Makes officers and lets them in."""

    def __init__(self, database: Database, clock: Callable[[], datetime], ids: Ids, hasher: PasswordHasher | None = None) -> None:
        """`hasher` is argon2id with the library's present recommendation unless given."""
        self._database, self._clock, self._ids = database, clock, ids
        self._hasher = hasher or PasswordHasher()
        self._nobodys_hash: str | None = None

    def any_officer(self) -> bool:
        """True once somebody can sign in."""
        with self._database.reading() as session:
            return session.scalar(select(Officer.id).where(Officer.deactivated_at.is_(None)).limit(1)) is not None

    def invite(self, by: int | None, hours: float) -> str:
        """A one-time token that makes one officer within `hours`. `by` is None at the console of the machine. Raises UnknownOfficer."""
        token, now = self._ids.token(), self._clock()
        with self._database.writing() as session:
            if by is not None:
                _active(session, by)
            session.add(OfficerInvitation(token_hash=_token_hash(token), invited_by=by, created_at=now,
                                          expires_at=now + timedelta(hours=hours)))
            record(session, now, "officer_invited", officer_id=by)
        return token

    def check_invitation(self, token: str) -> None:
        """Nothing when the token works. Raises UnknownInvitation, InvitationUsed or InvitationExpired."""
        with self._database.reading() as session:
            _usable(session, token, self._clock())

    def accept_invitation(self, token: str, name: str, email: str, password: str) -> OfficerView:
        """Make the officer. Raises UnknownInvitation, InvitationUsed, InvitationExpired, or InvalidOfficer by field.

        The e-mail of a deactivated officer brings that officer back, with the new name and password.
        """
        self.check_invitation(token)
        name, email = _checked(name, email, password)
        password_hash = self._hasher.hash(storable(password))
        return write_retrying(self._database, lambda session: self._accept(session, token, name, email, password_hash))

    def authenticate(self, email: str, password: str) -> OfficerView | None:
        """The active officer with this e-mail and password, or None. An unknown e-mail costs the same work as a wrong password."""
        with self._database.reading() as session:
            officer = session.scalar(select(Officer).where(Officer.email == _normal_email(email)))
        fits = self._fits(officer.password_hash if officer else self._decoy(), password)
        if officer is None or not fits or not officer.is_active:
            return None
        return self._signed_in(officer.id, officer.password_hash, password)

    def get(self, officer_id: int) -> OfficerView | None:
        """The officer, or None when unknown or deactivated."""
        with self._database.reading() as session:
            officer = session.get(Officer, officer_id)
            return _view(officer) if officer is not None and officer.is_active else None

    def all(self) -> list[OfficerView]:
        """Every officer by name, deactivated ones too."""
        with self._database.reading() as session:
            return [_view(officer) for officer in session.scalars(select(Officer).order_by(Officer.name, Officer.id))]

    def deactivate(self, officer_id: int, by: int) -> None:
        """Shut an officer out and put what they had claimed back into the queue. Raises CannotDeactivateSelf, UnknownOfficer."""
        if officer_id == by:
            raise CannotDeactivateSelf("an officer cannot deactivate themselves")
        now = self._clock()
        with self._database.writing() as session:
            officers = {each: _active(session, each) for each in sorted((by, officer_id))}  # in one order, so that nobody waits in a ring
            officers[officer_id].deactivated_at = now
            _release_all(session, officer_id, by, now)
            record(session, now, "officer_deactivated", officer_id=by, details={"officer": officer_id})

    def _accept(self, session: Session, token: str, name: str, email: str, password_hash: str) -> OfficerView:
        now = self._clock()
        invitation = _usable(session, token, now, lock=True)
        officer = session.scalar(select(Officer).where(Officer.email == email).with_for_update(**ROW_LOCK))
        if officer is not None and officer.is_active:
            raise InvalidOfficer({"email": form_words("officer")["email_taken"]})
        if officer is None:
            officer = Officer(email=email, created_at=now)
            session.add(officer)
        officer.name, officer.password_hash, officer.deactivated_at = name, password_hash, None
        session.flush()
        invitation.used_at, invitation.officer_id = now, officer.id
        record(session, now, "officer_joined", officer_id=officer.id, details={"invited_by": invitation.invited_by})
        return _view(officer)

    def _signed_in(self, officer_id: int, checked_hash: str, password: str) -> OfficerView:
        renewed = self._hasher.hash(storable(password)) if self._hasher.check_needs_rehash(checked_hash) else None
        with self._database.writing() as session:
            officer = _active(session, officer_id)
            officer.last_signed_in_at = self._clock()
            if renewed is not None and officer.password_hash == checked_hash:
                officer.password_hash = renewed
            record(session, self._clock(), "signed_in", officer_id=officer_id)
            return _view(officer)

    def _fits(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, storable(password))
        except (VerificationError, InvalidHashError):
            return False

    def _decoy(self) -> str:
        """A hash that no password fits, made once."""
        if self._nobodys_hash is None:
            self._nobodys_hash = self._hasher.hash(self._ids.token())
        return self._nobodys_hash


def _release_all(session: Session, officer_id: int, by: int, now: datetime) -> None:
    """Put everything that the officer had claimed back into the queue."""
    claimed = select(Enquiry).where(Enquiry.claimed_by == officer_id, Enquiry.status == CLAIMED).order_by(Enquiry.id)
    for enquiry in session.scalars(claimed.with_for_update(**ROW_LOCK)).all():
        enquiry.release()
        record(session, now, "released", officer_id=by, enquiry_id=enquiry.id, details={"from_officer": officer_id})


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _usable(session: Session, token: str, now: datetime, lock: bool = False) -> OfficerInvitation:
    query = select(OfficerInvitation).where(OfficerInvitation.token_hash == _token_hash(token))
    invitation = session.scalar(query.with_for_update(**ROW_LOCK) if lock else query)
    if invitation is None:
        raise UnknownInvitation("this invitation was never given out")
    if invitation.used_at is not None:
        raise InvitationUsed("this invitation has been used")
    if invitation.expires_at <= now:
        raise InvitationExpired("this invitation has run out")
    return invitation


def _active(session: Session, officer_id: int) -> Officer:
    officer = session.get(Officer, officer_id, with_for_update=ROW_LOCK)
    if officer is None or not officer.is_active:
        raise UnknownOfficer("no such officer")
    return officer


def _normal_email(typed: str) -> str:
    return storable(typed).strip().lower()


def _checked(name: str, email: str, password: str) -> tuple[str, str]:
    """The tidied name and e-mail. Raises InvalidOfficer naming every field that cannot be taken."""
    words, errors = form_words("officer"), {}
    name = " ".join(storable(name).split())
    if not name or len(name) > NAME_MAX:
        errors["name"] = words["name_too_long" if name else "name_missing"]
    try:
        email = _normal_email(validate_email(email.strip(), check_deliverability=False, allow_smtputf8=False).ascii_email or "")
    except EmailNotValidError:
        errors["email"] = words["email_invalid"]
    fault = password_fault(password, name, _normal_email(email))
    if fault is not None:
        errors["password"] = words[fault]
    if errors:
        raise InvalidOfficer(errors)
    return name, email


def _view(officer: Officer) -> OfficerView:
    return OfficerView(officer.id, officer.name, officer.email, officer.created_at, officer.deactivated_at, officer.last_signed_in_at)
