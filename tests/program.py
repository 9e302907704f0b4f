"""The real program for tests: three processes, a database of its own, a real SMTP receiver."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from cryptography.fernet import Fernet

from bootstrap.program import NAMES, Program, free_port
from database import Database, utc_now
from enquiries.ids import RandomIds
from enquiries.officers import OfficerService
from knowledge_base.pack import SHIPPED_PACK, load_pack
from knowledge_base.store import ArticleStore
from migrations.upgrade import upgrade_to_head
from tests.traffic import Traffic


class Mailbox:
    """An SMTP server's handler that keeps what it was given."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        """Keep one message."""
        self.messages.append(BytesParser(policy=default).parsebytes(envelope.content))
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """Messages to one address."""
        return [message for message in self.messages if message["To"] == address]


@dataclass
class Running:
    """A running program with what a test needs of it."""

    program: Program
    database: Database
    mailbox: Mailbox
    smtp: Controller

    @property
    def url(self) -> str:
        """Address of the website."""
        return self.program.url

    def invitation(self) -> str:
        """Address of a one-time link for an officer."""
        return f"{self.url}/console/welcome/{OfficerService(self.database, utc_now, RandomIds()).invite(by=None, hours=1)}"


@contextmanager
def running(folder: Path, names: tuple[str, ...] = NAMES, smtp_port: int | None = None, traffic: Traffic | None = None,
            **environment: str) -> Iterator[Running]:
    """Start the program over an empty database with the shipped articles; stop everything at the end. `traffic` hears what the parts tell one another."""
    url = f"sqlite:///{folder / 'signpost.db'}"
    upgrade_to_head(url)
    database = Database(url)
    ArticleStore(database).import_pack(load_pack(SHIPPED_PACK), "test", "the shipped pack")
    mailbox, port = Mailbox(), smtp_port or free_port()
    smtp = Controller(mailbox, hostname="127.0.0.1", port=port)
    if smtp_port is None:
        smtp.start()
    settings = {
        "DATABASE_URL": url, "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_SECURITY": "none", "MAIL_FROM": "signpost@example.org",
        "OFFICER_MAILBOX": "officers@example.org", "OUTBOX_SECONDS": "0.2", "SECRET_KEY": "a secret for tests only, long enough", "PIN_KEY": "a pin key for tests only, long enough",
        "CONTACT_KEYS": Fernet.generate_key().decode(), "MESSAGE_RATE": "10000 per minute", "ENQUIRY_RATE": "10000 per minute",
        "LOOKUP_RATE": "10000 per minute", "SIGN_IN_RATE": "10000 per minute", **(traffic.environment() if traffic else {}), **environment}
    program = Program(folder, settings, names)
    if traffic:
        traffic.aim(program.ports)
    try:
        with program:
            program.wait_ready()
            yield Running(program, database, mailbox, smtp)
    finally:
        if smtp.server is not None:
            smtp.stop()
        database.close()
