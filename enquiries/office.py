"""The officers' work on enquiries. Every act is one transaction with its audit event and the mail that it owes."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import Database
from enquiries.audit import record
from enquiries.contacts import Contact, ContactVault
from enquiries.errors import AlreadyClaimed, InvalidReply, StaleEnquiry, UnknownEnquiry, UnknownOfficer
from enquiries.ids import Ids
from enquiries.mail_state import mail_state, retry_failed
from enquiries.models import ContactDetails, Enquiry, Officer, Reply
from enquiries.models.enquiry import OPEN, REPLIED
from enquiries.models.outbox import CLOSURE, REPLY
from enquiries.office_views import audit_trail, enquiry_view
from enquiries.outbox_rows import owe_mail
from enquiries.promises import PromiseCalendar
from enquiries.queue import queue_page
from enquiries.reference import MalformedReference, parse_reference
from enquiries.text import storable
from enquiries.transactions import READ_LOCK, ROW_LOCK
from enquiries.views import AuditView, EnquiryView, MailState, QueueFilter, QueuePage
from enquiries.words import close_reasons, form_words

REPLY_MAX = 5000
CLOSE_TEXT_MAX = 2000
PAGE_SIZE = 50


class OfficeService:
    """What a signed-in officer may do. Enquiries are named by reference; `version` is the one on the form that was shown.

    Any act may raise UnknownEnquiry, UnknownOfficer (also: deactivated), AlreadyClaimed (another officer holds it), StaleEnquiry
    (the enquiry changed since `version`; not checked when None) and TransitionNotAllowed.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], calendar: PromiseCalendar, ids: Ids, vault: ContactVault) -> None:
        self._database, self._clock, self._calendar, self._ids, self._vault = database, clock, calendar, ids, vault

    def queue(self, filters: QueueFilter = QueueFilter(), limit: int = PAGE_SIZE, offset: int = 0) -> QueuePage:
        """One page of enquiries, the earliest promise first (answered and closed ones: the latest first), with counts over all."""
        with self._database.reading() as session:
            return queue_page(session, filters, self._calendar.local_date(self._clock()), limit, offset)

    def get(self, reference: str) -> EnquiryView:
        """Everything about one enquiry but its contact details. Raises UnknownEnquiry."""
        with self._database.reading() as session:
            return enquiry_view(session, _find(session, reference), self._calendar.local_date(self._clock()))

    def audit(self, reference: str) -> tuple[AuditView, ...]:
        """Who did what to an enquiry and when, oldest first. Raises UnknownEnquiry."""
        with self._database.reading() as session:
            return audit_trail(session, _find(session, reference).id)

    def claim(self, reference: str, officer_id: int, version: int | None = None) -> None:
        """Take an open enquiry. Of two officers at once one wins; claiming one's own again changes nothing."""
        with self._acting(reference, officer_id) as (session, enquiry):
            if enquiry.claimed_by != officer_id:
                _require_version(enquiry, version)
                self._claim(session, enquiry, officer_id)

    def take_over(self, reference: str, officer_id: int, version: int | None = None) -> None:
        """Take a claimed enquiry from a colleague who cannot reply in time."""
        with self._acting(reference, officer_id, anyones=True) as (session, enquiry):
            _require_version(enquiry, version)
            earlier = enquiry.claimed_by
            enquiry.release()
            enquiry.claim(officer_id, self._clock())
            self._record(session, enquiry, officer_id, "taken_over", {"from_officer": earlier})

    def release(self, reference: str, officer_id: int, version: int | None = None) -> None:
        """Put one's claimed enquiry back for everybody."""
        with self._acting(reference, officer_id) as (session, enquiry):
            _require_version(enquiry, version)
            enquiry.release()
            self._record(session, enquiry, officer_id, "released")

    def reply(self, reference: str, officer_id: int, text: str, version: int | None = None) -> None:
        """Answer the asker (1..5000 characters); claims an open enquiry on the way. Raises InvalidReply.

        The same reply sent twice by the same officer is one reply.
        """
        text = _checked_reply(text)
        with self._acting(reference, officer_id) as (session, enquiry):
            if _is_repeat(session, enquiry, officer_id, text):
                return
            _require_version(enquiry, version)
            if enquiry.status == OPEN:
                self._claim(session, enquiry, officer_id)
            now = self._clock()
            enquiry.reply(now)
            reply = Reply(enquiry_id=enquiry.id, officer_id=officer_id, text=text, at=now)
            session.add(reply)
            session.flush()
            self._record(session, enquiry, officer_id, "replied", {"reply": reply.id})
            self._mail_asker(session, enquiry, REPLY, reply.id)

    def close(self, reference: str, officer_id: int, reason_code: str, text: str = "", version: int | None = None) -> None:
        """Close without a reply for a reason of `close_reasons.yml`; `text` is the officer's own line to the asker. Raises InvalidReply."""
        words = _close_words(reason_code, text)
        with self._acting(reference, officer_id) as (session, enquiry):
            _require_version(enquiry, version)
            enquiry.close(reason_code, words, self._clock())
            self._record(session, enquiry, officer_id, "closed", {"reason": reason_code})
            self._mail_asker(session, enquiry, CLOSURE)

    def reopen(self, reference: str, officer_id: int, version: int | None = None) -> None:
        """Put a replied or closed enquiry back into the queue with a new promise."""
        with self._acting(reference, officer_id) as (session, enquiry):
            _require_version(enquiry, version)
            enquiry.reopen(self._calendar.promised_on(self._clock()))
            self._record(session, enquiry, officer_id, "reopened")

    def reveal_contact(self, reference: str, officer_id: int) -> Contact | None:
        """The asker's contact details, or None when none were given; audited. Raises ContactUnreadable."""
        with self._acting(reference, officer_id, anyones=True) as (session, enquiry):
            details = session.get(ContactDetails, enquiry.id)
            if details is None:
                return None
            contact = self._vault.decrypt(details.blob)
            self._record(session, enquiry, officer_id, "contact_revealed")
            return contact

    def mail_state(self) -> MailState:
        """How much mail waits, and which was given up."""
        with self._database.reading() as session:
            return mail_state(session)

    def retry_mail(self, officer_id: int) -> int:
        """Send every given-up mail again; gives how many."""
        with self._database.writing() as session:
            _officer(session, officer_id)
            count = retry_failed(session, self._clock())
            record(session, self._clock(), "mail_retried", officer_id=officer_id, details={"count": count})
            return count

    @contextmanager
    def _acting(self, reference: str, officer_id: int, anyones: bool = False) -> Iterator[tuple[Session, Enquiry]]:
        """One transaction on one locked enquiry, for an active officer; others' enquiries are refused unless `anyones`."""
        with self._database.writing() as session:
            _officer(session, officer_id)
            enquiry = _find(session, reference, lock=True)
            if enquiry.claimed_by not in (None, officer_id) and not anyones:
                raise AlreadyClaimed(_name(session, enquiry.claimed_by))
            yield session, enquiry

    def _claim(self, session: Session, enquiry: Enquiry, officer_id: int) -> None:
        enquiry.claim(officer_id, self._clock())
        self._record(session, enquiry, officer_id, "claimed")

    def _record(self, session: Session, enquiry: Enquiry, officer_id: int, action: str, details: dict[str, object] | None = None) -> None:
        record(session, self._clock(), action, officer_id=officer_id, enquiry_id=enquiry.id, details=details)

    def _mail_asker(self, session: Session, enquiry: Enquiry, kind: str, reply_id: int | None = None) -> None:
        details = session.get(ContactDetails, enquiry.id)
        if details is not None and details.can_email:
            owe_mail(session, self._ids, kind, enquiry.id, self._clock(), reply_id)


def _find(session: Session, typed_reference: str, lock: bool = False) -> Enquiry:
    try:
        reference = parse_reference(typed_reference)
    except MalformedReference:
        raise UnknownEnquiry("no enquiry with this reference") from None
    query = select(Enquiry).where(Enquiry.reference == reference)
    enquiry = session.scalar(query.with_for_update(**ROW_LOCK) if lock else query)
    if enquiry is None:
        raise UnknownEnquiry("no enquiry with this reference")
    return enquiry


def _officer(session: Session, officer_id: int) -> Officer:
    officer = session.get(Officer, officer_id, with_for_update=READ_LOCK)  # nobody deactivates them before this act is done
    if officer is None or not officer.is_active:
        raise UnknownOfficer("no such officer")
    return officer


def _name(session: Session, officer_id: int | None) -> str:
    return session.scalar(select(Officer.name).where(Officer.id == officer_id)) or ""


def _require_version(enquiry: Enquiry, version: int | None) -> None:
    if version is not None and version != enquiry.version:
        raise StaleEnquiry("the enquiry changed since it was shown")


def _is_repeat(session: Session, enquiry: Enquiry, officer_id: int, text: str) -> bool:
    latest = session.scalar(select(Reply).where(Reply.enquiry_id == enquiry.id).order_by(Reply.id.desc()).limit(1))
    return enquiry.status == REPLIED and latest is not None and latest.officer_id == officer_id and latest.text == text


def _checked_reply(text: str) -> str:
    text = storable(text).replace("\r\n", "\n").strip()
    if not text:
        raise InvalidReply({"text": form_words("reply")["text_missing"]})
    if len(text) > REPLY_MAX:
        raise InvalidReply({"text": form_words("reply")["text_too_long"]})
    return text


def _close_words(reason_code: str, text: str) -> str:
    """The whole of what the asker reads: the reason's words, then the officer's own line."""
    reason, text = close_reasons().get(reason_code), storable(text).replace("\r\n", "\n").strip()
    if reason is None:
        raise InvalidReply({"reason_code": form_words("reply")["reason_unknown"]})
    if reason.needs_text and not text:
        raise InvalidReply({"text": form_words("reply")["reason_text_missing"]})
    if len(text) > CLOSE_TEXT_MAX:
        raise InvalidReply({"text": form_words("reply")["reason_text_too_long"]})
    return f"{reason.words}\n\n{text}" if text else reason.words
