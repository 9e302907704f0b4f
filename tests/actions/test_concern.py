"""The second net for worry about safety."""
from __future__ import annotations

import pytest

from actions import services
from actions.concern import ConcernAction
from actions.services import NothingToSearch
from database import Database
from guardrails.safeguarding import find_concern
from guardrails.urgent_help_overlay import Overlaying, texts_in_force
from migrations.upgrade import upgrade_to_head
from tests.actions.fakes import FakeServices, tracker
from tests.actions.test_turns import run
from web.replies import TurnPayload


def test_worry_that_no_rule_knows_still_shows_contacts():
    text = "there is something at home that i do not dare to write down"
    assert find_concern(text) is None
    asked = FakeServices()
    (payload,), _ = run(ConcernAction(asked), tracker(text, intent="concern"))
    turn = TurnPayload.model_validate(payload)
    assert turn.outcome == "urgent_help"
    assert any(contact.phone == "999" for contact in turn.replies[0].contacts)
    assert asked.asked == [], "nothing is looked up first"


def test_the_rules_kind_is_used_where_they_find_one():
    (payload,), _ = run(ConcernAction(FakeServices()), tracker("my dad hits me", intent="concern"))
    assert payload["trace"]["concern"] == find_concern("my dad hits me").kind


def test_a_question_that_only_sounds_like_worry_is_answered_with_the_contacts_below():
    asked = FakeServices()
    (payload,), remembered = run(ConcernAction(asked), tracker("could it be his nan?", intent="concern", confidence=0.5))
    turn = TurnPayload.model_validate(payload)
    assert turn.outcome == "answered" and [reply.type for reply in turn.replies] == ["text", "urgent_help"]
    assert remembered["last_article_id"] == "short-breaks-apply"


@pytest.mark.parametrize("asked", [FakeServices("unanswered"), FakeServices("clarification"), FakeServices(error=NothingToSearch("IndexMissing"))])
def test_unsure_worry_without_a_sure_answer_still_shows_contacts(asked):
    (payload,), _ = run(ConcernAction(asked), tracker("could it be his nan?", intent="concern", confidence=0.5))
    assert payload["outcome"] == "urgent_help"


def test_the_wording_that_officers_approved_is_shown_here_too():
    route = {voice: ["emergency", "childline"] for voice in ("parent", "young_person", "unknown")}
    approved = Overlaying("kind", "general", {"text": dict.fromkeys(route, "Please ring 999 now."), "contacts": route})
    for texts, expected in ((lambda: texts_in_force([approved]), True), (lambda: None, False)):
        (payload,), _ = run(ConcernAction(FakeServices(), texts), tracker("there is something at home", intent="concern"))
        assert (payload["replies"][0]["text"] == "Please ring 999 now.") is expected
        assert payload["replies"][0]["contacts"][0]["phone"] == "999"


def test_the_action_server_follows_the_record_and_never_waits_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr(services, "_open_database", lambda: Database(f"sqlite:///{tmp_path / 'empty.db'}"))
    services._wording.cache_clear()
    assert services.urgent_help_texts() is None
    assert not services._wording().refresh() and services.urgent_help_texts() is None, "no tables: the shipped words stand"
    upgrade_to_head(f"sqlite:///{tmp_path / 'empty.db'}")
    assert services._wording().refresh() and services.urgent_help_texts() == texts_in_force([])
    services._wording.cache_clear()
