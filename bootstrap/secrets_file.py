"""Secrets, made on first run into a file that only its owner can read."""
from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from bootstrap.console import say
from bootstrap.layout import VAR

SECRETS_FILE = VAR / "secrets.env"


def make_secrets(path: Path = SECRETS_FILE) -> None:
    """Write the file unless it is there; an existing file is never changed, only closed to others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.chmod(0o600)
        return
    fernet = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    lines = ["# Made on first run. Keep it: without CONTACT_KEYS stored contact details cannot be read.",
             f"SECRET_KEY={secrets.token_urlsafe(48)}", f"CONTACT_KEYS={fernet}", f"PIN_KEY={secrets.token_urlsafe(48)}", ""]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write("\n".join(lines))
    say(f"    Secrets made in {path}: back this file up, keep it private.")
