"""The office's figures: the same before and after words are deleted."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from database import Database
from enquiries.models import DailyCount, Enquiry, Turn
from enquiries.models.enquiry import ASKED, CLOSED, ERASED, REPLIED
from enquiries.retention.counting import URGENT_HELP, Group, LocalDate, Tally, tally_turns

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TurnFigure:
    """Messages of one local day with one outcome and topic ("" where nothing was answered; of urgent help, the kind of concern)."""

    day: date
    audience: str
    outcome: str
    topic: str
    turns: int
    conversations: int


@dataclass(frozen=True)
class PromiseFigures:
    """Promises that fell due in a period. `kept` and `late` were replied to or closed; `withdrawn` were erased before; `asked` is how
    many of all of them had a person asked for."""

    kept: int
    late: int
    waiting: int
    withdrawn: int
    asked: int


class Figures:
    """Reads living rows and kept counts as one."""

    def __init__(self, database: Database, local_date: LocalDate) -> None:
        self._database, self._local_date = database, local_date

    def turns(self, first: date, last: date) -> list[TurnFigure]:
        """Messages by day, audience, outcome and topic, from `first` to `last` (local days, both counted)."""
        with self._database.reading() as session:
            tallies = self._living(session, first, last)
            for row in session.scalars(select(DailyCount).where(DailyCount.day.between(first, last))):
                tally = tallies.setdefault(Group(row.day, row.audience, row.outcome, row.topic), Tally())
                tally.turns, tally.conversations = tally.turns + row.turns, tally.conversations + row.conversations
        return [TurnFigure(*group, tally.turns, tally.conversations) for group, tally in sorted(tallies.items())]

    def urgent_help(self, first: date, last: date) -> dict[str, int]:
        """How often urgent help was shown for each kind of concern, from `first` to `last`; "" where the kind was not kept."""
        with self._database.reading() as session:
            shown: Counter[str] = Counter()
            for group, tally in self._living(session, first, last, Turn.outcome == URGENT_HELP).items():
                shown[group.topic] += tally.turns
            for row in session.scalars(select(DailyCount).where(DailyCount.day.between(first, last), DailyCount.outcome == URGENT_HELP)):
                shown[row.topic] += row.turns
        return dict(shown)

    def promises(self, first: date, last: date) -> PromiseFigures:
        """How the promises due from `first` to `last` (both counted) were kept."""
        with self._database.reading() as session:
            enquiries = session.scalars(select(Enquiry).where(Enquiry.due_on.between(first, last))).all()
        kinds = Counter(self._kind(enquiry) for enquiry in enquiries)
        asked = sum(enquiry.origin == ASKED for enquiry in enquiries)
        return PromiseFigures(kinds["kept"], kinds["late"], kinds["waiting"], kinds["withdrawn"], asked)

    def _living(self, session: Session, first: date, last: date, *which: ColumnElement[bool]) -> dict[Group, Tally]:
        """Counts of turns that are still there; a day is looked for in a day more on each side, because local days are not UTC's."""
        begin, end = (datetime.combine(day, time(), UTC) for day in (first - ONE_DAY, last + 2 * ONE_DAY))
        tallies = tally_turns(session, self._local_date, Turn.created_at >= begin, Turn.created_at < end, *which)
        return {group: tally for group, tally in tallies.items() if first <= group.day <= last}

    def _kind(self, enquiry: Enquiry) -> str:
        ended = {REPLIED: enquiry.replied_at, CLOSED: enquiry.closed_at}.get(enquiry.status)
        if ended is None:
            return "waiting"
        if enquiry.close_reason_code == ERASED:
            return "withdrawn"
        return "kept" if self._local_date(ended) <= enquiry.due_on else "late"
