"""Wrong PINs, counted for each reference that was tried, whether it exists or not."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from database import Base, UtcDateTime


class FailedLookup(Base):
    """`digest` is the SHA-256 of the tried reference in hex, so that what people typed is not kept."""

    __tablename__ = "failed_lookups"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrong_pins: Mapped[int]
    last_wrong_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
