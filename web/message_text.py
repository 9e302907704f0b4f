"""What counts as a message: cleaned text of 1 to 2,000 characters."""
from __future__ import annotations

from guardrails.cleaning import clean

MAX_MESSAGE = 2000
MAX_QUESTION = 4000
CONVERSATION_ID = r"^[A-Za-z0-9_-]{8,64}$"


def cleaned(text: object) -> object:
    """`text` without controls and outer spaces; anything but text is handed back as it is, for the model to refuse."""
    return clean(text).strip() if isinstance(text, str) else text
