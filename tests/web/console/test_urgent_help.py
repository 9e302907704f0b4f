"""The urgent help on the console: proposed by one officer, approved by another, seen by families; nothing typed is lost."""
from __future__ import annotations

import re
import threading

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from enquiries.conversations import TurnRecord
from enquiries.urgent_help_wording.live import LOOK_SECONDS
from enquiries.urgent_help_wording.views import Entry, fingerprint
from enquiries.views import OfficerView
from guardrails.urgent_help_overlay import shipped_data
from tests.conftest import FakeClock
from tests.web.conftest import ask, soup, submit
from tests.web.console.conftest import PASSWORD, asked, new_officer, press, sign_in, signed_in, words_of
from tests.web.fakes import BrokenPart
from web.background import BackgroundThread
from web.console.installation import WORDS_FILE
from web.services import Services
from web.words import load_words

NEGLECT = "/console/urgent-help/kind/neglect"
WORDS = "Please ring 999 if a child is in danger now. Tell one of these people today."
PAGE = "/console/urgent-help"


def fill(client: FlaskClient, address: str = NEGLECT, **typed: str):
    """Open an entry's form, type into it and go on to the check page."""
    return submit(client, soup(client.get(address)), "form#wording", **typed)


def proposed(client: FlaskClient, address: str = NEGLECT, **typed: str) -> BeautifulSoup:
    """The page of a new proposal."""
    values = {"reason": "Simpler."} | ({"text-parent": WORDS} if address == NEGLECT else {}) | typed
    page = soup(fill(client, address, **values))
    return soup(submit(client, page, "form#propose"))


def opened(client: FlaskClient) -> BeautifulSoup:
    """The first proposal that waits, opened from the overview."""
    return soup(client.get(soup(client.get(PAGE)).select_one("#waiting a")["href"]))


def decide(client: FlaskClient, page: BeautifulSoup, button: str = "Approve: families see this", reason: str = "Yes."):
    """Press a button of a proposal's page."""
    return press(client, page, button, reason=reason)


def urgent(client: FlaskClient, text: str = "my neighbours children are left alone all night and are always hungry") -> str:
    """What a family sees."""
    return words_of(ask(client, text), "#latest .urgent")


def test_a_family_sees_the_new_words_once_a_second_officer_approved(app: Flask, ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    family = app.test_client()
    before = urgent(family)
    texts = dict.fromkeys(("text-parent", "text-young_person", "text-unknown"), WORDS)
    page = soup(fill(ann, reason="Simpler.", **texts))
    assert "Nothing has been proposed yet" in words_of(page) and WORDS in words_of(page, "#previews .urgent")
    assert "[new: Please ring 999 if]" in words_of(page, "#changes") and "[taken out:" in words_of(page, "#changes") and services.wording.count_waiting() == 0
    made = soup(submit(ann, page, "form#propose"))
    assert "You cannot approve your own" in words_of(made, "#own") and "waits for a second person" in words_of(made, ".done")
    assert urgent(family) == before and not made.select("form#decide")
    assert "1 change to the urgent help waits" in words_of(soup(ben.get("/console/")), "#wording-waits")
    done = soup(decide(ben, opened(ben)))
    assert "Families see the new words" in words_of(done, ".done") and "Nothing waits" in words_of(done, "#waiting")
    assert WORDS in urgent(family) != before
    history = words_of(soup(ann.get(f"{PAGE}/history")))
    assert "Version 1, in force now" in history and "Proposed by Ann Officer" in history and "Approved by Ben Officer" in history
    assert "wording-waits" not in ben.get("/console/").get_data(as_text=True)


def test_nobody_approves_their_own_even_past_the_page(ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    page = proposed(ann)
    token = page.select_one("input[name=csrf_token]")["value"]
    number = services.wording.waiting()[0].id
    for act in ("approve", "reject"):
        answer = ann.post(f"{PAGE}/proposals/{number}/{act}", data={"csrf_token": token, "reason": "Me.", "seen": "0"})
        assert answer.status_code == 409 and "a second person decides" in words_of(soup(answer))
    other = soup(ben.get(f"{PAGE}/proposals/{number}"))
    answer = ben.post(f"{PAGE}/proposals/{number}/withdraw", data={"csrf_token": other.select_one("input[name=csrf_token]")["value"]})
    assert answer.status_code == 409 and services.wording.get(number).waits
    assert "withdraw" not in [form.get("id") for form in other.select("form")]


@pytest.mark.parametrize(("typed", "field", "said"), [
    ({"text-parent": ""}, "text-parent", "Write something here"), ({"text-parent": "x" * 401}, "text-parent", "up to 400 characters long. It has 401"),
    ({"text-unknown": "<b>Ring</b> 999"}, "text-unknown", "without the signs"), ({"reason": " "}, "reason", "Write why"),
    ({"route-parent-1": "mash"}, "contacts-parent", "chosen twice"), ({"route-parent-1": ""}, "contacts-parent", "999 must be among"),
    ({"route-young_person-2": "samaritans"}, "contacts-young_person", "Childline (0800 1111) must be"),
    ({"route-unknown-1": "no_such_contact"}, "contacts-unknown", "not in the list any more")])
def test_what_cannot_be_proposed_is_said_beside_the_field(ann: FlaskClient, typed: dict[str, str], field: str, said: str) -> None:
    answer = fill(ann, **({"text-parent": WORDS, "reason": "Simpler."} | typed))
    page = soup(answer)
    assert answer.status_code == 422 and [link["href"] for link in page.select(".error-summary a")] == [f"#{field}"]
    assert said in words_of(page, f"[id='{field}-error']") and page.select_one(f"[id='{field}']") is not None
    kept = {"text-parent": WORDS, "reason": "Simpler."} | {name: value.strip() for name, value in typed.items()}
    assert page.select_one("[id='text-parent']").get_text().strip() == kept["text-parent"] and page.select_one("#reason").get_text().strip() == kept["reason"]


def test_999_stays_first_where_life_is_at_risk(ann: FlaskClient) -> None:
    page = soup(fill(ann, f"{PAGE}/kind/overdose", **{"route-parent-1": "samaritans", "route-parent-3": "emergency", "reason": "Kinder."}))
    assert "999 must come first here" in words_of(page, "[id='contacts-parent-error']")
    assert page.select_one("select[name=route-parent-1] option[selected]")["value"] == "samaritans"


def test_harder_words_are_warned_about_and_may_be_proposed(ann: FlaskClient, services: Services) -> None:
    harder = "Immediate notification of appropriate safeguarding professionals regarding circumstances necessitating precautionary intervention is recommended."
    page = soup(fill(ann, f"{PAGE}/kind/overdose", **{"text-parent": harder, "reason": "Longer words."}))
    assert "harder to read" in words_of(page, "#warnings") and "no longer name 999" in words_of(page, "#warnings")
    made = soup(submit(ann, page, "form#propose"))
    assert services.wording.count_waiting() == 1 and "harder to read" in words_of(made, "#warnings")


def test_change_it_brings_back_everything_typed(ann: FlaskClient) -> None:
    page = soup(fill(ann, **{"text-parent": WORDS, "route-parent-4": "samaritans", "reason": "Simpler."}))
    assert "NSPCC (if you are worried about a child) is taken out." in words_of(page, "#changes") and "Samaritans (any age, free) is new." in words_of(page, "#changes")
    back = soup(submit(ann, page, "form#change"))
    assert back.select_one("[id='text-parent']").get_text().strip() == WORDS and back.select_one("#reason").get_text().strip() == "Simpler."
    assert back.select_one("select[name=route-parent-4] option[selected]")["value"] == "samaritans"


def test_a_change_that_came_in_between_is_told_and_what_was_typed_stays(ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    stale_form = soup(ann.get(NEGLECT))
    proposed(ben)
    waiting = services.wording.waiting()[0].id
    late = proposed(ann, **{"text-unknown": WORDS})
    late_id = services.wording.waiting()[0].id
    stale_page = opened(ann) if "decide" in str(opened(ann)) else soup(ann.get(f"{PAGE}/proposals/{waiting}"))
    decide(ann, stale_page)
    assert services.wording.get(waiting).status == "approved" and late is not None
    answer = submit(ann, stale_form, "form#wording", **{"text-parent": "Other words.", "reason": "Mine."})
    page = soup(answer)
    assert answer.status_code == 409 and "What you typed is still here" in words_of(page) and page.select_one("[id='text-parent']").get_text().strip() == "Other words."
    assert "What changes" in words_of(soup(submit(ann, page, "form#wording"))), "sent again it goes on"
    overtaken = soup(ben.get(f"{PAGE}/proposals/{late_id}"))
    assert "cannot be approved any more" in words_of(overtaken, "#overtaken") and "Approve" not in [b.get_text() for b in overtaken.select("main button")]
    token = overtaken.select_one("input[name=csrf_token]")["value"]
    refused = ben.post(f"{PAGE}/proposals/{late_id}/approve", data={"csrf_token": token, "reason": "Yes.", "seen": str(services.wording.number())})
    assert refused.status_code == 409 and "Nothing was approved" in words_of(soup(refused)) and services.wording.get(late_id).waits
    again = soup(ben.get(overtaken.select_one("#overtaken a")["href"]))
    assert again.select_one("[id='text-unknown']").get_text().strip() == WORDS


def test_of_two_approvers_the_second_is_told(app: Flask, ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    proposed(ann)
    cara = signed_in(app, new_officer(services, "Cara Officer"))
    first, second = opened(ben), opened(cara)
    decide(ben, first)
    answer = decide(cara, second)
    assert answer.status_code == 409 and "Ben Officer has decided this already: approved" in words_of(soup(answer))


def test_rejected_and_withdrawn_change_nothing_and_need_their_reason(app: Flask, ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    before = urgent(app.test_client())
    proposed(ann)
    missing = decide(ben, opened(ben), "Reject: nothing changes", reason=" ")
    assert missing.status_code == 422 and "Write why" in words_of(soup(missing), "#reason-error")
    assert "Rejected. Families see no change" in words_of(soup(decide(ben, opened(ben), "Reject: nothing changes", reason="Too short.")))
    proposed(ann)
    assert "Withdrawn. Families see no change" in words_of(soup(press(ann, opened(ann), "Withdraw it")))
    assert urgent(app.test_client()) == before
    assert [view.status for view in services.wording.history()] == ["withdrawn", "rejected"] and "Too short." in words_of(soup(ann.get(f"{PAGE}/history")))


def test_a_new_contact_a_changed_one_and_one_left_out(app: Flask, ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    wrong = fill(ann, f"{PAGE}/contact/new", name="Papyrus", phone="12345", url="http://papyrus.example", text_message="1", reason="New.")
    assert wrong.status_code == 422 and {link["href"] for link in soup(wrong).select(".error-summary a")} == {"#phone", "#url", "#text_message"}
    gone = soup(fill(ann, f"{PAGE}/contact/new", name="Papyrus", phone="12345", reason="New."))
    assert "works in Great Britain" in words_of(gone, "#phone-error")
    proposed(ann, f"{PAGE}/contact/new", name="Papyrus", phone="0800 068 4141", text_message="88247", url="https://www.papyrus-uk.org", hours="Day and night", reason="New.")
    decide(ben, opened(ben))
    assert services.wording.in_force(Entry("contact", "papyrus"))["phone"] == "0800 068 4141"
    proposed(ann, **{"route-parent-5": "papyrus", "route-unknown-6": "papyrus"})
    decide(ben, opened(ben))
    assert "Papyrus Phone 0800 068 4141" in urgent(app.test_client())
    used = soup(press(ann, soup(ann.get(f"{PAGE}/contact/papyrus")), "Take this contact out of the list", left_out="1", reason="Closed."))
    assert "still shown for: Neglect" in words_of(used, ".error-summary")
    proposed(ann, f"{PAGE}/contact/mash", phone="01225 764647", reason="Moved.")
    decide(ben, opened(ben))
    assert "Phone 01225 764647" in urgent(app.test_client())


def test_999s_own_number_cannot_be_changed(ann: FlaskClient) -> None:
    page = soup(fill(ann, f"{PAGE}/contact/emergency", phone="101", reason="Why not."))
    assert "would break what must be kept for" in words_of(page, "#phone-error")


def test_going_back_fills_the_form_in(ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    proposed(ann)
    decide(ben, opened(ben))
    shipped = shipped_data()["kinds"]["neglect"]["text"]["parent"]
    form = soup(ben.get(NEGLECT))
    filled = soup(ben.get(form.select_one("main a[href$='from=shipped']")["href"]))
    assert filled.select_one("[id='text-parent']").get_text().strip() == shipped and filled.select_one("#reason").get_text().strip()
    submit(ben, soup(submit(ben, filled, "form#wording")), "form#propose")
    decide(ann, opened(ann))
    assert services.wording.in_force(Entry("kind", "neglect")) == shipped_data()["kinds"]["neglect"]
    first = services.wording.history()[-1].id
    again = soup(ann.get(f"{NEGLECT}?from={first}"))
    assert again.select_one("[id='text-parent']").get_text().strip() == WORDS
    assert ann.get(f"{NEGLECT}?from=99999").status_code == ann.get(f"{NEGLECT}?from=x").status_code == 200


def test_alone_one_is_told_to_invite_somebody(ann: FlaskClient) -> None:
    page = soup(ann.get(PAGE))
    assert "A second person must be invited first" in words_of(page, "#alone") and page.select_one("#alone a")["href"] == "/console/officers"
    assert "invited first" in words_of(proposed(ann), "#alone")


def test_how_often_it_was_shown_is_counted_by_kind_and_survives_a_purge(ann: FlaskClient, services: Services, clock: FakeClock) -> None:
    def shown(conversation: str, **trace: str) -> None:
        services.conversations.record_turn(TurnRecord(conversation_id=conversation, audience="parent", text="zyxomma", outcome="urgent_help", trace=trace))
    shown("c" * 22, concern="neglect")
    clock.advance(days=services.settings.conversation_days)
    for conversation, concern in (("d" * 22, "neglect"), ("e" * 22, "abuse"), ("f" * 22, "abuse")):
        shown(conversation, concern=concern)
    shown("g" * 22)
    today = services.calendar.local_date(clock())
    first = today.replace(year=today.year - 1)
    before = services.figures.urgent_help(first, today)
    services.daily_purge.run_if_due()
    assert services.conversations.turns("c" * 22) == [] and before == services.figures.urgent_help(first, today) == {"neglect": 2, "abuse": 2, "": 1}
    page = soup(signed_again(ann).get(PAGE))
    assert "shown 4 times, 1 of them for a kind that was not kept" in words_of(page, "#times") and "zyxomma" not in page.get_text()
    assert "Shown 1 time" in words_of(page, "#kind-neglect") and "Shown 2 times" in words_of(page, "#kind-abuse")


def signed_again(client: FlaskClient) -> FlaskClient:
    """The same officer, signed in again after a long time."""
    assert sign_in(client, "ann@forum.example").status_code == 303
    return client


def test_the_kind_of_danger_is_said_in_plain_words(ann: FlaskClient, services: Services) -> None:
    for outcome, trace in (("urgent_help", {"concern": "abuse_by_staff"}), ("unanswered", {})):
        receipt = services.conversations.record_turn(TurnRecord(conversation_id="c" * 22, audience="parent", text=f"zyxomma {outcome}", outcome=outcome, trace=trace))
    reference = services.conversations.turn(receipt).enquiry.reference
    page = soup(ann.get(f"/console/enquiries/{reference}"))
    assert "for: Hurt by school or care staff" in words_of(page, "#danger") and "(Hurt by school or care staff)" in words_of(page, ".conversation")
    assert "zyxomma unanswered" in page.get_text() and "zyxomma urgent" not in page.get_text(), "nobody asked for a person"
    reference = asked(services, conversation_id="c" * 22, receipt=receipt, question="zyxomma unanswered")
    page = soup(ann.get(f"/console/enquiries/{reference}"))
    assert "zyxomma urgent_help" in words_of(page, ".conversation") and "Read it all" in words_of(page, "#danger")


def test_the_shipped_words_are_shown_while_the_record_cannot_be_read(app: Flask, ann: FlaskClient, services: Services) -> None:
    shipped = urgent(app.test_client())
    database, services.database = services.database, BrokenPart()
    assert not services.urgent_help_wording.refresh() and services.urgent_help_wording.texts is None
    services.database = database
    assert urgent(app.test_client()) == shipped


def test_approved_words_stay_while_the_record_cannot_be_read(app: Flask, ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    proposed(ann, **dict.fromkeys(("text-parent", "text-young_person", "text-unknown"), WORDS))
    decide(ben, opened(ben))
    services.database = BrokenPart()
    assert not services.urgent_help_wording.refresh() and services.urgent_help_wording.texts is not None
    body = app.test_client().post("/api/v1/messages", json={"text": "the children next door are left alone all night and are always hungry"}).get_json()
    assert body["replies"][0]["text"] == WORDS


def test_unknown_entries_and_steps_without_a_form(ann: FlaskClient, officer: OfficerView, services: Services) -> None:
    for address in (f"{PAGE}/kind/nothing", f"{PAGE}/contact/nobody", f"{PAGE}/song/neglect", f"{PAGE}/proposals/999"):
        assert ann.get(address).status_code == 404, address
    assert ann.get(f"{NEGLECT}/check").status_code == 303
    content = services.wording.in_force(Entry("kind", "neglect"))
    changed = {**content, "text": {**content["text"], "parent": WORDS}}
    made = services.wording.propose(Entry("kind", "neglect"), changed, "Why.", officer.id, fingerprint(content))
    assert ann.get(f"{PAGE}/proposals/{made}/approve").status_code == 303


def test_only_officers_come_in_and_forms_need_their_token(client: FlaskClient, ann: FlaskClient) -> None:
    for address in (PAGE, NEGLECT, f"{PAGE}/history", f"{PAGE}/proposals/1"):
        assert client.get(address).status_code == 303
    assert ann.post(f"{NEGLECT}/check", data={"text-parent": WORDS}).status_code == 403


def test_every_kind_voice_and_fault_has_words() -> None:
    words, data = load_words({}, WORDS_FILE), shipped_data()
    assert set(words.data("kinds")) == set(data["kinds"]) and set(words.data("voices")) == {"parent", "young_person", "unknown"}
    source = (WORDS_FILE.parents[2] / "guardrails" / "urgent_help_checks.py").read_text(encoding="utf-8")
    named = set(re.findall(r'Fault\([^,]+, "([a-z_]+)"', source)) | {"phone_invalid", "text_message_invalid"}
    assert named <= set(words.data("urgent_help.faults"))


@pytest.mark.parametrize(("address", "field"), [(NEGLECT, "text-parent"), (f"{PAGE}/contact/mash", "name")])
def test_a_half_written_wording_comes_back_after_a_time_out(ann: FlaskClient, services: Services, clock: FakeClock, address: str, field: str) -> None:
    form = soup(ann.get(address))
    clock.advance(minutes=services.settings.officer_idle_minutes)
    answer = submit(ann, form, "form#wording", **{field: "Half a sentence", "reason": "Because"})
    page = soup(answer)
    assert answer.status_code == 401 and "What you had written is kept" in words_of(page)
    wrong = soup(submit(ann, page, "main form", email="ann@forum.example", password="not it"))
    back = soup(submit(ann, wrong, "main form", email="ann@forum.example", password=PASSWORD))
    found = back.select_one(f"[id='{field}']")
    assert (found.get("value") or found.get_text().strip()) == "Half a sentence" and back.select_one("#reason").get_text().strip() == "Because"
    assert "What changes" in words_of(soup(submit(ann, back, "form#wording")))


def test_another_process_follows_by_itself(ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    other = Services(services.settings, services.clock)
    other.database = services.database
    thread = BackgroundThread(other, "urgent_help_wording", 0.01)
    thread.start()
    proposed(ann)
    decide(ben, opened(ben))
    waited = threading.Event()
    for _ in range(500):
        texts = other.urgent_help_wording.texts
        if waited.wait(0.01) or (texts is not None and texts.for_concern("neglect", "parent").text == WORDS):
            break
    thread.stop()
    assert other.urgent_help_wording.texts.for_concern("neglect", "parent").text == WORDS
    assert LOOK_SECONDS <= 15, "two looks fit into the 30 seconds that the page promises"


def test_the_help_now_page_shows_the_approved_words_too(app: Flask, ann: FlaskClient, ben: FlaskClient) -> None:
    page = proposed(ann, f"{PAGE}/kind/general", **{"text-parent": WORDS})
    assert not page.select("a[href='/leave']"), "it would sign the officer out"
    decide(ben, opened(ben))
    assert WORDS in app.test_client().get("/help-now").get_data(as_text=True)


def test_a_form_from_before_signing_out_gives_the_words_back(ann: FlaskClient) -> None:
    form = soup(ann.get(NEGLECT))
    submit(ann, soup(ann.get(PAGE)), "header form")
    answer = submit(ann, form, "form#wording", **{"text-unknown": "Words nobody should type twice", "reason": "A reason"})
    written = " ".join(area.get_text() for area in soup(answer).select("textarea"))
    assert answer.status_code == 403 and "Words nobody should type twice" in written and "A reason" in written
