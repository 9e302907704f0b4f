"""For any mixture of conversations and enquiries, of any age and status: nothing that belongs to an open enquiry is ever touched, and a
second purge finds nothing. And for any mixture of lengths: no deleted word is left in SQLite's files."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from database import Database
from enquiries.contacts import Contact
from enquiries.models import ContactDetails, Conversation, Enquiry, Officer, OutboxMessage, Reply, Turn
from enquiries.models.enquiry import CLAIMED, CLOSED, OPEN, REPLIED, STATUSES, WAITING
from enquiries.retention.figures import Figures
from enquiries.retention.periods import RetentionPeriods
from enquiries.retention.purge import Purge
from tests.conftest import FakeClock
from tests.enquiries.conftest import Room, build_room
from tests.enquiries.stored import TRAIL, holds, rows

DAYS = st.integers(0, 800)
ENQUIRIES = st.fixed_dictionaries({"status": st.sampled_from(STATUSES), "conversation": st.none() | st.integers(0, 4), "ended": DAYS,
                                   "contact": st.booleans(), "mails": st.integers(0, 2), "turn": st.booleans()})
PERIODS = st.builds(RetentionPeriods.of_days, *[st.integers(1, 500)] * 3)


@contextmanager
def a_room(empty_sqlite: Path, clock: FakeClock) -> Iterator[Room]:
    """A fresh database for each example."""
    with TemporaryDirectory() as folder:
        shutil.copyfile(empty_sqlite, Path(folder) / "test.db")
        database = Database(f"sqlite:///{folder}/test.db")
        yield build_room(database, clock)
        database.close()


def fill(room: Room, ages: list[int], enquiries: list[dict[str, Any]]) -> None:
    """Conversations last touched `ages` days ago, each with a turn, and the enquiries."""
    now = room.clock()
    with room.database.writing() as session:
        session.add(Officer(id=1, name="Ann", email="ann@forum.example", password_hash="-", created_at=now))
        for number, age in enumerate(ages):
            at = now - timedelta(days=age)
            session.add(Conversation(id=f"c-{number}", audience="parent", created_at=at, last_turn_at=at))
        session.flush()
        for number, age in enumerate(ages):
            session.add(turn(room, number, now - timedelta(days=age)))
        for number, values in enumerate(enquiries, start=1):
            add_enquiry(room, session, number, values, now, len(ages))


def turn(room: Room, conversation: int, at: datetime, enquiry_id: int | None = None) -> Turn:
    return Turn(receipt=room.ids.receipt(), conversation_id=f"c-{conversation}", enquiry_id=enquiry_id, audience="parent",
                text=f"said in {conversation}", masked=[], outcome="unanswered" if enquiry_id else "answered", replies=[], trace={},
                answered_by="dialogue", duration_ms=1, created_at=at)


def add_enquiry(room: Room, session: Any, id: int, values: dict[str, Any], now: datetime, conversations: int) -> None:
    ended, status = now - timedelta(days=values["ended"]), values["status"]
    conversation = None if values["conversation"] is None or not conversations else values["conversation"] % conversations
    session.add(Enquiry(
        id=id, reference=room.ids.reference(), submission_id=f"submission-{id}", origin="asked", status=status, question=f"question {id}",
        shown=[{"type": "text"}], audience="parent", conversation_id=None if conversation is None else f"c-{conversation}",
        due_on=ended.date(), claimed_by=1 if status == CLAIMED else None, close_text="words" if status == CLOSED else None,
        created_at=ended, replied_at=ended if status in (REPLIED, OPEN) else None, closed_at=ended if status == CLOSED else None))
    session.flush()
    session.add(Reply(enquiry_id=id, officer_id=1, text=f"reply {id}", at=ended))
    if values["contact"]:
        session.add(ContactDetails(enquiry_id=id, blob=room.vault.encrypt(Contact("Sam")), can_email=False, consented_at=ended,
                                   consent_version="1"))
    for _ in range(values["mails"]):
        session.add(OutboxMessage(kind="reply", enquiry_id=id, message_token=room.ids.token(), status="sent", next_attempt_at=ended,
                                  created_at=ended))
    if values["turn"] and conversation is not None:
        session.add(turn(room, conversation, ended, id))


def belongings(room: Room) -> dict[str, list[Any]]:
    """Everything that belongs to an enquiry that somebody waits for, and to the conversation that it came from.

    A turn of that conversation may lose its link to another enquiry that has ended, and nothing else.
    """
    with room.database.reading() as session:
        waiting = session.scalars(select(Enquiry).where(Enquiry.status.in_(WAITING))).all()
    ids, conversations = {enquiry.id for enquiry in waiting}, {enquiry.conversation_id for enquiry in waiting} - {None}
    tables = rows(room.database)
    names = {"enquiries": lambda row: row[0] in ids, "contact_details": lambda row: row[0] in ids,
             "outbox_messages": lambda row: row[2] in ids, "replies": lambda row: row[1] in ids,
             "turns": lambda row: row[2] in conversations or row[3] in ids, "conversations": lambda row: row[0] in conversations}
    found = {name: [row for row in tables[name] if mine(row)] for name, mine in names.items()}
    found["turns"] = [(*row[:3], row[3] if row[3] in ids else None, *row[4:]) for row in found["turns"]]
    return found


@settings(max_examples=60)
@given(ages=st.lists(DAYS, max_size=5), enquiries=st.lists(ENQUIRIES, max_size=6), periods=PERIODS, batch=st.integers(1, 4))
def test_open_enquiries_keep_everything_and_a_second_purge_finds_nothing(empty_sqlite, ages, enquiries, periods, batch):
    clock = FakeClock(datetime.fromisoformat("2026-11-23T10:00:00+00:00"))
    with a_room(empty_sqlite, clock) as room:
        fill(room, ages, enquiries)
        purge = Purge(room.database, clock, periods, room.calendar.local_date, batch)
        day = room.calendar.local_date(clock())
        figures = Figures(room.database, room.calendar.local_date)
        told = figures.turns(day - timedelta(days=900), day), figures.promises(day - timedelta(days=900), day)
        before, due = belongings(room), purge.due()

        assert purge.run("command").counts == due
        assert belongings(room) == before
        assert (figures.turns(day - timedelta(days=900), day), figures.promises(day - timedelta(days=900), day)) == told
        after = rows(room.database, but=TRAIL)
        assert purge.due() == {} and purge.run("command").counts == {}
        assert rows(room.database, but=TRAIL) == after


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000), rounds=st.integers(1, 6))
def test_no_deleted_word_is_left_in_the_files(empty_sqlite, seed, rounds):
    random, clock = Random(seed), FakeClock(datetime.fromisoformat("2026-11-23T10:00:00+00:00"))
    with a_room(empty_sqlite, clock) as room:
        purge = Purge(room.database, clock, RetentionPeriods.of_days(90, 30, 365), room.calendar.local_date, batch=7)
        gone: list[str] = []
        for number in range(rounds):
            words = [f"zyx{number}q{random.randrange(10**12)}" for _ in range(random.randint(1, 25))]
            for word in words:
                room.turn(" ".join([word] * random.choice([1, 3, 40, 300])), conversation_id=word, outcome="answered",
                          replies=[{"type": "text", "text": word * random.choice([1, 50])}], trace={"x": [word]})
            clock.advance(days=random.choice([10, 100]))
            purge.run("command")
            with room.database.reading() as session:
                left = set(session.scalars(select(Conversation.id)))
            gone += [word for word in words if word not in left]
            assert not holds(room.database, *gone)
        clock.advance(days=100)
        purge.run("command")
        assert not holds(room.database, "zyx")
