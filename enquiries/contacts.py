"""Contact details, encrypted. Plain text exists only in a `Contact` in memory, whose repr hides it."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import select

from database import Database
from enquiries.errors import ContactUnreadable
from enquiries.models import ContactDetails


@dataclass(frozen=True, repr=False)
class Contact:
    """How to reach an asker; each part may be missing."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None

    def __repr__(self) -> str:
        return "Contact(…)"

    def __bool__(self) -> bool:
        return any((self.name, self.email, self.phone))


class ContactVault:
    """Encrypts with the first key, decrypts with any of them, so that keys can be rotated."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys`: Fernet keys (url-safe base64 of 32 bytes), newest first (setting CONTACT_KEYS). Raises ValueError without one."""
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise ValueError("CONTACT_KEYS must hold at least one Fernet key, and only Fernet keys") from None

    def __repr__(self) -> str:
        return "ContactVault(…)"

    def encrypt(self, contact: Contact) -> bytes:
        """The contact as an encrypted blob."""
        return self._fernet.encrypt(json.dumps([contact.name, contact.email, contact.phone]).encode())

    def decrypt(self, blob: bytes) -> Contact:
        """The contact of a blob. Raises ContactUnreadable when no key fits."""
        try:
            name, email, phone = json.loads(self._fernet.decrypt(blob))
        except (InvalidToken, ValueError):
            raise ContactUnreadable("these contact details cannot be read with the keys at hand") from None
        return Contact(name, email, phone)

    def rotate(self, blob: bytes) -> bytes:
        """The same contact encrypted with the first key. Raises ContactUnreadable."""
        try:
            return self._fernet.rotate(blob)
        except InvalidToken:
            raise ContactUnreadable("these contact details cannot be read with the keys at hand") from None


def rotate_contacts(database: Database, vault: ContactVault) -> int:
    """Encrypt every stored contact with the vault's first key; gives how many. Afterwards older keys may go."""
    with database.writing() as session:
        rows = session.scalars(select(ContactDetails).with_for_update()).all()
        for row in rows:
            row.blob = vault.rotate(row.blob)
        return len(rows)
