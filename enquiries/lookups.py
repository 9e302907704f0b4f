"""Looking an enquiry up by reference and PIN, with wrong PINs counted so that they cannot be guessed."""
from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from database import Database
from enquiries.errors import TooManyAttempts, UnknownEnquiry
from enquiries.models import Enquiry, FailedLookup
from enquiries.pins import Pins
from enquiries.reference import MalformedReference, parse_reference
from enquiries.transactions import ROW_LOCK, write_retrying

FORGET_AT_ONCE = 100


class PinGate:
    """Lets a person with the right PIN through. After `attempts` wrong PINs a reference is locked for `lock`.

    References that do not exist are counted and locked the same way, so that nobody can tell which ones exist.
    """

    def __init__(self, database: Database, pins: Pins, attempts: int, lock: timedelta) -> None:
        self._database, self._pins, self._attempts, self._lock = database, pins, attempts, lock

    def admit(self, typed_reference: str, typed_pin: str, now: datetime) -> int:
        """The enquiry's database id. Raises UnknownEnquiry or TooManyAttempts."""
        try:
            reference = parse_reference(typed_reference)
        except MalformedReference:
            raise UnknownEnquiry("no enquiry with this reference and PIN") from None
        outcome = write_retrying(self._database, lambda session: self._try(session, reference, typed_pin, now))
        if isinstance(outcome, datetime):
            raise TooManyAttempts(outcome)
        if outcome is None:
            raise UnknownEnquiry("no enquiry with this reference and PIN")
        return outcome

    def _try(self, session: Session, reference: str, typed_pin: str, now: datetime) -> int | datetime | None:
        """The enquiry's id, the time the lock ends, or None for a wrong PIN. The row lock makes parallel guesses queue up."""
        self._forget_old(session, now)
        tries = self._locked_row(session, reference, now)
        if tries.locked_until is not None and tries.locked_until > now:
            return tries.locked_until
        if tries.last_wrong_at <= now - self._lock:
            tries.wrong_pins, tries.locked_until = 0, None
        enquiry_id = session.scalar(select(Enquiry.id).where(Enquiry.reference == reference))
        if self._pins.matches(reference, typed_pin) and enquiry_id is not None:
            session.delete(tries)
            return enquiry_id
        tries.wrong_pins, tries.last_wrong_at = tries.wrong_pins + 1, now
        if tries.wrong_pins >= self._attempts:
            tries.locked_until = now + self._lock
        return None

    def _forget_old(self, session: Session, now: datetime) -> None:
        """Drop a few counts that no longer matter; rows that somebody else holds are left, so that nobody waits for this."""
        old = (select(FailedLookup.digest).where(FailedLookup.last_wrong_at < now - 2 * self._lock)
               .limit(FORGET_AT_ONCE).with_for_update(skip_locked=True))
        session.execute(delete(FailedLookup).where(FailedLookup.digest.in_(old.scalar_subquery())))

    def _locked_row(self, session: Session, reference: str, now: datetime) -> FailedLookup:
        digest = reference_digest(reference)
        tries = session.get(FailedLookup, digest, with_for_update=ROW_LOCK)
        if tries is None:
            tries = FailedLookup(digest=digest, wrong_pins=0, last_wrong_at=now, locked_until=None)
            session.add(tries)
            session.flush()
        return tries


def reference_digest(reference: str) -> str:
    """What is kept of a reference that was tried."""
    return hashlib.sha256(reference.encode()).hexdigest()
