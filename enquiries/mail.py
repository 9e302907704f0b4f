"""Composing and sending mail. Words are the templates in `mail_templates/`; addresses and texts exist here only while a mail is sent."""
from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from string import Template
from typing import Protocol

from enquiries.contacts import Contact, ContactVault
from enquiries.models.outbox import CLOSURE, OFFICER_NOTICE, REPLY
from enquiries.promises import in_words

TEMPLATES = Path(__file__).resolve().parent / "mail_templates"
SUBJECT = "Subject:"
PERMANENT = range(500, 600)


class MailNotSent(Exception):
    """The mail server could not take it now; its text is a short code without addresses."""


class MailRefused(Exception):
    """The mail server will never take it; its text is a short code without addresses."""


class Transport(Protocol):
    """Something that sends a mail, or raises MailNotSent or MailRefused."""

    def send(self, message: EmailMessage) -> None: ...


@dataclass(frozen=True)
class OwedMail:
    """One outbox row with what its mail is made of. `contact` is still encrypted."""

    kind: str
    message_token: str
    reference: str
    due_on: date
    question: str = field(repr=False)
    close_reason: str | None = field(repr=False)
    reply: str | None = field(repr=False)
    contact: bytes | None = field(repr=False)


@dataclass(frozen=True)
class Sender:
    """Who mails: settings MAIL_FROM, PUBLIC_URL, FORUM_NAME, FORUM_PHONE and OFFICER_MAILBOX (empty: officers are not mailed)."""

    mail_from: str
    public_url: str
    forum_name: str
    forum_phone: str
    officer_mailbox: str = ""

    @property
    def domain(self) -> str:
        """The part of MAIL_FROM after the @."""
        return self.mail_from.rpartition("@")[2] or "localhost"


class Composer:
    """Turns an owed mail into a message, or into None when nobody is to get it (any more)."""

    def __init__(self, sender: Sender, vault: ContactVault) -> None:
        self._sender, self._vault = sender, vault

    def compose(self, mail: OwedMail, now: datetime) -> EmailMessage | None:
        """The message. Raises ContactUnreadable. None: no address, no mailbox, or nothing left to tell."""
        to_officers = mail.kind == OFFICER_NOTICE
        contact = Contact() if to_officers or mail.contact is None else self._vault.decrypt(mail.contact)
        to = self._sender.officer_mailbox if to_officers else contact.email
        nothing_to_tell = (mail.kind == REPLY and mail.reply is None) or (mail.kind == CLOSURE and mail.close_reason is None)
        if not to or nothing_to_tell:
            return None
        subject, template = _template(mail.kind)
        words = self._words(mail, contact)
        message = EmailMessage(policy=SMTP)
        message["Subject"] = _one_line(subject.substitute(words))
        message["From"] = Address(self._sender.forum_name, addr_spec=self._sender.mail_from)
        message["To"] = Address(addr_spec=to)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{mail.message_token}@{self._sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(template.substitute(words), charset="utf-8", cte="quoted-printable")
        return message

    def _words(self, mail: OwedMail, contact: Contact) -> dict[str, str]:
        sender = self._sender
        return {"greeting": f"Hello {contact.name}," if contact.name else "Hello,", "reference": mail.reference,
                "promised_on": in_words(mail.due_on), "question": _quoted(mail.question), "reply": mail.reply or "",
                "close_reason": mail.close_reason or "", "link": f"{sender.public_url}/enquiries/{mail.reference}",
                "console_link": f"{sender.public_url}/console/", "forum_name": sender.forum_name, "forum_phone": sender.forum_phone}


class SmtpTransport:
    """Sends by SMTP, one connection a mail."""

    def __init__(self, host: str, port: int, security: str, username: str, password: str, mail_from: str, timeout: float) -> None:
        """`security` is starttls, tls or none. `timeout` in seconds, for each step of the talk with the server."""
        self._host, self._port, self._security, self._timeout = host, port, security, timeout
        self._username, self._password, self._mail_from = username, password, mail_from

    def __repr__(self) -> str:
        return f"SmtpTransport({self._host}:{self._port})"

    def send(self, message: EmailMessage) -> None:
        """Hand the mail to the server. Raises MailNotSent (try again later) or MailRefused (never)."""
        try:
            with self._connect() as server:
                if self._username:
                    server.login(self._username, self._password)
                # not send_message, which writes ">From" where a line of the text begins with "From"
                server.sendmail(self._mail_from, [to.addr_spec for to in message["To"].addresses], message.as_bytes(policy=SMTP))
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(min(code for code, _ in error.recipients.values()), "recipient") from None
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, "content") from None
        except smtplib.SMTPResponseException as error:
            raise MailNotSent(f"server said {error.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise MailNotSent(type(error).__name__) from None

    def _connect(self) -> smtplib.SMTP:
        name = self._mail_from.rpartition("@")[2] or "localhost"
        if self._security == "tls":
            return smtplib.SMTP_SSL(self._host, self._port, local_hostname=name, timeout=self._timeout,
                                    context=ssl.create_default_context())
        server = smtplib.SMTP(self._host, self._port, local_hostname=name, timeout=self._timeout)
        if self._security == "starttls":
            try:
                server.starttls(context=ssl.create_default_context())
            except BaseException:
                server.close()
                raise
        return server


def _refusal(code: int, what: str) -> MailRefused | MailNotSent:
    error: Callable[[str], MailRefused | MailNotSent] = MailRefused if code in PERMANENT else MailNotSent
    return error(f"{what} refused {code}")


@cache
def _template(kind: str) -> tuple[Template, Template]:
    """Subject and body of `mail_templates/<kind>.txt`: the first line is the subject, the second is empty."""
    first, _, body = (TEMPLATES / f"{kind}.txt").read_text(encoding="utf-8").partition("\n\n")
    return Template(first.removeprefix(SUBJECT).strip()), Template(body)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())
