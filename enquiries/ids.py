"""Random ids. Every public id comes from here, so that tests can pass ids of their own."""
from __future__ import annotations

import secrets
from typing import Protocol

from enquiries.reference import new_reference

ID_BYTES = 16  # 128 bits: cannot be guessed
TOKEN_BYTES = 32


class Ids(Protocol):
    """Where ids come from."""

    def conversation_id(self) -> str: ...
    def receipt(self) -> str: ...
    def reference(self) -> str: ...
    def token(self) -> str: ...


class RandomIds:
    """Ids from the operating system's secure random source, URL-safe."""

    def conversation_id(self) -> str:
        """22 characters of A-Z a-z 0-9 - _."""
        return secrets.token_urlsafe(ID_BYTES)

    def receipt(self) -> str:
        """22 characters of A-Z a-z 0-9 - _."""
        return secrets.token_urlsafe(ID_BYTES)

    def reference(self) -> str:
        """An enquiry's reference, such as SP-7K3M-9QXD."""
        return new_reference(secrets.randbelow)

    def token(self) -> str:
        """43 characters; for invitations, submission ids and Message-IDs."""
        return secrets.token_urlsafe(TOKEN_BYTES)
