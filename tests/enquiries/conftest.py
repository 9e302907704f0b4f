"""Builders for this room's tests: services on the test database, officers, and forms filled in."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from cryptography.fernet import Fernet

from database import Database
from enquiries.contacts import ContactVault
from enquiries.conversations import ConversationService, TurnRecord
from enquiries.handover_form import HandoverRequest
from enquiries.handovers import HandoverService
from enquiries.ids import RandomIds
from enquiries.lookups import PinGate
from enquiries.office import OfficeService
from enquiries.officers import OfficerService
from enquiries.pins import Pins
from enquiries.promises import PromiseCalendar
from enquiries.views import OfficerView
from tests.conftest import FakeClock

PASSWORD = "three unrelated words"
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PIN_ATTEMPTS = 3
PIN_LOCK = timedelta(minutes=15)


@dataclass
class Room:
    """Every service of the room on one database, with what they were made of."""

    database: Database
    clock: FakeClock
    calendar: PromiseCalendar
    contact_key: str
    vault: ContactVault
    ids: RandomIds
    conversations: ConversationService
    handovers: HandoverService
    office: OfficeService
    officers: OfficerService

    def officer(self, name: str = "Ann Officer") -> OfficerView:
        """A new officer who has accepted an invitation."""
        token = self.officers.invite(None, hours=1)
        return self.officers.accept_invitation(token, name, f"{name.split()[0].lower()}@forum.example", PASSWORD)

    def turn(self, text: str = "who pays for swimming", **changes: Any) -> str:
        """The receipt of a recorded turn, unanswered unless changed."""
        values: dict[str, Any] = {"conversation_id": "conversation-1", "audience": "parent", "text": text, "outcome": "unanswered",
                                  "replies": [{"type": "text", "text": "I do not know that yet."}], "trace": {"candidates": ["a"]}}
        return self.conversations.record_turn(TurnRecord(**values | changes))

    def handover(self, **changes: Any) -> HandoverRequest:
        """A form with a question and an e-mail address, unless changed."""
        values: dict[str, Any] = {"submission_id": self.handovers.new_submission_id(), "question": "Who pays for swimming?",
                                  "name": "Sam", "email": "sam@family.example", "consent": True}
        return HandoverRequest(**values | changes)


def build_room(database: Database, clock: FakeClock) -> Room:
    """The room's services as a composition root builds them."""
    ids, calendar = RandomIds(), PromiseCalendar(working_days=5, cutoff_hour=17)
    contact_key = Fernet.generate_key().decode()
    vault, pins = ContactVault([contact_key]), Pins("a-secret-that-is-long-enough")
    gate = PinGate(database, pins, PIN_ATTEMPTS, PIN_LOCK)
    return Room(database=database, clock=clock, calendar=calendar, contact_key=contact_key, vault=vault, ids=ids,
                conversations=ConversationService(database, clock, calendar, ids),
                handovers=HandoverService(database, clock, calendar, ids, vault, pins, gate),
                office=OfficeService(database, clock, calendar, ids, vault),
                officers=OfficerService(database, clock, ids, QUICK_HASHER))


@pytest.fixture
def room(database: Database, clock: FakeClock) -> Room:
    """Every service on an empty database."""
    return build_room(database, clock)


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Runs functions on threads that start together; gives each one's result or the exception it raised, in order."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    def run(*works: Callable[[], Any]) -> list[Any]:
        barrier = Barrier(len(works))

        def start(work: Callable[[], Any]) -> Any:
            barrier.wait()
            try:
                return work()
            except Exception as error:  # handed to the test to judge
                return error

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(start, works))

    return run
