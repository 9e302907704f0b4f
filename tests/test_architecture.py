"""Which room may import which (docs/architecture.md)."""
from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from settings import ROOT

LEAVES = {"guardrails", "settings", "encoder", "database"}
TOP = {"settings", "database", "encoder", "guardrails", "second_look", "knowledge_base", "enquiries"}
MAY_IMPORT: dict[str, set[str]] = {
    "guardrails": set(), "settings": set(), "encoder": set(), "database": set(),
    "knowledge_base": {"database", "encoder"}, "enquiries": {"database"},
    "migrations": {"database", "settings", "enquiries", "knowledge_base"},
    "second_look": {"guardrails", "encoder"}, "bot": {"guardrails", "encoder"}, "actions": TOP, "web": TOP,
    "bootstrap": {"settings", "cli"}, "evaluation": TOP | {"bootstrap"}, "cli": TOP | {"migrations", "evaluation"},
}
BANNED = {"utils", "helpers", "common", "misc", "manager"}
FRAMEWORKS = {"flask", "rasa", "rasa_sdk"}


def files_of(room: str) -> list[Path]:
    return [ROOT / f"{room}.py"] if (ROOT / f"{room}.py").exists() else sorted((ROOT / room).rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_imports_only_what_it_may(room):
    for path in files_of(room):
        ours = imports_of(path) & set(MAY_IMPORT) - {room}
        assert ours <= MAY_IMPORT[room], f"{path.relative_to(ROOT)} imports {sorted(ours - MAY_IMPORT[room])}"


def test_every_room_is_in_the_table():
    rooms = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()} - {"tests"}
    assert rooms <= set(MAY_IMPORT)


def test_the_libraries_know_nothing_of_flask_or_rasa():
    for room in ("guardrails", "encoder", "second_look", "database", "knowledge_base", "enquiries"):
        for path in files_of(room):
            assert not imports_of(path) & FRAMEWORKS, path


def test_guardrails_use_the_standard_library_alone():
    for path in files_of("guardrails"):
        assert imports_of(path) - {"guardrails"} <= set(sys.stdlib_module_names), path


def test_only_composition_roots_read_settings():
    roots = {"web/__init__.py", "web/app.py", "web/services.py", "web/serve.py", "actions/services.py", "actions/server.py", "cli.py",
             "bootstrap/serve.py", "migrations/env.py"}
    for room in ("web", "actions", "knowledge_base", "enquiries"):
        for path in files_of(room):
            calls = "load_settings(" in path.read_text(encoding="utf-8")
            assert not calls or str(path.relative_to(ROOT)) in roots, f"{path} reads settings"


def test_no_module_has_a_name_that_says_nothing():
    for room in MAY_IMPORT:
        for path in files_of(room):
            assert path.stem not in BANNED and path.parent.name not in BANNED, path


def test_no_file_is_too_long_without_a_reason():
    long = [f"{p.relative_to(ROOT)}: {n}" for room in MAY_IMPORT for p in files_of(room)
            if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300]
    assert not long, long
