"""The purge: deletes by age what is due, a batch a transaction, each with its audit event. Any number may run at once."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from database import Database
from enquiries.audit import record
from enquiries.retention.counting import LocalDate
from enquiries.retention.periods import RetentionPeriods
from enquiries.retention.removal import Counts
from enquiries.retention.steps import Step, steps

BATCH = 200  # rows at most in one transaction: others wait for a fraction of a second
Report = Callable[[str, Counts], None]


@dataclass(frozen=True)
class Purged:
    """What a run did. `complete` is False when it was stopped half way; `files_clean` when SQLite's log could not be cut yet."""

    counts: Counts
    complete: bool
    files_clean: bool


class Purge:
    """Counts or deletes what is past its period at the time of the call."""

    def __init__(self, database: Database, clock: Callable[[], datetime], periods: RetentionPeriods, local_date: LocalDate,
                 batch: int = BATCH) -> None:
        self._database, self._clock, self._batch = database, clock, batch
        self._steps = steps(periods, local_date)

    def due(self) -> Counts:
        """How much a run would delete now, by kind. Changes nothing."""
        now = self._clock()
        with self._database.reading() as session:
            return sum((step.due(session, now) for step in self._steps), Counter())

    def run(self, started_by: str, report: Report = lambda _name, _counts: None, stopped: Callable[[], bool] = lambda: False) -> Purged:
        """Delete what is due. `report` hears of each batch; `stopped` is asked before each. `started_by` ("command", "website") is audited."""
        now, total, complete = self._clock(), Counter[str](), True
        for step in self._steps:
            while complete:
                complete = not stopped()
                counts = self._remove(step, now, started_by) if complete else Counter[str]()
                if not counts:
                    break
                report(step.name, counts)
                total += counts
        files_clean = self._database.forget_deleted()
        with self._database.writing() as session:
            record(session, self._clock(), "purge_ended", details={
                "started_by": started_by, "complete": complete, "files_clean": files_clean, **total})
        return Purged(total, complete, files_clean)

    def _remove(self, step: Step, now: datetime, started_by: str) -> Counts:
        """One batch with its audit event, or nothing."""
        with self._database.writing() as session:
            counts = +step.remove(session, now, self._batch)
            if counts:
                record(session, now, "purged", details={"started_by": started_by, "kind": step.name, **counts})
            return counts
