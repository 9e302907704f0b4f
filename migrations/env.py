"""Runs migrations on the address that `upgrade_to_head` passes, or on DATABASE_URL from the settings."""
from __future__ import annotations

from alembic import context
from sqlalchemy import text
from sqlalchemy.engine import Connection

import enquiries.models  # noqa: F401  (registers the tables)
import knowledge_base.models  # noqa: F401  (registers the tables)
from database import Base, Database
from settings import load_settings

ADVISORY_LOCK = 7_347_861  # any number, the same in every process, so that two starting at once migrate one after the other


def _url() -> str:
    return context.config.attributes.get("url") or load_settings().resolved_database_url


def _migrate(connection: Connection) -> None:
    on_sqlite = connection.dialect.name == "sqlite"
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=on_sqlite, compare_type=True)
    with context.begin_transaction():
        if not on_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        context.run_migrations()


def _run() -> None:
    database = Database(_url())
    try:
        # On SQLite the write option makes the transaction take the write lock at once, which serialises two migrations.
        with database.engine.execution_options(signpost_write=True).connect() as connection:
            _migrate(connection)
            connection.commit()
    finally:
        database.close()


if context.is_offline_mode():
    raise SystemExit("Signpost migrates a database that it can reach; there is no SQL-only mode.")
_run()
