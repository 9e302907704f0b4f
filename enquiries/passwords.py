"""Which passwords are refused. Length matters most; the short block list catches what people type first (NIST SP 800-63B, 5.1.1.2)."""
from __future__ import annotations

from functools import cache
from pathlib import Path

BLOCK_LIST = Path(__file__).resolve().parent / "blocked_passwords.txt"
LENGTH_MIN = 12
LENGTH_MAX = 200
DISTINCT_MIN = 4


def password_fault(password: str, name: str, email: str) -> str | None:
    """The name of what is wrong with a password (a key of `words.yml`, section officer), or None. `email` is in lower case."""
    folded = _folded(password)
    if len(password) < LENGTH_MIN:
        return "password_too_short"
    if len(password) > LENGTH_MAX:
        return "password_too_long"
    if folded in {_folded(email), _folded(email.partition("@")[0]), _folded(name)}:
        return "password_is_email"
    if len(set(password)) < DISTINCT_MIN or folded in _blocked():
        return "password_common"
    return None


@cache
def _blocked() -> frozenset[str]:
    lines = BLOCK_LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(_folded(line) for line in lines if line and not line.startswith("#"))


def _folded(text: str) -> str:
    """Letters and digits only, in lower case: `Password-1234!` counts as `password1234`."""
    return "".join(character for character in text.casefold() if character.isalnum())
