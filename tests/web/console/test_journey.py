"""From the queue to a reply in the asker's hands, and everything that can come between."""
from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from enquiries.models import OutboxMessage
from enquiries.views import OfficerView
from tests.conftest import FakeClock
from tests.web.conftest import ask, soup, submit
from tests.web.console.conftest import asked, enquiry, press, signed_in, unanswered, words_of
from tests.web.fakes import UNANSWERED, FakeDialogue, payload
from web.services import Services

SCRIPT = "<script>alert('x')</script> & <b>bold</b>"


def replies(services: Services, reference: str) -> list[str]:
    """The texts of an enquiry's replies."""
    return [reply.text for reply in services.office.get(reference).replies]


def actions(services: Services, reference: str) -> list[str]:
    """What the history says was done."""
    return [event.action for event in services.office.audit(reference)]


def mails(services: Services) -> list[str]:
    """The kinds of mail that are owed."""
    with services.database.reading() as session:
        return list(session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def test_the_whole_way_from_question_to_reply(client: FlaskClient, ann: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    page = ask(client, "Who pays for swimming?")
    form = soup(client.get(page.select_one(".turn .handover a")["href"]))
    check = soup(submit(client, form, "main form", name="Sam", email="sam@family.example", consent="yes"))
    done = soup(submit(client, check, "form#pass-on"))
    reference, pin = done.select_one("#reference").get_text(), done.select_one("#pin").get_text()

    queue = soup(ann.get("/console/"))
    link = next(found for found in queue.select(".queue a") if reference in found.get_text())
    claimed = press(ann, soup(ann.get(link["href"])), "Claim")
    assert "You have claimed this enquiry" in words_of(soup(claimed)) and "sam@family.example" not in claimed.get_data(as_text=True)
    preview = soup(press(ann, soup(claimed), "Check the reply", text="The council does.\n\nAsk for the form."))
    assert words_of(preview, "#reply-preview") == "The council does. Ask for the form." and replies(services, reference) == []
    sent = soup(press(ann, preview, "Send this reply"))
    assert f"You have replied to {reference}" in words_of(sent) and "Replied" in words_of(sent, "#status")

    seen = soup(submit(client, soup(client.get("/enquiries")), "main form", reference=reference, pin=pin))
    assert "The council does." in words_of(seen)
    assert "The council does." in words_of(soup(client.get("/")), ".turn .person")
    assert actions(services, reference) == ["opened", "asked_for_person", "claimed", "replied"] and mails(services).count("reply") == 1


def test_claiming_is_told_in_the_queue(ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    press(ann, enquiry(ann, asked(services)), "Claim")
    assert "Claimed by Ann Officer" in words_of(soup(ben.get("/console/")), ".queue")
    assert soup(ben.get("/console/?show=mine")).select(".queue-row") == [] and len(soup(ann.get("/console/?show=mine")).select(".queue-row")) == 1


def test_of_two_officers_who_claim_at_once_one_wins_and_the_other_is_told(ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    reference = asked(services)
    pages = {browser: enquiry(browser, reference) for browser in (ann, ben)}
    start = threading.Barrier(2)

    def claim(browser: FlaskClient) -> tuple[int, str]:
        start.wait()
        response = press(browser, pages[browser], "Claim", follow=False)
        return response.status_code, response.get_data(as_text=True)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(claim, (ann, ben)))
    assert sorted(status for status, _ in answers) == [303, 409]
    winner = services.office.get(reference).claimed_by_name
    assert f"{winner} has this enquiry" in next(page for status, page in answers if status == 409)
    assert actions(services, reference).count("claimed") == 1


def test_a_reply_to_a_colleagues_enquiry_is_kept_not_sent(ann: FlaskClient, ben: FlaskClient, services: Services) -> None:
    reference = asked(services)
    page = enquiry(ben, reference)
    preview = soup(press(ben, page, "Check the reply", text="Ben's words"))
    press(ann, enquiry(ann, reference), "Claim")
    refused = press(ben, preview, "Send this reply")
    assert refused.status_code == 409 and "Ann Officer has this enquiry" in words_of(soup(refused))
    assert "Ben's words" in soup(refused).select_one("textarea#text").get_text() and replies(services, reference) == []
    taken = soup(press(ben, soup(refused), "Take it over from Ann Officer"))
    assert "You have taken this enquiry over" in words_of(taken)
    press(ben, soup(press(ben, taken, "Check the reply")), "Send this reply")
    assert replies(services, reference) == ["Ben's words"] and "taken_over" in actions(services, reference)


def test_a_reply_sent_twice_is_one_reply(ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    preview = soup(press(ann, enquiry(ann, reference), "Check the reply", text="Once is enough"))
    for _ in range(2):
        assert press(ann, preview, "Send this reply").status_code == 200
    assert replies(services, reference) == ["Once is enough"] and mails(services).count("reply") == 1


def test_a_changed_enquiry_is_told_before_anything_is_sent(ann: FlaskClient, services: Services) -> None:
    receipt = services.conversations.turn
    reference = unanswered(services)
    page = enquiry(ann, reference)
    preview = soup(press(ann, page, "Check the reply", text="Only for the conversation"))
    assert "only in the conversation" in words_of(preview, "#delivery")
    turn = next(turn for turn in services.conversations.turns("conversation-1") if receipt(turn.receipt).enquiry.reference == reference)
    asked(services, receipt=turn.receipt, conversation_id="conversation-1")  # meanwhile the asker asks for a person
    for stale in (press(ann, page, "Check the reply", text="Only for the conversation"), press(ann, preview, "Send this reply")):
        assert stale.status_code == 409 and "changed while you had it open" in words_of(soup(stale))
        assert "Only for the conversation" in soup(stale).select_one("textarea#text").get_text()
    assert replies(services, reference) == []
    again = soup(press(ann, soup(stale), "Check the reply"))
    assert "their reference and PIN" in words_of(again, "#delivery")
    press(ann, again, "Send this reply")
    assert replies(services, reference) == ["Only for the conversation"]


def test_what_is_typed_survives_every_button(ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    page = soup(press(ann, enquiry(ann, reference), "Claim", text="half a reply"))
    for label in ("Show contact details", "Put it back in the queue", "Claim"):
        page = soup(press(ann, page, label))
        assert page.select_one("textarea#text").get_text().strip() == "half a reply", label
    page = soup(press(ann, soup(press(ann, page, "Check the reply")), "Change it"))
    page = soup(press(ann, soup(press(ann, page, "Close without a reply")), "Do not close it"))
    assert page.select_one("textarea#text").get_text().strip() == "half a reply"
    assert services.office.get(reference).status == "claimed"


def test_an_empty_or_overlong_reply_is_refused_with_its_text_kept(ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    empty = press(ann, enquiry(ann, reference), "Check the reply", text=" \n ")
    assert empty.status_code == 422 and soup(empty).select_one(".error-summary a")["href"] == "#text"
    long = press(ann, enquiry(ann, reference), "Check the reply", text="x" * 5001)
    assert long.status_code == 422 and soup(long).select_one("textarea#text").get_text().count("x") == 5001
    assert soup(long).title.get_text().startswith("Error: ")


def test_contact_details_are_shown_when_asked_for_and_that_is_written_down(ann: FlaskClient, services: Services) -> None:
    reference = asked(services, phone="07700 900123")
    page = enquiry(ann, reference)
    assert "sam@family.example" not in str(page) and "contact_revealed" not in actions(services, reference)
    shown = soup(press(ann, page, "Show contact details"))
    assert {"Sam", "sam@family.example", "07700 900123"} <= {field.get_text() for field in shown.select("#contact dd")}
    assert "Contact details shown (Ann Officer)" in words_of(shown, "#history")
    assert "sam@family.example" not in str(enquiry(ann, reference))


def test_closing_needs_a_reason_that_the_asker_reads(client: FlaskClient, ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    form = soup(press(ann, enquiry(ann, reference), "Close without a reply"))
    none = press(ann, form, "Close this enquiry", note="a line")
    assert none.status_code == 422 and soup(none).select_one(".error-summary a")["href"] == "#reason_code"
    assert soup(none).select_one("textarea#note").get_text().strip() == "a line"
    without_words = press(ann, form, "Close this enquiry", reason_code="other")
    assert without_words.status_code == 422 and soup(without_words).select_one(".error-summary a")["href"] == "#note"
    assert soup(without_words).select_one("input[value=other]").has_attr("checked")
    closed = soup(press(ann, form, "Close this enquiry", reason_code="other", note="We spoke on the phone."))
    assert f"You have closed {reference}" in words_of(closed) and "We spoke on the phone." in words_of(closed)
    seen = soup(submit(client, soup(client.get("/enquiries")), "main form", reference=reference, pin=services.pins.pin_for(reference)))
    assert "We spoke on the phone." in words_of(seen) and mails(services).count("closure") == 1


def test_a_form_that_comes_after_the_end_is_told_so(ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    page = enquiry(ann, reference)
    preview = soup(press(ann, page, "Check the reply", text="too late"))
    press(ann, soup(press(ann, page, "Close without a reply")), "Close this enquiry", reason_code="not_a_question")
    for response in (press(ann, preview, "Send this reply"), press(ann, page, "Close without a reply", text="too late")):
        assert response.status_code == 409 and replies(services, reference) == []
        assert "too late" in soup(response).select_one("#work textarea[readonly]").get_text()


def test_a_finished_enquiry_can_be_opened_again(ann: FlaskClient, services: Services, clock: FakeClock) -> None:
    reference = asked(services)
    first = services.office.get(reference).due_on
    press(ann, soup(press(ann, enquiry(ann, reference), "Check the reply", text="First answer")), "Send this reply")
    clock.advance(days=3)
    ann = signed_in(ann.application, services.officers.all()[0])
    page = soup(press(ann, enquiry(ann, reference), "Open it again"))
    assert "open again" in words_of(page) and "First answer" in words_of(page, ".the-question")
    assert services.office.get(reference).status == "open" and services.office.get(reference).due_on > first


def test_markup_is_shown_as_text(client: FlaskClient, ann: FlaskClient, services: Services) -> None:
    reference = unanswered(services, SCRIPT, replies=[{"type": "text", "text": SCRIPT}])
    page = enquiry(ann, reference)
    assert page.select_one("#question").get_text() == SCRIPT and not page.select("script, main b")
    preview = soup(press(ann, page, "Check the reply", text=SCRIPT))
    assert preview.select_one("#reply-preview").get_text() == SCRIPT and not preview.select("script, main b")
    sent = soup(press(ann, preview, "Send this reply"))
    assert sent.select_one(".person .words").get_text() == SCRIPT and not sent.select("script, main b")
    with client.session_transaction() as session:
        session["conversation"] = "conversation-1"
    assert soup(client.get("/")).select_one(".turn .person .words").get_text() == SCRIPT


def test_hidden_characters_do_not_get_into_a_reply(ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    page = soup(press(ann, enquiry(ann, reference), "Check the reply", text="Ask\u202e the\u0000 council"))
    press(ann, page, "Send this reply")
    assert replies(services, reference) == ["Ask the council"]


def test_an_enquiry_whose_form_has_no_version_is_not_acted_on(ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    page = enquiry(ann, reference)
    for version in ("", "x", "-1", "9" * 40, "²"):
        assert press(ann, page, "Claim", version=version).status_code == 409
    assert services.office.get(reference).status == "open"


def test_an_unknown_reference_is_a_plain_page(ann: FlaskClient) -> None:
    for reference in ("SP-0000-0000", "nonsense", "%00", "…"):
        response = ann.get(f"/console/enquiries/{reference}")
        assert response.status_code == 404 and "no enquiry with that reference" in words_of(soup(response))
    assert ann.post("/console/enquiries/nonsense/claim", data=token(ann)).status_code == 404


def test_a_step_opened_by_its_address_leads_to_the_enquiry(ann: FlaskClient, services: Services) -> None:
    reference = asked(services)
    for step in ("reply/check", "reply", "claim", "close", "close/choose", "contact"):
        assert ann.get(f"/console/enquiries/{reference}/{step}").location == f"/console/enquiries/{reference}"


def test_an_officer_shut_out_in_the_middle_does_nothing_more(app: Flask, ann: FlaskClient, ben: FlaskClient, officer: OfficerView, services: Services) -> None:
    reference = asked(services)
    preview = soup(press(ann, enquiry(ann, reference), "Check the reply", text="Too late for me"))
    shutting = soup(ben.get(f"/console/officers/{officer.id}/deactivate"))
    assert "Ann Officer can no longer sign in" in words_of(soup(press(ben, shutting, "Deactivate Ann Officer")))
    assert press(ann, preview, "Send this reply").status_code == 401 and replies(services, reference) == []


def token(client: FlaskClient) -> dict[str, str]:
    """The form token of a browser."""
    return {"csrf_token": str(soup(client.get("/console/officers")).select_one("input[name=csrf_token]")["value"])}
