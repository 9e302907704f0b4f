"""What a database really holds: every row of every table, and the bytes of SQLite's files."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from database import Base, Database

TRAIL = {"audit_events", "scheduled_work"}


def rows(database: Database, but: set[str] = frozenset()) -> dict[str, list[tuple[Any, ...]]]:
    """Every table's rows, sorted, but for some tables."""
    with database.reading() as session:
        return {table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
                for table in Base.metadata.sorted_tables if table.name not in but}


def holds(database: Database, *words: str) -> set[str]:
    """Which of the words stand in any row, or in SQLite's files: also in free pages and in the write-ahead log."""
    text = repr(rows(database)).encode()
    path = database.engine.url.database if database.engine.dialect.name == "sqlite" else None
    for suffix in ("", "-wal", "-journal") if path else ():
        file = Path(f"{path}{suffix}")
        text += file.read_bytes() if file.exists() else b""
    return {word for word in words if word.encode() in text}
