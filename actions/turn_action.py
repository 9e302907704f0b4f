"""What every action shares: the message and its thread in, one payload and the slots to set out."""
from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import memory
from actions.payloads import Payload
from actions.services import AnswersQuestions, shared_services
from knowledge_base.answering import Thread
from knowledge_base.vocabulary import AUDIENCES

log = logging.getLogger("signpost.actions")


@dataclass(frozen=True)
class Asked:
    """One message as the dialogue passes it on, and what the conversation remembers (slots by name)."""

    text: str
    thread: Thread = Thread()
    audience: str = AUDIENCES[0]
    intent: dict[str, Any] = field(default_factory=dict)
    slots: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def missed(self) -> int:
        """How many replies in a row did not help."""
        return int(self.slots.get("missed") or 0)


@dataclass(frozen=True)
class Turn:
    """What an action gives back. Without a payload it says nothing."""

    payload: Payload | None = None
    events: list[EventType] = field(default_factory=list)


class TurnAction(Action, ABC):
    """An action that gives one turn. Runs beside others, in a thread: answering is CPU work."""

    def __init__(self, services: Callable[[], AnswersQuestions] = shared_services) -> None:
        self._services = services

    @abstractmethod
    def name(self) -> str:
        """As domain.yml has it."""

    @abstractmethod
    def turn(self, asked: Asked) -> Turn:
        """Decide the turn."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Send the turn. When it fails nothing is sent, and the website answers by itself; only the error's class is logged."""
        try:
            asked = read_asked(tracker)
            turn = await asyncio.to_thread(self.turn, asked)
            told = [] if (tracker.active_loop or {}).get("name") else memory.told(asked.text, asked.slots)  # a form keeps its own answers
        except Exception as error:  # noqa: BLE001  whatever broke must not carry a message's text into logs or replies
            log.error("%s failed: %s", self.name(), type(error).__name__)
            return []
        if turn.payload is not None:
            trace = {**turn.payload["trace"], "intent": asked.intent}
            dispatcher.utter_message(json_message={**turn.payload, "trace": trace})
        return [*turn.events, *told, SlotSet("audience", asked.audience)]


def read_asked(tracker: Tracker) -> Asked:
    """The latest message, its intent, and the thread that the slots keep."""
    message = tracker.latest_message
    thread = {name: tracker.get_slot(name) or "" for name in ("last_question", "last_article_id", "last_outcome")}
    audience = (message.get("metadata") or {}).get("audience") or tracker.get_slot("audience")
    intent = message.get("intent") or {}
    return Asked(text=message.get("text") or "", thread=Thread(**thread),
                 audience=audience if audience in AUDIENCES else AUDIENCES[0],
                 intent={"name": intent.get("name"), "confidence": round(intent.get("confidence") or 0.0, 4)},
                 slots=tracker.current_slot_values())
