"""The second net for worry about safety."""
from __future__ import annotations

from actions.concern import ConcernAction
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
