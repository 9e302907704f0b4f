"""The documentation names every setting, command, target and API path, and every link in it leads somewhere."""
from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import click
import pytest
import yaml

import enquiries.models  # noqa: F401  (registers the tables)
import knowledge_base.models  # noqa: F401  (registers the tables)
from cli import main
from database import Base
from enquiries.retention.periods import LOOKUPS_KEPT
from enquiries.retention.purge import BATCH
from settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path: path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]}


def test_every_setting_stands_in_the_readme_with_its_default():
    for name, field in Settings.model_fields.items():
        row = next((line for line in README.splitlines() if line.startswith(f"| `{name.upper()}` |")), None)
        assert row, f"{name.upper()} is not in README.md's table"
        default = "var" if name == "var_dir" else str(field.default)
        assert f"| `{default}` |" in row or (default == "" and "| empty |" in row), f"{name.upper()}: default {default!r} is not in {row}"


def test_the_readme_names_no_setting_that_does_not_exist():
    table = re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    assert {name.lower() for name in table} == set(Settings.model_fields)


def commands(group: click.Group, path: str = "") -> list[str]:
    found = []
    for name, command in group.commands.items():
        found += commands(command, f"{path}{name} ") if isinstance(command, click.Group) else [f"{path}{name}"]
    return found


@pytest.mark.parametrize("command", commands(main))
def test_every_command_is_documented(command):
    assert any(f"cli {command}" in text for text in DOCS.values())


def test_every_make_target_is_documented():
    for target in re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE):
        assert f"make {target}" in README, target


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path):
    for link in re.findall(r"\]\(([^)#\s]+)", DOCS[path]):
        if not link.startswith(("http://", "https://", "mailto:")):
            assert (path.parent / link).exists(), link


def test_the_two_commands_are_in_the_readme():
    assert "make run" in README and "make test" in README


def test_every_decision_record_has_its_four_parts():
    for path in sorted((ROOT / "docs" / "adr").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert re.match(r"# \d+\. ", text) and "**Decision.**" in text and "**Context.**" in text and "**Consequences.**" in text, path


def test_data_protection_gives_the_settings_own_numbers():
    text = DOCS[ROOT / "docs" / "data-protection.md"]
    for name in ("conversation_days", "contact_days", "enquiry_days"):
        row = next(line for line in text.splitlines() if f"`{name.upper()}`" in line)
        said = re.search(rf"(\d+) days after [^|]*\(`{name.upper()}`\)", row)
        assert said and int(said[1]) == Settings.model_fields[name].default, name
    assert f"Why {Settings.model_fields['enquiry_days'].default} days" in text
    assert f"go after {Settings.model_fields['conversation_days'].default}" in text
    assert f"transactions of {BATCH} at most" in text and LOOKUPS_KEPT == timedelta(days=1)


def test_data_protection_names_every_table_of_the_database_and_no_other():
    text = DOCS[ROOT / "docs" / "data-protection.md"]
    listed = [re.findall(r"`([a-z_]+)`", line.split("|")[1]) for line in text.splitlines() if line.startswith("| `")]
    assert {name for names in listed for name in names} == set(Base.metadata.tables)


def test_data_protection_knows_how_much_the_dialogue_remembers():
    store = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))["tracker_store"]
    said = f"the last {store['turns']} turns of up to {store['conversations']:,} conversations"
    assert said in DOCS[ROOT / "docs" / "data-protection.md"]


def test_the_safeguarding_document_names_files_and_settings_that_exist_and_every_kind_of_danger():
    text = DOCS[ROOT / "docs" / "safeguarding.md"]
    named = set(re.findall(r"`((?:guardrails|second_look|evaluation|tests|web|enquiries)/[\w./-]+)`", text))
    assert len(named) > 10 and [path for path in sorted(named) if not (ROOT / path).exists()] == []
    assert {name for name in re.findall(r"`([A-Z]+_[A-Z_]+)`", text) if name.lower() not in Settings.model_fields} == set()
    kinds = [kind["kind"] for kind in json.loads((ROOT / "guardrails" / "phrases.json").read_text(encoding="utf-8"))["kinds"]]
    assert [kind for kind in kinds if f"`{kind}`" not in text] == []
