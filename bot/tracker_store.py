"""Conversations in memory, cut to their last turns.

Rasa replays a conversation's events at every turn and sends them to the action server, so turns slow down as a conversation
grows. The rules look at the last turn only, and what must be remembered stands in slots.
"""
from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any, List, Optional, Sequence

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


class RecentTurnsTrackerStore(InMemoryTrackerStore):
    """Keeps the last `turns` turns and all slots of each of the last `conversations` conversations."""

    def __init__(self, domain: Optional[Domain], event_broker: Optional[EventBroker] = None, turns: int = 4,
                 conversations: int = 5000, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._turns, self._conversations = turns, conversations
        self.store: OrderedDict[str, str] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation's end; forget the longest untouched conversation when there are too many."""
        await self.stream_events(tracker)
        dialogue = Dialogue(tracker.sender_id, recent_events(list(tracker.events), self._turns))
        self.store[tracker.sender_id] = json.dumps(dialogue.as_dict())
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self._conversations:
            self.store.popitem(last=False)


def recent_events(events: Sequence[Event], turns: int) -> List[Event]:
    """The events of the last `turns` user messages, after the session's start, the slots and the form as they stood before them."""
    starts = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(starts) <= turns:
        return list(events)
    cut = starts[-turns]
    opening = [event for event in events[:cut] if isinstance(event, SessionStarted)][-1:]
    slots = {event.key: event for event in events[:cut] if isinstance(event, SlotSet)}
    loop = [event for event in events[:cut] if isinstance(event, ActiveLoop)][-1:]
    return [*opening, *slots.values(), *loop, ActionExecuted(ACTION_LISTEN_NAME), *events[cut:]]
