"""What the dialogue remembers: which slots keep the thread, and how a turn changes them (docs/adr/0017)."""
from __future__ import annotations

from typing import Any

from rasa_sdk.events import EventType, SlotSet

from guardrails.family_facts import SLOTS as FACTS
from guardrails.family_facts import family_facts
from knowledge_base.answering import Answered

THREAD = ("last_question", "last_article_id", "last_outcome", "topic", "shown", "sections_seen", "shown_voice", "missed")
SLOTS = (*THREAD, *FACTS)
GUIDED = ("guided_answers", "guided_worry", "guided_tried")
"""What guided finding was told; forgotten with everything else."""


def remember(answered: Answered, audience: str, missed: int = 0) -> list[EventType]:
    """The slots that keep the thread after a question."""
    answers = [reply for reply in answered.replies if reply.get("type") == "answer"]
    seen = [] if answered.section is None else [answered.section]
    return _set(last_question=answered.question, last_article_id=answered.article_id, last_outcome=answered.outcome,
                topic=answers[0]["topic"] if answers and answered.article_id else None, shown=shown(answered.replies),
                sections_seen=seen, shown_voice=audience, missed=float(missed))


def shown(replies: list[dict[str, Any]]) -> list[str]:
    """What "the second one" picks from: the messages of the choices, or else the titles of the answers, in the order shown."""
    choices = [choice["message"] for reply in replies if reply.get("type") == "choices" for choice in reply["choices"]]
    return choices or [reply["title"] for reply in replies if reply.get("type") == "answer"]


def seen(sections: list[int], voice: str) -> list[EventType]:
    """Which sections of the article have been shown, and in which voice."""
    return _set(sections_seen=sections, shown_voice=voice)


def offered(messages: list[str]) -> list[EventType]:
    """What "the second one" picks from."""
    return _set(shown=messages)


def missed(times: int) -> list[EventType]:
    """How many replies in a row did not help."""
    return _set(missed=float(times))


def told(text: str, before: dict[str, Any]) -> list[EventType]:
    """The slots for what the message says about the family; what was tried is gathered, everything else is replaced."""
    said = family_facts(text).said
    events = _set(**{name: value for name, value in said.items() if name != "tried"})
    if "tried" in said:
        events += _set(tried=sorted({*(before.get("tried") or ()), said["tried"]}))
    return events


def forget() -> list[EventType]:
    """Every slot, emptied."""
    return _set(**dict.fromkeys((*SLOTS, *GUIDED)))


def _set(**values: Any) -> list[EventType]:
    return [SlotSet(name, value) for name, value in values.items()]
