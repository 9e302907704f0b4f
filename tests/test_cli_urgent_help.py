"""`cli urgent-help`: the wording in force for review, and how it came about."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner

from cli import main
from database import Database, utc_now
from enquiries.ids import RandomIds
from enquiries.officers import OfficerService
from enquiries.urgent_help_wording.service import WordingService
from enquiries.urgent_help_wording.views import Entry, fingerprint
from guardrails.urgent_help_overlay import SHIPPED_FILE, shipped_data
from migrations.upgrade import upgrade_to_head


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A migrated database that the commands use."""
    url = f"sqlite:///{tmp_path / 'signpost.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    upgrade_to_head(url)
    return Database(url)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["urgent-help", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def approve_something(database: Database) -> dict:
    """Two officers, one approved wording; gives its content."""
    officers = OfficerService(database, utc_now, RandomIds(), PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    ann, ben = (officers.accept_invitation(officers.invite(None, 1), name, f"{name}@forum.example", "three unrelated words").id for name in ("Ann", "Ben"))
    entry = Entry("kind", "neglect")
    before = shipped_data()["kinds"]["neglect"]
    content = {**before, "text": {**before["text"], "parent": "Ring 999 if a child is in danger now."}}
    wording = WordingService(database, utc_now, lambda entry: before, lambda entry, content, approved: {})
    wording.approve(wording.propose(entry, content, "Shorter.", ann, fingerprint(before)), ben, "Agreed.", 0)
    return content


def test_export_is_the_shipped_file_until_something_is_approved(database: Database, tmp_path: Path) -> None:
    run("export", "--to", str(tmp_path / "now.json"))
    assert (tmp_path / "now.json").read_bytes() == SHIPPED_FILE.read_bytes()
    assert "Nothing has been proposed" in run("history")
    content = approve_something(database)
    exported = json.loads(run("export"))
    assert exported["kinds"]["neglect"] == content and exported["contacts"] == shipped_data()["contacts"]
    assert list(exported["kinds"]) == list(shipped_data()["kinds"])


def test_history_says_who_when_and_why(database: Database) -> None:
    approve_something(database)
    said = run("history")
    for words in ("1. kind neglect, proposed by Ann on", "Shorter.", "approved by Ben on", "version 1: Agreed."):
        assert words in said
