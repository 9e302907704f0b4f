"""Counts of turns by day, audience, outcome and topic: kept when the turns go, read as one with those that are still there.

Of urgent help the kind of concern is counted in the topic's place.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from enquiries.models import DailyCount, Turn

LocalDate = Callable[[datetime], date]
TOPIC_MAX = 40
URGENT_HELP = "urgent_help"


class Group(NamedTuple):
    """What is counted together."""

    day: date
    audience: str
    outcome: str
    topic: str


@dataclass
class Tally:
    """How many turns, and how many of them began a conversation."""

    turns: int = 0
    conversations: int = 0


def tally_turns(session: Session, local_date: LocalDate, *which: ColumnElement[bool]) -> dict[Group, Tally]:
    """The turns that are `which`, counted."""
    other = aliased(Turn)
    first = select(func.min(other.id)).where(other.conversation_id == Turn.conversation_id).correlate(Turn).scalar_subquery()
    query = select(Turn.created_at, Turn.audience, Turn.outcome, Turn.replies, Turn.id == first,
                   Turn.trace["concern"].as_string()).where(*which)
    tallies: defaultdict[Group, Tally] = defaultdict(Tally)
    for created_at, audience, outcome, replies, begins, concern in session.execute(query):
        tally = tallies[Group(local_date(created_at), audience, outcome, (concern or "")[:TOPIC_MAX] if outcome == URGENT_HELP else topic_of(replies))]
        tally.turns += 1
        tally.conversations += bool(begins)
    return dict(tallies)


def keep_counts(session: Session, tallies: dict[Group, Tally]) -> None:
    """Add to the kept counts. In one order, so that two that count at once never wait for each other."""
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for group, tally in sorted(tallies.items()):
        added = insert(DailyCount).values(**group._asdict(), turns=tally.turns, conversations=tally.conversations)
        session.execute(added.on_conflict_do_update(index_elements=list(Group._fields), set_={
            "turns": DailyCount.turns + tally.turns, "conversations": DailyCount.conversations + tally.conversations}))


def topic_of(replies: Any) -> str:
    """The topic of the first answer among the replies, or ""."""
    for reply in replies if isinstance(replies, list) else []:
        if isinstance(reply, dict) and reply.get("type") == "answer":
            return str(reply.get("topic") or "")[:TOPIC_MAX]
    return ""
