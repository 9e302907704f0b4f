"""The turn: danger first, redaction before everything, the articles when the dialogue is down, a receipt for each."""
from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from database import Database
from knowledge_base.answering import Thread
from second_look.looking import SecondLook
from tests.knowledge_base.builders import A_YOUNG_PERSONS, an_article
from tests.web.fakes import ANSWER, THRESHOLDS, UNANSWERED, BrokenPart, FakeAnswerer, FakeDialogue, FakeLooker, payload
from web.services import Services

URL = "/api/v1/messages"


def post(client: FlaskClient, text: str, **more: object) -> dict:
    return client.post(URL, json={"text": text, **more}).get_json()


def kinds(body: dict) -> list[str]:
    return [reply["type"] for reply in body["replies"]]


@pytest.mark.parametrize("reason", ["refused", "timeout", "status", "nonsense", "empty", "resting"])
def test_the_articles_answer_when_the_dialogue_does_not(client: FlaskClient, services: Services, reason: str) -> None:
    services.dialogue = FakeDialogue(down=reason)
    body = post(client, "how do I apply?")
    assert body["outcome"] == "answered" and body["replies"] == [ANSWER]
    kept = services.conversations.turn(body["receipt"])
    assert kept.answered_by == "direct" and kept.trace["dialogue_unavailable"] == reason


def test_the_articles_answer_when_the_dialogue_cannot_look_anything_up(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unavailable", [{"type": "text", "text": "Cannot."}]))
    body = post(client, "how do I apply?")
    assert body["outcome"] == "answered"
    assert services.conversations.turn(body["receipt"]).answered_by == "direct"


def test_the_direct_answer_keeps_the_thread(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(down="refused")
    conversation = post(client, "how do I apply for respite?")["conversation_id"]
    post(client, "who decides that?", conversation_id=conversation, audience="young_person")
    first, second = services.answerer.asked
    assert first[1] == Thread()
    assert second == ("who decides that?", Thread("how do I apply for respite?", "short-breaks-apply", "answered"), "young_person")


def test_without_dialogue_and_index_a_person_is_offered(client: FlaskClient, services: Services) -> None:
    services.dialogue, services.answerer = FakeDialogue(down="refused"), FakeAnswerer(missing=True)
    body = post(client, "how do I apply?")
    assert body["outcome"] == "unavailable" and kinds(body) == ["text", "handover"]
    assert body["replies"][1]["url"].endswith(body["receipt"])


def test_an_answerer_that_breaks_or_talks_nonsense_is_as_good_as_none(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(down="refused")
    for broken in (FakeAnswerer(breaks=RuntimeError("x")), FakeAnswerer(replies=[{"type": "song"}])):
        services.answerer = broken
        assert post(client, "how do I apply?")["outcome"] == "unavailable"


@pytest.mark.parametrize(("text", "outcome"), [("Hello!", "small_talk"), ("thank you very much", "small_talk"), ("Bye.", "small_talk"),
                                               ("Can I speak to someone?", "handed_over"), ("gimme a real human!!", "handed_over"),
                                               ("what does EOTAS stand for", "answered")])
def test_greetings_open_no_enquiry_while_the_dialogue_is_down(client: FlaskClient, services: Services, text: str, outcome: str) -> None:
    services.dialogue, services.answerer = FakeDialogue(down="refused"), FakeAnswerer("unanswered", UNANSWERED)
    body = post(client, text)
    assert body["outcome"] == outcome and services.answerer.asked == []
    assert services.office.queue().total == 0


def test_plainer_words_stand_while_the_dialogue_is_down(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(down="refused")
    services.answerer.articles = {"short-breaks-apply": an_article(young_person=A_YOUNG_PERSONS)}
    conversation = post(client, "how do I apply for respite?")["conversation_id"]
    body = post(client, "in plainer words please", conversation_id=conversation)
    assert body["outcome"] == "answered" and body["replies"][-1]["text"] == A_YOUNG_PERSONS.answer
    assert len(services.answerer.asked) == 1


def test_an_unanswered_question_is_in_the_officers_queue_at_once(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    post(client, "is there a robot club in Warminster?")
    page = services.office.queue()
    assert [item.question for item in page.items] == ["is there a robot club in Warminster?"]


def test_an_unanswered_question_that_could_not_be_kept_is_not_promised(client: FlaskClient, services: Services) -> None:
    services.dialogue, services.conversations = FakeDialogue(payload("unanswered", UNANSWERED)), BrokenPart()
    body = post(client, "is there a robot club?")
    assert body["outcome"] == "unavailable" and body["receipt"] == "" and kinds(body) == ["text", "handover"]
    assert "nobody has it yet" in body["replies"][0]["text"] and "01225 764647" in body["replies"][0]["text"]


def test_danger_is_met_at_once_without_the_dialogue(client: FlaskClient, services: Services) -> None:
    body = post(client, "I want to kill myself")
    assert body["outcome"] == "urgent_help" and kinds(body) == ["urgent_help", "handover"]
    assert any(contact["phone"] or contact["text_message"] for contact in body["replies"][0]["contacts"])
    assert services.dialogue.sent == [] and services.answerer.asked == []
    assert services.conversations.turn(body["receipt"]).answered_by == "guardrail"


@pytest.mark.parametrize("text", ["I want to kill myself. How do I apply for short breaks?", "i want to die how do i apply for short breaks"])
def test_what_is_asked_beside_danger_is_answered_below_the_contacts(client: FlaskClient, services: Services, text: str) -> None:
    body = post(client, text)
    assert body["outcome"] == "urgent_help" and kinds(body) == ["urgent_help", "text", "answer", "handover"]
    (asked, thread, audience), = services.answerer.asked
    assert asked.lower().rstrip("?") == "how do i apply for short breaks" and thread == Thread() and audience == "parent"
    assert services.dialogue.sent == [] and services.office.queue().total == 0
    assert services.conversations.turn(body["receipt"]).trace["question"] == asked


def test_a_young_person_in_danger_is_answered_in_young_peoples_words(client: FlaskClient, services: Services) -> None:
    post(client, "my dad hits me. can i ask for short breaks myself?")
    assert services.answerer.asked[0][2] == "young_person"


def test_what_staff_do_may_be_answered_as_a_whole(client: FlaskClient, services: Services) -> None:
    assert kinds(post(client, "is school allowed to lock my son in a room, is that legal")) == ["urgent_help", "text", "answer", "handover"]


@pytest.mark.parametrize("answerer", [FakeAnswerer("unanswered", UNANSWERED), FakeAnswerer(missing=True), FakeAnswerer(breaks=RuntimeError("x")),
                                      FakeAnswerer(replies=[{"type": "song"}])])
def test_a_question_beside_danger_that_cannot_be_answered_leaves_the_contacts_alone(
        client: FlaskClient, services: Services, answerer: FakeAnswerer) -> None:
    services.answerer = answerer
    body = post(client, "I want to kill myself. How do I apply for short breaks?")
    assert body["outcome"] == "urgent_help" and kinds(body) == ["urgent_help", "handover"]


def look_for(services: Services, **likely: float) -> FakeLooker:
    """A second look that finds danger in messages with these words."""
    looker = FakeLooker(**likely)
    services.second_look = SecondLook(lambda: looker, lambda: THRESHOLDS)
    services.second_look.open()
    looker.seen.clear()
    return looker


def test_danger_that_no_phrase_knows_is_found_by_its_meaning(client: FlaskClient, services: Services) -> None:
    look_for(services, gecko=0.95)
    body = post(client, "nobody has fed the gecko since friday")
    assert body["outcome"] == "urgent_help" and kinds(body) == ["urgent_help", "handover"] and services.dialogue.sent == []
    assert services.conversations.turn(body["receipt"]).trace["rule"] == "second_look"


def test_where_danger_is_possible_the_answer_stands_and_a_quiet_line_says_where_help_is(client: FlaskClient, services: Services) -> None:
    look_for(services, gecko=0.6)
    body = post(client, "nobody has fed the gecko", audience="young_person")
    assert body["outcome"] == "answered" and kinds(body) == ["answer", "text"]
    assert "999" in body["replies"][1]["text"] and "Help now" in body["replies"][1]["text"]
    assert services.conversations.turn(body["receipt"]).trace["told_of_help"] is True


def test_a_phrase_that_plainly_means_something_else_does_not_stand_in_the_way_of_the_answer(client: FlaskClient, services: Services) -> None:
    look_for(services, story=0.01)
    body = post(client, "a story about an overdose, where is the study club?")
    assert body["outcome"] == "answered" and kinds(body) == ["answer", "text"]


def test_the_second_look_sees_masked_words_alone(client: FlaskClient, services: Services) -> None:
    looker = look_for(services)
    post(client, "please ring 07700 900123 about respite")
    assert looker.seen == ["please ring [phone number] about respite"]


def test_an_everyday_question_gets_no_line_about_help(client: FlaskClient) -> None:
    assert kinds(post(client, "how do I apply?")) == ["answer"]


def test_danger_is_met_even_when_everything_else_is_down(client: FlaskClient, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    services.conversations, services.dialogue, services.answerer = BrokenPart(), FakeDialogue(down="refused"), FakeAnswerer(missing=True)

    def broken(_text: str) -> None:
        raise RuntimeError("rules broke")
    monkeypatch.setattr("web.turns.redact", broken)
    assert kinds(post(client, "my dad hits me")) == ["urgent_help", "handover"]


def test_personal_data_is_masked_before_anybody_sees_it(client: FlaskClient, services: Services, database: Database, tmp_path: Path) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    body = post(client, "please ring me on 07700 900123 about respite")
    assert body["masked"] == ["phone_number"]
    assert services.dialogue.sent[0][1] == "please ring me on [phone number] about respite"
    assert services.conversations.turn(body["receipt"]).text == "please ring me on [phone number] about respite"
    if database.engine.dialect.name == "sqlite":
        for file in tmp_path.glob("test.db*"):
            held = file.read_bytes()
            assert b"900123" not in held and b"900 123" not in held


def test_personal_data_is_masked_in_danger_too(client: FlaskClient, services: Services) -> None:
    body = post(client, "I want to kill myself ring 07700 900123")
    assert body["outcome"] == "urgent_help" and "900123" not in services.conversations.turn(body["receipt"]).text


def test_what_the_dialogue_sends_beyond_the_contract_is_dropped(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("answered", [{**ANSWER, "internal": "x"}]))
    assert post(client, "how do I apply?")["replies"] == [ANSWER]


def test_neither_words_nor_details_are_logged(client: FlaskClient, services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    services.conversations = BrokenPart()
    post(client, "zebra question from 07700 900123")
    client.get("/search?q=zebra")
    client.get("/enquiries/SP-ZEBRA")
    logged = "".join(capsys.readouterr())
    assert '"event": "turn"' in logged and "turn not kept" in logged
    for secret in ("zebra", "ZEBRA", "900123", "SECRET WORDS", "127.0.0.1"):
        assert secret not in logged
