"""Sends what the outbox owes. Any number of dispatchers may run, and any of them may die at any moment.

A dispatcher leases a row by one atomic UPDATE, composes and sends the mail outside any transaction, then marks the row. One that
dies in between leaves a lease that runs out; the mail is then sent again with the same Message-ID, by which mailboxes drop the double.
"""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from database import Database
from enquiries.audit import record
from enquiries.errors import ContactUnreadable
from enquiries.mail import Composer, MailNotSent, MailRefused, OwedMail, Transport
from enquiries.models import ContactDetails, Enquiry, OutboxMessage, Reply
from enquiries.models.outbox import FAILED, NOT_NEEDED, SENT, WAITING
from enquiries.transactions import ROW_LOCK

BATCH = 50  # mails at most in one run, so that a dispatcher can be stopped
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
ATTEMPTS_MAX = 60  # about two and a half days of trying: longer than a weekend without a mail server
ERROR_MAX = 80

log = structlog.get_logger(__name__)


class Stops(Protocol):
    """Anything like threading.Event."""

    def wait(self, timeout: float) -> bool: ...


class OutboxDispatcher:
    """Sends waiting mail through `transport`; while that is None (no mail server set up) everything waits."""

    def __init__(self, database: Database, transport: Transport | None, composer: Composer, clock: Callable[[], datetime],
                 lease_seconds: float, worker_id: str) -> None:
        """`lease_seconds` must be longer than the transport's time-out. `worker_id` is different for every dispatcher."""
        self._database, self._transport, self._composer, self._clock = database, transport, composer, clock
        self._lease, self._worker_id = timedelta(seconds=lease_seconds), worker_id

    def run_once(self) -> int:
        """Send what is due, at most 50 mails; gives how many were sent."""
        if self._transport is None:
            return 0
        sent = 0
        for _ in range(BATCH):
            outbox_id = self._lease_next()
            if outbox_id is None:
                break
            sent += self._deliver(outbox_id, self._transport)
        return sent

    def run_until(self, stop: Stops, seconds: float) -> None:
        """Look at the outbox every `seconds` until `stop` is set. A failing look (database down) is logged and tried again."""
        while not stop.wait(seconds):
            try:
                self.run_once()
            except Exception as error:  # the loop must outlive a database that is away for a while
                log.warning("outbox_look_failed", error=type(error).__name__)

    def _lease_next(self) -> int | None:
        """Lease one due mail: the UPDATE repeats the condition, so of two dispatchers only one changes the row."""
        now = self._clock()
        due = (OutboxMessage.status == WAITING, OutboxMessage.next_attempt_at <= now,
               or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= now))
        with self._database.writing() as session:
            query = (select(OutboxMessage.id).where(*due).order_by(OutboxMessage.next_attempt_at, OutboxMessage.id)
                     .limit(1).with_for_update(skip_locked=True))
            outbox_id = session.scalar(query)
            if outbox_id is None:
                return None
            taken = session.execute(update(OutboxMessage).where(OutboxMessage.id == outbox_id, *due).values(
                leased_by=self._worker_id, leased_until=now + self._lease, attempts=OutboxMessage.attempts + 1))
            return outbox_id if taken.rowcount == 1 else None

    def _deliver(self, outbox_id: int, transport: Transport) -> int:
        """1 when the mail went out."""
        with self._database.reading() as session:
            owed = _owed_mail(session, outbox_id)
        if owed is None:
            return 0
        mail, attempts = owed
        if attempts > ATTEMPTS_MAX:  # every dispatcher that tried it died
            self._give_up(outbox_id, "too many attempts")
            return 0
        try:
            message = self._composer.compose(mail, self._clock())
            if message is None:
                self._mark(outbox_id, NOT_NEEDED)
                return 0
            transport.send(message)
        except MailNotSent as error:
            self._try_later(outbox_id, attempts, str(error))
            return 0
        except (MailRefused, ContactUnreadable) as error:
            self._give_up(outbox_id, str(error) if isinstance(error, MailRefused) else type(error).__name__)
            return 0
        except Exception as error:  # one mail that cannot be made must not stop the others
            self._try_later(outbox_id, attempts, type(error).__name__)
            return 0
        self._mark(outbox_id, SENT)
        return 1

    def _try_later(self, outbox_id: int, attempts: int, error: str) -> None:
        if attempts >= ATTEMPTS_MAX:
            self._give_up(outbox_id, error)
            return
        self._change(outbox_id, last_error=error[:ERROR_MAX], next_attempt_at=self._clock() + delay_after(attempts))
        log.info("mail_waits", outbox_id=outbox_id, attempts=attempts, error=error[:ERROR_MAX])

    def _give_up(self, outbox_id: int, error: str) -> None:
        self._change(outbox_id, status=FAILED, last_error=error[:ERROR_MAX])
        log.warning("mail_given_up", outbox_id=outbox_id, error=error[:ERROR_MAX])

    def _mark(self, outbox_id: int, status: str) -> None:
        self._change(outbox_id, status=status, last_error=None, sent_at=self._clock() if status == SENT else None)

    def _change(self, outbox_id: int, **values: object) -> None:
        """Write the end of an attempt and give the lease back, unless another dispatcher holds it by now. Giving up is audited."""
        with self._database.writing() as session:
            row = session.get(OutboxMessage, outbox_id, with_for_update=ROW_LOCK)
            if row is None or row.leased_by != self._worker_id:
                return
            for name, value in values.items():
                setattr(row, name, value)
            row.leased_by = row.leased_until = None
            if row.status == FAILED:
                record(session, self._clock(), "mail_given_up", enquiry_id=row.enquiry_id, details={"mail": row.kind})


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: half a minute, doubling, an hour at most."""
    return min(FIRST_DELAY * 2 ** min(attempts - 1, 20), LONGEST_DELAY)


def _owed_mail(session: Session, outbox_id: int) -> tuple[OwedMail, int] | None:
    """The mail and how often it was tried; None when its enquiry was erased since it was leased."""
    row = session.get(OutboxMessage, outbox_id)
    if row is None:
        return None
    enquiry = session.get_one(Enquiry, row.enquiry_id)
    details = session.get(ContactDetails, row.enquiry_id)
    reply = session.get(Reply, row.reply_id) if row.reply_id is not None else None
    return OwedMail(kind=row.kind, message_token=row.message_token, reference=enquiry.reference, due_on=enquiry.due_on,
                    question=enquiry.question, close_reason=enquiry.close_text, reply=reply.text if reply else None,
                    contact=details.blob if details else None), row.attempts
