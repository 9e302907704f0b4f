"""What stays when words are deleted (counts), and when work that is due once a day was last done."""
from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from database import Base, UtcDateTime


class DailyCount(Base):
    """Deleted turns of one local day, counted. `topic` is that of a turn's first answer, empty where nothing was answered; of urgent help,
    the kind of concern.

    `conversations` counts those of the turns that began a conversation.
    """

    __tablename__ = "daily_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    audience: Mapped[str] = mapped_column(String(20), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(30), primary_key=True)
    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    turns: Mapped[int]
    conversations: Mapped[int]


class ScheduledWork(Base):
    """One piece of daily work. Whoever does it holds it until `leased_until`; then, if it died, somebody else may."""

    __tablename__ = "scheduled_work"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leased_by: Mapped[str | None] = mapped_column(String(80))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
