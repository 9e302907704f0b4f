"""The migrated tables are the models' tables."""
from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

import enquiries.models  # noqa: F401
import knowledge_base.models  # noqa: F401
from database import Base, Database
from migrations.upgrade import upgrade_to_head
from tests.conftest import BACKENDS, POSTGRES_URL


@pytest.mark.parametrize("backend", BACKENDS)
def test_migrations_lead_to_the_models(backend, tmp_path):
    url = f"sqlite:///{tmp_path / 'migrated.db'}" if backend == "sqlite" else POSTGRES_URL
    database = Database(url)
    if backend == "postgres":
        with database.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    upgrade_to_head(url)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    database.close()
