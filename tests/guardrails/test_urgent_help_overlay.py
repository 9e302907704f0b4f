"""Approved wording lies over the shipped file; whatever is broken in it falls back to the shipped words."""
from __future__ import annotations

import copy
from dataclasses import fields
from typing import Any

import pytest

from guardrails.safeguarding import Concern, urgent_help
from guardrails.urgent_help import UrgentHelpTexts
from guardrails.urgent_help_checks import contact_faults, kind_faults, rules
from guardrails.urgent_help_overlay import Overlaying, data_in_force, shipped_data, texts_in_force

SHIPPED = shipped_data()


def kind(key: str = "neglect", **changes: Any) -> Overlaying:
    """A kind's shipped entry, changed."""
    return Overlaying("kind", key, {**copy.deepcopy(SHIPPED["kinds"][key]), **changes})


def words(text: str) -> dict[str, str]:
    return dict.fromkeys(("parent", "young_person", "unknown"), text)


def shown(entries: list[Overlaying], key: str = "neglect", voice: str = "parent"):
    return urgent_help(Concern(key, voice, "rule"), texts_in_force(entries))


def test_the_shipped_file_keeps_its_own_rules() -> None:
    for key, content in SHIPPED["kinds"].items():
        assert kind_faults(key, content, SHIPPED["contacts"]) == []
    assert [contact_faults(content) for content in SHIPPED["contacts"].values()] == [[]] * len(SHIPPED["contacts"])
    assert set(rules()["emergency_first"]) | set(rules()["without_young_people_phone"]) <= set(SHIPPED["kinds"])
    assert data_in_force([]) == SHIPPED


def test_approved_words_routes_and_contacts_are_shown() -> None:
    route = {voice: ["emergency", "childline", "home_start"] for voice in ("parent", "young_person", "unknown")}
    new = Overlaying("contact", "home_start", {"name": "Home-Start", "phone": "01225 764647"})
    after = [kind(text=words("Please ring."), contacts=route), new]
    assert shown(after).text == "Please ring." and [c.name for c in shown(after).contacts][-1] == "Home-Start"
    assert shown(after, "abuse") == shown([], "abuse") and shown([new, kind(contacts=route)]).contacts[-1].phone == "01225 764647"


@pytest.mark.parametrize("broken", [
    kind(text=words("")), kind(text=words("x" * 401)), kind(text=words("<b>Ring</b>")), kind(text={"parent": "Ring."}), kind(text=None),
    kind(contacts={"parent": [], "young_person": ["childline"], "unknown": []}), kind(more=1),
    kind(contacts={voice: ["nobody_knows"] for voice in ("parent", "young_person", "unknown")}),
    kind(contacts={voice: [["emergency"]] for voice in ("parent", "young_person", "unknown")}),
    kind(contacts={voice: ["emergency", "mash"] for voice in ("parent", "young_person", "unknown")}),
    Overlaying("kind", "neglect", {}), Overlaying("kind", "neglect", None), Overlaying("kind", "neglect", []), Overlaying("kind", "no_such_kind", {}),
    Overlaying("contact", "mash", {"name": "MASH", "phone": "ring us"}), Overlaying("contact", "mash", {"phone": "111"}),
    Overlaying("contact", "mash", {"name": 5}), Overlaying("contact", "mash", None), Overlaying("song", "neglect", {})])
def test_a_broken_row_falls_back_to_the_shipped_entry(broken: Overlaying, caplog: pytest.LogCaptureFixture) -> None:
    assert data_in_force([broken]) == SHIPPED
    logged = [record.getMessage() for record in caplog.records]
    assert len(logged) == 1 and any(name in logged[0] for name in ("neglect", "mash", "an unknown entry"))
    assert "no_such_kind" not in caplog.text and "Ring" not in caplog.text


@pytest.mark.parametrize("key", rules()["emergency_first"])
def test_999_stays_first_where_life_is_at_risk(key: str) -> None:
    for voice in ("parent", "young_person", "unknown"):
        route = {**SHIPPED["kinds"][key]["contacts"], voice: ["samaritans", "emergency", "childline"]}
        assert [fault.rule for fault in kind_faults(key, kind(key, contacts=route).content, SHIPPED["contacts"])] == ["emergency_first"]


def test_every_kind_keeps_999_and_young_people_keep_childline() -> None:
    for key, content in SHIPPED["kinds"].items():
        without = {voice: [name for name in route if name != "childline"] for voice, route in content["contacts"].items()}
        found = [(fault.field, fault.rule) for fault in kind_faults(key, kind(key, contacts=without).content, SHIPPED["contacts"])]
        assert found == ([] if key == "medical_emergency" else [("contacts-young_person", "young_people_missing")])
    later = {**SHIPPED["kinds"]["neglect"]["contacts"], "parent": ["mash", "emergency"], "unknown": ["mash"]}
    assert [(f.field, f.rule) for f in kind_faults("neglect", kind(contacts=later).content, SHIPPED["contacts"])] == [("contacts-unknown", "emergency_missing")]


def test_another_number_under_999s_name_cannot_reach_families() -> None:
    other = Overlaying("contact", "emergency", {"name": "Emergency services", "phone": "998"})
    for key in SHIPPED["kinds"]:
        assert shown([other], key).contacts == shown([], key).contacts


def test_a_contact_is_left_out_only_once_nobody_shows_it() -> None:
    gone = Overlaying("contact", "domestic_abuse", {"left_out": True})
    assert data_in_force([gone]) == SHIPPED
    routes = {voice: [name for name in route if name != "domestic_abuse"] for voice, route in SHIPPED["kinds"]["domestic_abuse"]["contacts"].items()}
    assert "domestic_abuse" not in data_in_force([gone, kind("domestic_abuse", contacts=routes)])["contacts"]


@pytest.mark.parametrize(("content", "rule"), [
    ({"name": "", "phone": "999"}, "empty"), ({"name": "A"}, "unreachable"), ({"name": "A", "url": "http://a.example"}, "url_invalid"),
    ({"name": "A", "url": "javascript:alert(1)"}, "url_invalid"), ({"name": "A", "phone": "0800-CALL"}, "phone_invalid"),
    ({"name": "A", "text_message": "12"}, "text_message_invalid"), ({"name": "<i>A</i>", "phone": "999"}, "markup"),
    ({"name": "A", "phone": "999", "hours": "x" * 121}, "too_long"), ({"name": "A", "phone": "999", "fax": "1"}, "malformed")])
def test_what_a_contact_must_be(content: dict[str, str], rule: str) -> None:
    assert [fault.rule for fault in contact_faults(content)] == [rule]


def test_whatever_else_the_texts_hold_is_kept() -> None:
    plain, laid = texts_in_force([]), texts_in_force([kind(text=words("Please ring."))])
    assert all(getattr(plain, field.name) == getattr(laid, field.name) for field in fields(UrgentHelpTexts) if field.name != "helps")
    assert plain.helps.keys() == laid.helps.keys()
