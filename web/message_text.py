"""What counts as a message: cleaned text of 1 to 2,000 characters."""
from __future__ import annotations

from collections.abc import Iterable

from guardrails.cleaning import clean
from guardrails.put_back import LONGEST_PUT_BACK, MOST_PUT_BACK

MAX_MESSAGE = 2000
MAX_QUESTION = 4000
CONVERSATION_ID = r"^[A-Za-z0-9_-]{8,64}$"


def cleaned(text: object) -> object:
    """`text` without controls and outer spaces; anything but text is handed back as it is, for the model to refuse."""
    return clean(text).strip() if isinstance(text, str) else text


def put_back_words(sent: Iterable[str]) -> tuple[str, ...]:
    """What a form says is no personal data, each once; empty, overlong and too many pieces are left out."""
    words = dict.fromkeys(clean(word) for word in sent)
    return tuple(word for word in words if 0 < len(word) <= LONGEST_PUT_BACK)[:MOST_PUT_BACK]
