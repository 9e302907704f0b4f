"""What the dialogue and the articles send is what the website takes."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from knowledge_base.answering.composing import answer_reply, handover, text_reply
from knowledge_base.answering.turn import Choice
from settings import ROOT
from tests.web.fakes import article
from web.replies import TurnPayload


def fixed_replies() -> dict[str, Any]:
    """Every `custom:` payload of domain.yml by the response's name."""
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8")).get("responses", {})
    return {f"{name}[{place}]": variant["custom"] for name, variants in responses.items()
            for place, variant in enumerate(variants) if "custom" in variant}


@pytest.mark.parametrize("name", sorted(fixed_replies()))
def test_every_fixed_reply_of_the_dialogue_is_taken(name: str) -> None:
    turn = TurnPayload.model_validate(fixed_replies()[name])
    assert turn.replies


def test_the_articles_replies_are_taken_without_loss() -> None:
    replies = [answer_reply(article(), Choice(0), "parent", date(2026, 11, 23)), handover("parent", "WPCC"),
               text_reply("unanswered", "parent", "WPCC")]
    turn = TurnPayload.model_validate({"outcome": "answered", "replies": replies})
    assert [reply.model_dump(mode="json") for reply in turn.replies] == replies
