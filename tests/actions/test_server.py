"""The action server serves what domain.yml names, and nothing else."""
from __future__ import annotations

from pathlib import Path

import yaml
from rasa_sdk.executor import ActionExecutor

from actions.server import ACTIONS

DOMAIN = yaml.safe_load((Path(__file__).resolve().parents[2] / "domain.yml").read_text(encoding="utf-8"))


def test_every_action_of_the_domain_is_served():
    assert sorted(action().name() for action in ACTIONS) == sorted(DOMAIN["actions"])


def test_rasa_sdks_own_discovery_finds_the_same_actions():
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(DOMAIN["actions"]) <= set(executor.actions)
