"""Mail as it goes out: a real SMTP receiver, words from the templates, and headers that nobody can add to."""
import email
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography.fernet import Fernet

from enquiries.contacts import Contact, ContactVault
from enquiries.mail import TEMPLATES, Composer, MailNotSent, MailRefused, OwedMail, Sender, SmtpTransport
from enquiries.outbox import OutboxDispatcher
from tests.enquiries.conftest import Room

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SENDER = Sender("signpost@forum.example", "https://ask.forum.example", "The Forum", "01225 764647", "officers@forum.example")
VAULT = ContactVault([Fernet.generate_key().decode()])


class Mailbox:
    """Receives mail over SMTP and keeps it; answers `refusals` for the recipients named there."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self.after_data = "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        if self.after_data.startswith("250"):
            self.received.append(email.message_from_bytes(envelope.content, policy=default))
        return self.after_data


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(mailbox: Mailbox) -> Iterator[int]:
    controller = Controller(mailbox, hostname="127.0.0.1", port=_free_port(), auth_require_tls=False,
                            authenticator=lambda *given: AuthResult(success=given[-1].password == b"right", handled=False))
    controller.start()
    yield controller.port
    controller.stop()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _transport(port: int, **changes: Any) -> SmtpTransport:
    values = {"host": "127.0.0.1", "port": port, "security": "none", "username": "", "password": "",
              "mail_from": SENDER.mail_from, "timeout": 5.0}
    return SmtpTransport(**values | changes)


def _owed(kind: str = "acknowledgement", contact: Contact = Contact("Sam", "sam@family.example"), **changes: Any) -> OwedMail:
    values = {"kind": kind, "message_token": "token-1", "reference": "SP-7K3M-9QXD", "due_on": date(2026, 12, 3),
              "question": "Who pays?\nAnd when?", "close_reason": None, "reply": None, "contact": VAULT.encrypt(contact)}
    return OwedMail(**values | changes)


def _composed(owed: OwedMail) -> EmailMessage:
    message = Composer(SENDER, VAULT).compose(owed, NOW)
    assert message is not None
    return message


def test_an_acknowledgement_arrives_as_written(mailbox: Mailbox, port: int) -> None:
    _transport(port).send(_composed(_owed()))
    [message] = mailbox.received
    text = message.get_content()
    assert (message["To"], message["Message-ID"], message["Subject"]) == (
        "sam@family.example", "<token-1@forum.example>", "We have your question (SP-7K3M-9QXD)")
    assert "The Forum" in message["From"] and message["Auto-Submitted"] == "auto-generated"
    for part in ("Hello Sam,", "Thursday 3 December", "https://ask.forum.example/enquiries/SP-7K3M-9QXD", "> Who pays?\n> And when?"):
        assert part in text.replace("\r\n", "\n")


def test_a_reply_in_any_language_and_length_arrives_whole(mailbox: Mailbox, port: int) -> None:
    reply = "Dzień dobry — " + "długie słowa " * 300 + "\n.\nFrom here on\n"
    _transport(port).send(_composed(_owed("reply", reply=reply)))
    assert reply.strip() in mailbox.received[0].get_content().replace("\r\n", "\n")


def test_the_officers_notice_holds_nothing_of_the_asker(mailbox: Mailbox, port: int) -> None:
    _transport(port).send(_composed(_owed("officer_notice")))
    [message] = mailbox.received
    assert message["To"] == "officers@forum.example" and "SP-7K3M-9QXD" in message.get_content()
    assert not any(part in message.as_string() for part in ("Sam", "sam@", "Who pays"))


@pytest.mark.parametrize("name", ["Sam\r\nBcc: all@forum.example", "Sam\n\nHello", "=?utf-8?q?x?=", "$reference ${pin}"])
def test_a_name_cannot_add_headers_or_fill_in_templates(name: str) -> None:
    message = _composed(_owed(contact=Contact(name, "sam@family.example")))
    assert set(message.keys()) >= {"Subject", "From", "To"} and message["Bcc"] is None and message["To"] == "sam@family.example"
    assert "$reference" not in message["Subject"] and ("$reference" in message.get_content()) == ("$" in name)


def test_an_address_with_a_line_break_is_never_mailed() -> None:
    with pytest.raises(ValueError):
        Composer(SENDER, VAULT).compose(_owed(contact=Contact("Sam", "a@b.example\r\nBcc: c@d.example")), NOW)


@pytest.mark.parametrize("owed", [_owed(contact=Contact("Sam")), _owed(contact=Contact("Sam")), _owed("reply"), _owed("closure")])
def test_nothing_to_tell_or_nobody_to_tell_makes_no_mail(owed: OwedMail) -> None:
    assert Composer(SENDER, VAULT).compose(owed, NOW) is None


def test_every_template_has_a_subject_and_knows_all_its_words() -> None:
    kinds = sorted(path.stem for path in TEMPLATES.glob("*.txt"))
    assert kinds == ["acknowledgement", "closure", "officer_notice", "reply"]
    for kind in kinds:
        message = _composed(_owed(kind, reply="The reply.", close_reason="The reason."))
        assert message["Subject"] and "$" not in message.get_content() + message["Subject"]


@pytest.mark.parametrize(("answer", "error"), [("550 no such user", MailRefused), ("450 try later", MailNotSent)])
def test_a_refused_recipient_is_final_only_when_the_server_says_so(mailbox: Mailbox, port: int, answer: str, error: type[Exception]) -> None:
    mailbox.refusals["sam@family.example"] = answer
    with pytest.raises(error) as refusal:
        _transport(port).send(_composed(_owed()))
    assert str(refusal.value) == f"recipient refused {answer[:3]}" and refusal.value.__suppress_context__


def test_refused_content_and_refused_password_are_told_apart(mailbox: Mailbox, port: int) -> None:
    mailbox.after_data = "554 spam"
    with pytest.raises(MailRefused, match="content refused 554"):
        _transport(port).send(_composed(_owed()))
    mailbox.after_data = "250 OK"
    with pytest.raises(MailNotSent, match="server said 535"):
        _transport(port, username="signpost", password="wrong").send(_composed(_owed()))
    _transport(port, username="signpost", password="right").send(_composed(_owed()))
    assert len(mailbox.received) == 1


@pytest.mark.parametrize("security", ["none", "tls", "starttls"])
def test_no_server_or_no_encryption_where_it_is_asked_for_means_later(port: int, security: str) -> None:
    if security == "none":
        port = _free_port()
    with pytest.raises(MailNotSent):
        _transport(port, security=security).send(_composed(_owed()))


def test_from_hand_over_to_mailbox_and_the_reply_back(room: Room, mailbox: Mailbox, port: int) -> None:
    dispatcher = OutboxDispatcher(room.database, _transport(port), Composer(SENDER, room.vault), room.clock, 60, "worker")
    mailbox.refusals["sam@family.example"] = "421 busy"
    confirmation = room.handovers.confirm(room.handover())
    assert dispatcher.run_once() == 1  # the officers' notice; the asker's waits
    mailbox.refusals.clear()
    room.office.reply(confirmation.reference, room.officer().id, "The club does.")
    room.clock.advance(minutes=1)
    assert dispatcher.run_once() == 2 and dispatcher.run_once() == 0
    assert [message["To"] for message in mailbox.received] == ["officers@forum.example", "sam@family.example", "sam@family.example"]
    assert len({message["Message-ID"] for message in mailbox.received}) == 3
    assert "The club does." in mailbox.received[2].get_content() or "The club does." in mailbox.received[1].get_content()
