"""Processes killed at the worst moment: the page still answers, no enquiry is lost, each mail is sent once."""
from __future__ import annotations

import re
import signal
import threading
import time
from collections import Counter

import httpx
import pytest
from sqlalchemy import select

from bootstrap.program import free_port
from enquiries.models import Enquiry, OutboxMessage
from enquiries.models.outbox import SENT
from tests.program import running

pytestmark = [pytest.mark.rasa, pytest.mark.model, pytest.mark.slow]

QUESTION = "What is a personal health budget?"


def post(url: str, text: str, **more) -> httpx.Response:
    return httpx.post(f"{url}/api/v1/messages", json={"text": text, **more}, timeout=30)


def unmarked(site) -> int:
    """Mails that are not marked as sent yet."""
    with site.database.reading() as session:
        return len(session.scalars(select(OutboxMessage).where(OutboxMessage.status != SENT)).all())


def wait_for(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("it did not come about in time")
        time.sleep(0.05)


def test_the_page_answers_while_the_dialogue_dies_and_after(tmp_path):
    with running(tmp_path) as site:
        assert post(site.url, QUESTION).json()["outcome"] == "answered"
        answers: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: [answers.append(post(site.url, QUESTION)) for _ in range(30)])
        asking.start()
        wait_for(lambda: len(answers) >= 3)
        site.program.stop("dialogue", signal.SIGKILL)
        asking.join()
        assert Counter(a.json()["outcome"] for a in answers) == {"answered": 30}
        first = post(site.url, QUESTION).json()
        follow_up = post(site.url, "who decides that?", conversation_id=first["conversation_id"]).json()
        assert follow_up["outcome"] == "answered" and "phb" in follow_up["replies"][0]["article_id"]
        ready = httpx.get(f"{site.url}/ready")
        assert ready.status_code == 200 and ready.json()["missing"] == ["dialogue"]
        assert post(site.url, "i want to die").json()["outcome"] == "urgent_help"
        site.program.start("dialogue")
        wait_for(lambda: not site.program.ready()["degraded"], 60)


def test_the_page_answers_without_the_action_server(tmp_path):
    with running(tmp_path, names=("dialogue", "web")) as site:
        assert post(site.url, QUESTION).json()["outcome"] == "answered"


def test_a_missing_index_is_told_and_a_person_is_offered(tmp_path):
    with running(tmp_path, names=("web",), VAR_DIR=str(tmp_path / "empty")) as site:
        answer = post(site.url, QUESTION).json()
        assert answer["outcome"] == "unavailable"
        assert any(reply["type"] == "handover" for reply in answer["replies"])
        assert httpx.get(f"{site.url}/ready").status_code == 503


@pytest.mark.parametrize("lost", ["nothing else", "the database"])
def test_danger_is_met_with_dialogue_action_server_and_index_down(tmp_path, lost):
    with running(tmp_path, names=("web",), VAR_DIR=str(tmp_path / "empty")) as site:
        if lost == "the database":
            for file in tmp_path.glob("signpost.db*"):
                file.unlink()
        body = post(site.url, "my dad hits me. How do I get a social worker?").json()
        assert body["outcome"] == "urgent_help" and [reply["type"] for reply in body["replies"]] == ["urgent_help", "handover"]
        assert body["replies"][0]["contacts"][0]["phone"] == "999"
        page = httpx.Client(base_url=site.url, timeout=30)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get("/").text)[1]
        shown = page.post("/", data={"csrf_token": token, "text": "i want to die"}, follow_redirects=True)
        assert shown.status_code == 200 and "tel:999" in shown.text


def test_killing_web_between_confirm_and_mail_loses_nothing(tmp_path):
    port = free_port()
    with running(tmp_path, names=("web",), smtp_port=port) as site:
        made = [httpx.post(f"{site.url}/api/v1/enquiries", timeout=30, json={
            "question": f"Question {number} about a thing", "name": "Sam", "email": f"asker{number}@example.org", "consent": True,
            "submission_id": f"submission-number-{number:04}"}) for number in range(5)]
        assert [answer.status_code for answer in made] == [201] * 5
        site.program.stop("web", signal.SIGKILL)
        assert site.mailbox.messages == []
        site.smtp.start()
        site.program.start("web")
        wait_for(lambda: len([to for to in site.mailbox.recipients if to.startswith("asker")]) == 5, 90)
        wait_for(lambda: not unmarked(site))  # between the server's yes and the mark a mail may go out twice (README, Limits)
        site.program.stop("web", signal.SIGKILL)
        site.program.start("web")
        wait_for(lambda: site.program.ready() is not None)
        for answer in made:
            body = answer.json()
            seen = httpx.get(f"{site.url}/api/v1/enquiries/{body['reference']}", headers={"X-Enquiry-PIN": body["pin"]})
            assert seen.status_code == 200
        assert Counter(to for to in site.mailbox.recipients if to.startswith("asker")) == {f"asker{n}@example.org": 1 for n in range(5)}
        with site.database.reading() as session:
            assert len(session.scalars(select(Enquiry)).all()) == 5
