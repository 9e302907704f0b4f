"""The second net for worry about safety."""
from __future__ import annotations

import pytest

from actions.concern import ConcernAction
from actions.services import NothingToSearch
from guardrails.safeguarding import find_concern
from tests.actions.fakes import FakeServices, tracker
from tests.actions.test_turns import run
from web.replies import TurnPayload


def test_worry_that_no_rule_knows_still_shows_contacts():
    text = "there is something at home that i do not dare to write down"
    assert find_concern(text) is None
    services = FakeServices()
    (payload,), _ = run(ConcernAction(services), tracker(text, intent="concern"))
    turn = TurnPayload.model_validate(payload)
    assert turn.outcome == "urgent_help"
    assert any(contact.phone == "999" for contact in turn.replies[0].contacts)
    assert services.asked == [], "nothing is looked up first"


def test_the_rules_kind_is_used_where_they_find_one():
    (payload,), _ = run(ConcernAction(FakeServices()), tracker("my dad hits me", intent="concern"))
    assert payload["trace"]["concern"] == find_concern("my dad hits me").kind


def test_a_question_that_only_sounds_like_worry_is_answered_with_the_contacts_below():
    services = FakeServices()
    (payload,), remembered = run(ConcernAction(services), tracker("could it be his nan?", intent="concern", confidence=0.5))
    turn = TurnPayload.model_validate(payload)
    assert turn.outcome == "answered" and [reply.type for reply in turn.replies] == ["text", "urgent_help"]
    assert remembered["last_article_id"] == "short-breaks-apply"


@pytest.mark.parametrize("services", [FakeServices("unanswered"), FakeServices("clarification"), FakeServices(error=NothingToSearch("IndexMissing"))])
def test_unsure_worry_without_a_sure_answer_still_shows_contacts(services):
    (payload,), _ = run(ConcernAction(services), tracker("could it be his nan?", intent="concern", confidence=0.5))
    assert payload["outcome"] == "urgent_help"
