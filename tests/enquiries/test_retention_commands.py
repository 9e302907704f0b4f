"""`cli purge` and `cli erase` on a database of their own."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from cli import main
from database import Database, utc_now
from enquiries.models import AuditEvent
from migrations.upgrade import upgrade_to_head
from tests.conftest import FakeClock
from tests.enquiries.conftest import Room, build_room
from tests.enquiries.stored import holds, rows


@pytest.fixture
def migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """Services on the database that the commands use, 400 days ago."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    url = f"sqlite:///{tmp_path / 'signpost.db'}"
    upgrade_to_head(url)
    database, clock = Database(url), FakeClock(utc_now())
    clock.advance(days=-400)
    yield build_room(database, clock)
    database.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_purge_counts_first_and_then_deletes(migrated: Room) -> None:
    migrated.turn("zyxomma", outcome="answered")
    reference = migrated.handovers.confirm(migrated.handover(question="yabbie")).reference
    migrated.office.reply(reference, migrated.officer().id, "wombatfund")
    before = rows(migrated.database)
    counted = run("purge", "--dry-run")
    assert counted.exit_code == 0 and rows(migrated.database) == before
    what = ("1 conversation, 1 message with its answer, 1 set of contact details, 3 mail records, 3 of them never sent, "
            "1 enquiry emptied, 1 reply")
    assert counted.output == f"A purge would delete now: {what}. Nothing was changed.\n"
    done = run("purge")
    assert done.exit_code == 0 and done.output.splitlines()[-1] == f"Deleted: {what}." and len(done.output.splitlines()) == 4
    assert not holds(migrated.database, "zyxomma", "yabbie", "wombatfund", reference)
    assert run("purge").output == "Deleted: nothing.\n"
    assert run("purge", "--dry-run").output == "A purge would delete now: nothing. Nothing was changed.\n"


def test_erase_says_what_went_and_keeps_who_and_why(migrated: Room) -> None:
    receipt = migrated.turn("zyxomma")
    form = migrated.handover(question="yabbie", receipt=receipt, conversation_id="conversation-1", name="Quendoline")
    reference = migrated.handovers.confirm(form).reference
    done = run("erase", reference, "--by", "Ann Officer", "--reason", "mum of Jack Smith rang on 07700 900123")
    assert done.exit_code == 0 and done.output.startswith(f"Erased {reference}: 1 conversation, 1 message with its answer, ")
    assert not holds(migrated.database, "zyxomma", "yabbie", "Jack", "07700")
    with migrated.database.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "erased")).one()
    assert event.details["by"] == "Ann Officer" and event.details["reason"].startswith("mum of [name] rang")
    again = run("erase", reference, "--by", "Ann Officer", "--reason", "again")
    assert again.exit_code == 1 and "There is no enquiry with this reference" in again.output


@pytest.mark.parametrize(("arguments", "status"), [(("--by", "Ann"), 2), (("--reason", "why"), 2), (("--by", " ", "--reason", "why"), 1),
                                                   (("--by", "Ann", "--reason", ""), 1)])
def test_nobody_erases_without_saying_who_and_why(migrated: Room, arguments: tuple[str, ...], status: int) -> None:
    reference = migrated.handovers.confirm(migrated.handover()).reference
    done = run("erase", reference, *arguments)
    assert done.exit_code == status and "Traceback" not in done.output and migrated.office.get(reference)


def test_a_log_that_somebody_holds_open_is_said(migrated: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("database.SQLITE_BUSY_TIMEOUT_MS", 50)
    migrated.turn("zyxomma", outcome="answered")
    with migrated.database.reading() as session:
        session.execute(select(AuditEvent)).all()
        done = run("purge")
        assert done.exit_code == 0 and "run `cli purge` again" in done.output
    assert "again" not in run("purge").output and not holds(migrated.database, "zyxomma")
