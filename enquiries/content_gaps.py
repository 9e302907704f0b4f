"""For which articles young people asked and got parents' words: read from the receipts that are still kept."""
from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import select

from database import Database
from enquiries.models import Turn

GAP = "articles_without_young_version"
"""Where a turn's trace keeps the ids of the articles that had no words for its reader. The dialogue's `content_gap` is another thing: a kind, in one word."""


def content_gaps(database: Database, since: datetime) -> Counter[str]:
    """Article id -> how many messages since then met the gap."""
    query = select(Turn.trace).where(Turn.created_at >= since, Turn.trace[GAP].as_string().is_not(None))
    with database.reading() as session:
        return Counter(article_id for trace in session.scalars(query) for article_id in trace[GAP])
