"""Fixtures every room's tests share: a fresh database (SQLite, and PostgreSQL when TEST_DATABASE_URL is set) and a clock."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import text

from database import Base, Database

hypothesis.settings.register_profile("signpost", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("signpost")
POSTGRES_URL = os.environ.get("TEST_DATABASE_URL", "")
BACKENDS = ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.skipif(
    not POSTGRES_URL, reason="TEST_DATABASE_URL is not set")])]


class FakeClock:
    """A clock that stands still until it is moved. Call it for the time."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **delta: float) -> None:
        """Move forward by a timedelta's arguments."""
        self.now += timedelta(**delta)


@pytest.fixture
def clock() -> FakeClock:
    """Monday 23 November 2026, 10:00 UTC."""
    return FakeClock(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and nothing in it; tests take copies."""
    _register_tables()
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    db = Database(f"sqlite:///{path}")
    Base.metadata.create_all(db.engine)
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, tmp_path: Path, empty_sqlite: Path) -> Iterator[Database]:
    """An empty database with every table."""
    if request.param == "postgres":
        db = Database(POSTGRES_URL)
        with db.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        Base.metadata.create_all(db.engine)
    else:
        shutil.copyfile(empty_sqlite, tmp_path / "test.db")
        db = Database(f"sqlite:///{tmp_path / 'test.db'}")
    yield db
    db.close()


def _register_tables() -> None:
    import enquiries.models  # noqa: F401
    import knowledge_base.models  # noqa: F401
