"""A message in another language: answered in it, kept for an officer with its language, and marked for screen readers."""
from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import ask, soup
from tests.web.console.conftest import enquiry, new_officer, signed_in, unanswered, words_of
from tests.web.fakes import UNANSWERED, FakeDialogue, payload
from tests.web.test_turns import kinds, post
from web.other_languages import language_attributes
from web.services import Services

POLISH = "Dzień dobry, jak mogę złożyć wniosek o EHC plan dla syna?"
ARABIC = "كيف أقدم طلب تقييم لابني في المدرسة؟"


def test_a_question_in_polish_is_answered_in_polish_and_waits_for_an_officer(client: FlaskClient, services: Services) -> None:
    body = post(client, POLISH)
    assert body["outcome"] == "unanswered" and kinds(body) == ["text", "handover"]
    assert {reply["language"] for reply in body["replies"]} == {"pl"} and "Wiltshire Parent Carer Council" in body["replies"][0]["text"]
    assert services.dialogue.sent == []
    kept = services.conversations.turn(body["receipt"])
    assert kept.trace == {"language": "pl"} and kept.answered_by == "guardrail" and kept.enquiry.promised_on
    assert [item.question for item in services.office.queue().items] == [POLISH]


def test_personal_data_is_masked_in_other_languages_too(client: FlaskClient, services: Services) -> None:
    body = post(client, f"{POLISH} Mój numer to 07700 900123.")
    assert body["masked"] == ["phone_number"] and "900123" not in services.conversations.turn(body["receipt"]).text


@pytest.mark.parametrize(("text", "language", "concern"), [("mój mąż mnie bije", "pl", "domestic_abuse"), ("أريد أن أموت", "ar", "suicide_self_harm")])
def test_danger_is_answered_in_its_language_with_the_way_to_a_person(client: FlaskClient, services: Services, text: str, language: str, concern: str) -> None:
    body = post(client, text)
    assert body["outcome"] == "urgent_help" and kinds(body) == ["urgent_help", "handover"]
    assert [reply["language"] for reply in body["replies"]] == [language, language]
    assert body["replies"][0]["contacts"][0]["meaning"] and "In English: " in body["replies"][0]["text"]
    trace = services.conversations.turn(body["receipt"]).trace
    assert trace["concern"] == concern and trace["language"] == language


def test_english_replies_have_no_language(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    for text in ("my dad hits me", "is there a robot club?"):
        for reply in post(client, text)["replies"]:
            assert "language" not in reply and all("meaning" not in contact for contact in reply.get("contacts", ()))


def test_the_page_marks_language_and_direction(client: FlaskClient) -> None:
    turn = ask(client, ARABIC).select_one(".turn#latest")
    first, english = turn.select("p.words")
    assert (first["lang"], first["dir"]) == ("ar", "rtl") and english.get("lang") is None and english.get_text().startswith("In English")
    button = turn.select_one(".handover a")
    assert (button.span["lang"], button.span["dir"]) == ("ar", "rtl") and "Ask a person" in button.get_text()
    urgent = ask(client, "زوجي يضربني").select_one(".turn#latest .urgent")
    assert urgent.p["lang"] == "ar" and urgent.select_one("li span")["dir"] == "rtl" and "tel:999" in str(urgent)


def test_the_console_says_what_language_a_question_is_written_in(client: FlaskClient, app, services: Services) -> None:
    officer = signed_in(app, new_officer(services, "Ann Officer"))
    post(client, POLISH)
    reference = services.office.queue().items[0].reference
    assert "Written in Polish, as far as Signpost can tell" in words_of(enquiry(officer, reference))
    assert "Written in" not in words_of(enquiry(officer, unanswered(services)))


def test_a_fault_in_the_language_files_leaves_english_alone(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: str) -> None:
        raise ValueError("broken")
    monkeypatch.setattr("web.other_languages.detect_language", broken)
    assert post(client, "how do I apply?")["outcome"] == "answered"


def test_a_reply_outlives_its_language(client: FlaskClient) -> None:
    assert str(language_attributes("xx")) == ' lang="xx" dir="auto"' and str(language_attributes(None)) == ""


def test_the_api_describes_the_language(client: FlaskClient) -> None:
    schemas = client.get("/api/v1/openapi.json").get_json()["components"]["schemas"]
    assert all("language" in schemas[name]["properties"] and "language" not in schemas[name].get("required", ())
               for name in ("TextReply", "HandoverReply", "UrgentHelpReply"))
    assert soup(client.get("/")).html["lang"] == "en-GB" or soup(client.get("/")).html["lang"] == "en"
