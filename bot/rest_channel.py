"""Rasa's REST channel, for text alone."""
from __future__ import annotations

from typing import Optional, Text

from rasa.core.channels.rest import RestInput
from sanic.request import Request

SLASH = "/"
SLASH_AS_TEXT = "\u2215"
"""Looks like a slash (division slash), means nothing to Rasa."""


class TextOnlyRestInput(RestInput):
    """Serves `/webhooks/rest/webhook`.

    Rasa takes a message that begins with "/" for a command: `/restart` empties the conversation, `/intent{"slot": …}`
    names an intent and sets slots. Nobody outside may do that, so such a message stays text here.
    """

    def _extract_message(self, req: Request) -> Optional[Text]:
        return as_text(req.json.get("message", None))


def as_text(message: Optional[Text]) -> Optional[Text]:
    """The message, with a leading slash made harmless."""
    stripped = message.lstrip() if message else message
    if stripped and stripped.startswith(SLASH):
        return SLASH_AS_TEXT + stripped[len(SLASH):]
    return message
