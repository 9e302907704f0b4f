"""PINs: six digits derived from the reference with a secret key, so that no PIN is stored and a repeated form is told the same one."""
from __future__ import annotations

import hashlib
import hmac

PIN_DIGITS = 6
MINIMUM_KEY_CHARACTERS = 16


class Pins:
    """Derives and checks PINs. Guessing is held off by counting wrong PINs (`enquiries.lookups`), not by the PIN's length."""

    def __init__(self, pin_key: str) -> None:
        """`pin_key`: a secret of at least 16 characters (setting PIN_KEY). Changing it changes every PIN."""
        if len(pin_key) < MINIMUM_KEY_CHARACTERS:
            raise ValueError("PIN_KEY must be a secret of at least 16 characters")
        self._key = pin_key.encode()

    def __repr__(self) -> str:
        return "Pins(…)"

    def pin_for(self, reference: str) -> str:
        """The six digits that belong to a reference."""
        digest = hmac.new(self._key, reference.encode(), hashlib.sha256).digest()
        return f"{int.from_bytes(digest) % 10**PIN_DIGITS:0{PIN_DIGITS}d}"

    def seal(self, *parts: str) -> str:
        """A keyed digest (64 hex digits) that tells whether texts are the same again, and nothing else about them."""
        sealed = hmac.new(self._key, digestmod=hashlib.sha256)
        for part in parts:
            data = part.encode("utf-8", "replace")
            sealed.update(len(data).to_bytes(8) + data)
        return sealed.hexdigest()

    def matches(self, reference: str, typed: str) -> bool:
        """True when the typed PIN is right; spaces do not count. Takes the same time whatever was typed."""
        given = "".join(typed.split()).encode("utf-8", "replace")
        return hmac.compare_digest(self.pin_for(reference).encode(), given)
