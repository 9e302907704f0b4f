"""The little that the website understands by itself while the dialogue is down: whole messages that are no question."""
from __future__ import annotations

import re

from knowledge_base.answering.composing import ASK_A_PERSON
from web.replies import HandoverReply, TextReply, TurnPayload
from web.words import Words

NOT_WORDS = re.compile(r"[^a-z0-9 ]+")


def small_talk(text: str, words: Words) -> TurnPayload | None:
    """The fixed reply to a greeting, thanks, a goodbye or a wish for a person (words.yml, `direct`); None for anything else."""
    said = " ".join(NOT_WORDS.sub(" ", text.casefold()).split())
    for kind, entry in words.data("direct").items():
        if said in entry["messages"]:
            reply = TextReply(type="text", text=words(f"direct.{kind}.reply"))
            if kind == "person":
                return TurnPayload(outcome="handed_over", replies=[offer_person(words, reply.text)])
            return TurnPayload(outcome="small_talk", replies=[reply])
    return None


def offer_person(words: Words, text: str | None = None) -> HandoverReply:
    """The way to a person, in the usual words or in `text`."""
    return HandoverReply(type="handover", text=text or words("turn.offer_person"), url=ASK_A_PERSON)
