"""docs/childrens-code.md: all 15 standards, and nothing named in it that is not there."""
from __future__ import annotations

import re

import click
import pytest

from cli import main
from settings import ROOT, Settings
from web import create_app

TEXT = (ROOT / "docs" / "childrens-code.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if re.match(r"\| \d+ \|", line)]
NAMED = sorted(set(re.findall(r"`([^`]+)`", TEXT)))


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The pages of the website."""
    app = create_app(Settings(_env_file=None, var_dir=tmp_path_factory.mktemp("site"), secret_key="s" * 32))
    return {rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods}


def test_all_fifteen_standards_stand_there_in_order_each_with_every_part():
    assert [row[0] for row in ROWS] == [str(number) for number in range(1, 16)]
    assert all(len(row) == 5 and all(row) for row in ROWS)
    assert all("`" in where for _number, _name, _asks, where, _left in ROWS)
    assert all(asks.count(".") == 1 and asks.endswith(".") for _number, _name, asks, _where, _left in ROWS)


@pytest.mark.parametrize("name", NAMED)
def test_what_it_names_is_there(name: str, addresses: set[str]):
    if name.startswith("/"):
        assert name in addresses
    elif name.startswith("cli "):
        found: click.Command | None = main
        for word in name.split()[1:]:
            found = found.commands.get(word) if isinstance(found, click.Group) else None
        assert found is not None
    elif name.isupper():
        assert name.lower() in Settings.model_fields
    else:
        assert (ROOT / name).exists()


def test_it_names_something_of_every_kind():
    assert any(name.startswith("/") for name in NAMED) and any(name.startswith("cli ") for name in NAMED)
    assert any(name.isupper() for name in NAMED) and any(name.endswith(".py") for name in NAMED)
