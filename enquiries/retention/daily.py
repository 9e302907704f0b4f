"""The purge once a day, however many processes could do it."""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy.orm import Session

from database import Database
from enquiries.models import ScheduledWork
from enquiries.retention.purge import Purge, Purged
from enquiries.transactions import ROW_LOCK, write_retrying

EVERY = timedelta(days=1)
LEASE = timedelta(hours=1)

log = structlog.get_logger(__name__)


class Stops(Protocol):
    """Anything like threading.Event."""

    def wait(self, timeout: float) -> bool: ...
    def is_set(self) -> bool: ...


class DailyWork:
    """Lets one process at a time do a named piece of work, and again only a day after it was done.

    A process that dies keeps the others out until its lease ends. The work must bear being done twice at once, which happens when it
    takes longer than the lease.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], name: str, worker_id: str, every: timedelta = EVERY,
                 lease: timedelta = LEASE) -> None:
        self._database, self._clock, self._name, self._worker_id = database, clock, name, worker_id
        self._every, self._lease = every, lease

    def take(self) -> bool:
        """Whether the work is due and now this process's."""
        with self._database.reading() as session:
            if not self._free(session.get(ScheduledWork, self._name)):
                return False
        return write_retrying(self._database, self._take)

    def done(self) -> None:
        """The work is done: due again in a day."""
        self._end(done_at=self._clock())

    def give_back(self) -> None:
        """The work is not done: anybody may take it."""
        self._end()

    def _free(self, row: ScheduledWork | None) -> bool:
        now = self._clock()
        if row is None:
            return True
        due = row.done_at is None or row.done_at <= now - self._every
        return due and (row.leased_until is None or row.leased_until <= now)

    def _take(self, session: Session) -> bool:
        row = session.get(ScheduledWork, self._name, with_for_update=ROW_LOCK)
        if not self._free(row):
            return False
        if row is None:
            row = ScheduledWork(name=self._name)
            session.add(row)
        row.leased_by, row.leased_until = self._worker_id, self._clock() + self._lease
        return True

    def _end(self, **values: datetime) -> None:
        with self._database.writing() as session:
            row = session.get(ScheduledWork, self._name, with_for_update=ROW_LOCK)
            if row is None or row.leased_by != self._worker_id:
                return
            row.leased_by = row.leased_until = None
            for name, value in values.items():
                setattr(row, name, value)


class DailyPurge:
    """Runs the purge when it is due."""

    def __init__(self, purge: Purge, work: DailyWork) -> None:
        self._purge, self._work = purge, work

    def run_if_due(self, stopped: Callable[[], bool] = lambda: False) -> Purged | None:
        """What was done, or None when it was not due or another process does it.

        Stopped or failed: due again at once. Somebody kept SQLite's log open: due again when the lease ends.
        """
        if not self._work.take():
            return None
        try:
            purged = self._purge.run("website", stopped=stopped)
        except Exception:
            self._work.give_back()
            raise
        if not purged.complete:
            self._work.give_back()
        elif purged.files_clean:
            self._work.done()
        log.info("purged", complete=purged.complete, files_clean=purged.files_clean, **purged.counts)
        return purged

    def run_until(self, stop: Stops, seconds: float) -> None:
        """Look every `seconds` until `stop` is set. A failing run (database down) is logged and tried again."""
        while not stop.wait(seconds):
            try:
                self.run_if_due(stop.is_set)
            except Exception as error:  # the loop must outlive a database that is away for a while
                log.warning("purge_failed", error=type(error).__name__)
