"""The migrations make exactly the tables that the models describe, and can be taken back."""
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

import enquiries.models
from database import Base, Database
from enquiries.retention.erasure import Erasure
from migrations.upgrade import migration_config, upgrade_to_head
from tests.conftest import BACKENDS, POSTGRES_URL, FakeClock
from tests.enquiries.conftest import build_room

OURS = {getattr(enquiries.models, name).__tablename__ for name in enquiries.models.__all__}


@pytest.fixture(params=BACKENDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """An empty database: (url, Database)."""
    url = f"sqlite:///{tmp_path / 'migrated.db'}" if request.param == "sqlite" else POSTGRES_URL
    database = Database(url)
    if request.param == "postgres":
        with database.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    yield url, database
    database.close()


def _ours(item: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
    table = name if kind == "table" else getattr(getattr(item, "table", None), "name", None)
    return table in OURS


def test_migrated_tables_are_those_of_the_models(empty: tuple[str, Database]) -> None:
    url, database = empty
    upgrade_to_head(url)
    upgrade_to_head(url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _ours})
        assert compare_metadata(context, Base.metadata) == []
        assert set(inspect(connection).get_table_names()) >= OURS


def test_a_migrated_database_works_and_can_be_taken_back(empty: tuple[str, Database], clock: FakeClock) -> None:
    url, database = empty
    upgrade_to_head(url)
    room = build_room(database, clock)
    room.turn()
    confirmation = room.handovers.confirm(room.handover())
    room.office.reply(confirmation.reference, room.officer().id, "Here.")
    command.downgrade(migration_config(url), "base")
    assert not OURS & set(inspect(database.engine).get_table_names())
    upgrade_to_head(url)
    assert room.office.queue().total == 0


def test_checks_hold_in_the_migrated_database(empty: tuple[str, Database], clock: FakeClock) -> None:
    from sqlalchemy.exc import IntegrityError
    url, database = empty
    upgrade_to_head(url)
    build_room(database, clock).turn()
    for change in ("status = 'lost'", "status = 'claimed'", "origin = 'elsewhere'"):
        with pytest.raises(IntegrityError), database.writing() as session:
            session.execute(text(f"UPDATE enquiries SET {change}"))


def test_two_processes_starting_at_once_migrate_once(empty: tuple[str, Database], at_once: Callable[..., list[Any]]) -> None:
    import subprocess
    import sys
    url, database = empty
    root = Path(__file__).resolve().parents[2]
    start = [sys.executable, "-c", f"from migrations.upgrade import upgrade_to_head; upgrade_to_head({url!r})"]
    results = at_once(*[lambda: subprocess.run(start, cwd=root, capture_output=True, text=True, timeout=120)] * 2)
    assert [(result.returncode, result.stderr[-500:] if result.returncode else "") for result in results] == [(0, "")] * 2
    assert set(inspect(database.engine).get_table_names()) >= OURS


def test_records_of_the_version_before_retention_are_kept_and_can_be_purged(empty: tuple[str, Database], clock: FakeClock) -> None:
    url, database = empty
    upgrade_to_head(url)
    room = build_room(database, clock)
    room.turn("who pays for zyxomma")
    confirmation = room.handovers.confirm(room.handover())
    command.downgrade(migration_config(url), "0002_articles")
    upgrade_to_head(url)
    assert room.office.get(confirmation.reference).question and room.conversations.turns("conversation-1")
    for reference in (confirmation.reference, room.office.queue().items[0].reference):
        Erasure(database, clock, room.calendar.local_date).erase(reference, "Ann", "asked to")
    assert room.office.queue().total == 0
