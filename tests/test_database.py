"""Sessions, times and what two processes may do at once."""
from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, StatementError

from database import Database
from knowledge_base.models import ArticleRow


def a_row(id: str, at: datetime) -> ArticleRow:
    return ArticleRow(id=id, status="draft", published_number=None, created_at=at, updated_at=at)


def test_a_time_comes_back_aware_and_in_utc(database, clock):
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=1)))
    with database.writing() as session:
        session.add(a_row("one", summer))
    with database.reading() as session:
        found = session.get(ArticleRow, "one").created_at
    assert found == summer and found.tzinfo == UTC and found.hour == 11


def test_a_time_without_a_zone_is_refused(database):
    with pytest.raises(StatementError, match="time zone"), database.writing() as session:
        session.add(a_row("one", datetime(2026, 7, 1)))


def test_a_write_that_breaks_off_leaves_nothing(database, clock):
    with pytest.raises(RuntimeError), database.writing() as session:
        session.add(a_row("one", clock()))
        session.flush()
        raise RuntimeError("broken off")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ArticleRow)) == 0


def test_an_error_does_not_tell_the_values_that_were_stored(database, clock):
    with database.writing() as session:
        session.add(a_row("a-secret-value", clock()))
    with pytest.raises(IntegrityError) as caught, database.writing() as session:
        session.execute(ArticleRow.__table__.insert().values(
            id="a-secret-value", status="a private word", created_at=clock(), updated_at=clock()))
    assert "a private word" not in str(caught.value)


def test_many_writers_that_read_first_wait_for_each_other(database, clock):
    with database.writing() as session:
        session.add(a_row("count", clock()))
        session.get(ArticleRow, "count").published_number = 0

    def add_ten() -> None:
        for _ in range(10):
            with database.writing() as session:
                row = session.get(ArticleRow, "count", with_for_update=True)
                row.published_number += 1

    threads = [threading.Thread(target=add_ten) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.get(ArticleRow, "count").published_number == 60


def test_connections_that_make_the_same_new_file_at_once_all_succeed(tmp_path):
    start, errors = threading.Barrier(8), []

    def connect() -> None:
        start.wait()
        try:
            Database(f"sqlite:///{tmp_path / 'new.db'}").engine.connect().close()
        except Exception as error:  # noqa: BLE001  kept for the assertion
            errors.append(error)

    threads = [threading.Thread(target=connect) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
