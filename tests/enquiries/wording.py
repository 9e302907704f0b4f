"""A wording service with rules of its own that fit into a test: two entries are shipped, and "forbidden" may not be said."""
from __future__ import annotations

from collections.abc import Sequence

from enquiries.urgent_help_wording.service import WordingService
from enquiries.urgent_help_wording.views import Approved, Content, Entry, fingerprint
from tests.enquiries.conftest import Room

ABUSE, NHS = Entry("kind", "abuse"), Entry("contact", "nhs_111")
SHIPPED: dict[Entry, Content] = {ABUSE: {"text": "Ring 999."}, NHS: {"name": "NHS", "phone": "111"}}


def check(entry: Entry, content: Content, approved: Sequence[Approved]) -> dict[str, str]:
    """Refuses a forbidden word, and a kind whose `shows` is a contact that was left out."""
    gone = {item.key for item in approved if item.content.get("left_out")}
    errors = {"text": "This word may not be said."} if "forbidden" in str(content) else {}
    return errors | ({"shows": "This contact was left out."} if content.get("shows") in gone else {})


def wording_of(room: Room) -> WordingService:
    """The service on the room's database."""
    return WordingService(room.database, room.clock, SHIPPED.get, check)


def propose(service: WordingService, by: int, content: Content, entry: Entry = ABUSE, reason: str = "Clearer.") -> int:
    """Propose on top of what is in force."""
    return service.propose(entry, content, reason, by, fingerprint(service.in_force(entry)))
