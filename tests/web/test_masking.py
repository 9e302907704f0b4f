"""Masked words and what is put back: the page before sending, the API, the hand-over, the rules for the page's script."""
from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from database import Database
from guardrails.put_back import LONGEST_PUT_BACK, MOST_PUT_BACK
from guardrails.safeguarding import Concern
from second_look.deciding import Decision
from settings import ROOT
from tests.enquiries.stored import rows
from tests.web.conftest import ask, soup, submit
from tests.web.fakes import UNANSWERED, FakeDialogue, payload
from tests.web.test_ask_a_person import CHANGE, FORM, SEND
from web.masking.javascript_patterns import to_javascript
from web.masking.rules import as_json, rules_file
from web.services import Services

TEXT = "My son Jack goes to Holy Trinity primary in SN10 1AA"
MESSAGES, ENQUIRIES = "/api/v1/messages", "/api/v1/enquiries"


def sent(services: Services) -> list[str]:
    return [message for _, message, _ in services.dialogue.sent]


def put_back_of(client: FlaskClient, kind: str) -> float:
    found = re.search(rf'signpost_put_back_total{{kind="{kind}"}} (\S+)', client.get("/metrics").text)
    return float(found[1]) if found else 0.0


def typed(client: FlaskClient, text: str = TEXT):
    return submit(client, soup(client.get("/")), "form#ask", text=text)


# -- the page before sending ---------------------------------------------------------------------------------------------------------


def test_without_script_what_is_taken_out_is_shown_before_anything_is_sent_or_kept(client: FlaskClient, services: Services, database: Database) -> None:
    response = typed(client)
    page = soup(response)
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store" and page.h1.get_text() == "Check before it is sent"
    assert page.select_one("#as-sent").get_text() == "My son [name] goes to [school] in [postcode]"
    assert [item.get_text() for item in page.select(".panel li")] == ["[name] “Jack”", "[school] “Holy Trinity primary”", "[postcode] “SN10 1AA”"]
    assert [box["value"] for box in page.select("input[name=put_back]")] == ["Jack", "Holy Trinity primary"]
    assert sent(services) == [] and rows(database)["turns"] == [] and rows(database)["conversations"] == []


def test_sending_sends_the_masked_words_and_what_was_ticked(client: FlaskClient, services: Services) -> None:
    page = soup(submit(client, soup(typed(client)), "form#check", put_back="Holy Trinity primary"))
    assert sent(services) == ["My son [name] goes to Holy Trinity primary in [postcode]"]
    assert page.select_one("#latest .said").get_text().endswith("goes to Holy Trinity primary in [postcode]")
    assert page.select_one("#latest .masked").get_text() == "We took out: a name, a postcode."
    assert put_back_of(client, "school") == 1 and put_back_of(client, "name") == 0


def test_changing_loses_nothing(client: FlaskClient, services: Services) -> None:
    check = soup(typed(client))
    data = {field["name"]: field["value"] for field in check.select("form#check input[type=hidden]")}
    page = soup(client.post(check.select_one("button[formaction]")["formaction"], data={**data, "put_back": "Jack"}))
    assert page.select_one("textarea#text").get_text().strip() == TEXT and sent(services) == []
    again = soup(submit(client, page, "form#ask"))
    assert again.select_one("#as-sent").get_text().startswith("My son Jack goes to [school]")
    assert [box["value"] for box in again.select("input[name=put_back][checked]")] == ["Jack"]
    assert client.get("/change").headers["Location"] == "/"


@pytest.mark.parametrize("text", ["How do I apply for respite?", "My son [name] needs a plan"])
def test_a_message_with_nothing_to_mask_is_sent_at_once(client: FlaskClient, services: Services, text: str) -> None:
    assert soup(client.post("/", data={**token(client), "text": text}, follow_redirects=True)).select_one("li.turn")
    assert sent(services) == [text]


def test_when_everything_was_put_back_there_is_nothing_to_show(client: FlaskClient, services: Services) -> None:
    client.post("/", data={**token(client), "text": "My son Jack", "put_back": "jack"})
    assert sent(services) == ["My son Jack"]


def test_danger_is_not_held_up(client: FlaskClient, database: Database) -> None:
    page = soup(client.post("/", data={**token(client), "text": "I am Jack Smith and I want to kill myself"}, follow_redirects=True))
    assert page.select_one("li.turn .urgent") and page.select_one(".masked").get_text() == "We took out: a name."
    assert "Jack" not in repr(rows(database)["turns"])


def test_the_script_has_shown_it_already(client: FlaskClient, services: Services) -> None:
    fragment = client.post("/", data={**token(client), "text": "My son [name] loves Jack", "put_back": ["Jack", "x" * 500]}, headers={"X-Signpost-Fragment": "turn"})
    assert sent(services) == ["My son [name] loves Jack"]
    assert soup(fragment).select_one(".masked").get_text() == "We took out: a name."


def test_placeholders_make_no_message_too_long(client: FlaskClient, services: Services) -> None:
    fits, long = "[reference number] " * 80 + "x" * 1900, "[name] " * 600
    client.post("/", data={**token(client), "text": fits}, headers={"X-Signpost-Fragment": "turn"})
    assert sent(services) == [fits] and len(fits) > 2000
    assert client.post("/", data={**token(client), "text": long}).status_code == 422


def test_a_young_person_reads_words_of_their_own(client: FlaskClient) -> None:
    client.post("/audience", data={**token(client), "audience": "young_person"})
    assert soup(typed(client)).h1.get_text() == "Have a look before you send it"


def token(client: FlaskClient) -> dict[str, str]:
    return {"csrf_token": str(soup(client.get("/")).select_one("input[name=csrf_token]")["value"])}


# -- the API -------------------------------------------------------------------------------------------------------------------------


def test_the_api_keeps_what_is_put_back_and_names_what_was_taken_out_before(client: FlaskClient, services: Services) -> None:
    body = client.post(MESSAGES, json={"text": "[name] likes Jack, SN10 1AA", "put_back": ["jack", "SN10 1AA"]}).get_json()
    assert body["masked"] == ["name", "postcode"]
    kept = services.conversations.turn(body["receipt"])
    assert kept.text == "[name] likes Jack, [postcode]" and kept.trace["put_back"] == ["Jack"]


@pytest.mark.parametrize(("put_back", "said"), [
    ("Jack", "a list"), (["x" * (LONGEST_PUT_BACK + 1)], f"{LONGEST_PUT_BACK} characters"), ([""], "empty"), ([5], "text"),
    (["x"] * (MOST_PUT_BACK + 1), f"{MOST_PUT_BACK} pieces")])
@pytest.mark.parametrize(("address", "field"), [(MESSAGES, "text"), (ENQUIRIES, "question")])
def test_a_list_that_cannot_be_taken_is_refused(client: FlaskClient, address: str, field: str, put_back: object, said: str) -> None:
    response = client.post(address, json={field: "hello there", "put_back": put_back})
    assert response.status_code == 422 and said in response.get_json()["fields"]["put_back"]


def test_an_enquiry_by_the_api_keeps_what_is_put_back(client: FlaskClient, services: Services) -> None:
    body = client.post(ENQUIRIES, json={"question": "My son [name] loves Jack, SN10 1AA", "put_back": ["Jack"]}).get_json()
    assert body["masked"] == ["name", "postcode"]
    assert services.office.get(body["reference"]).question == "My son [name] loves Jack, [postcode]"
    assert put_back_of(client, "name") == 1


# -- the hand-over -------------------------------------------------------------------------------------------------------------------


def test_what_was_put_back_stays_through_the_hand_over(client: FlaskClient, services: Services) -> None:
    services.dialogue = FakeDialogue(payload("unanswered", UNANSWERED))
    page = soup(submit(client, soup(typed(client)), "form#check", put_back="Holy Trinity primary"))
    form = soup(client.get(page.select_one(".handover a")["href"]))
    assert [box["value"] for box in form.select("form [name=put_back]")] == ["Holy Trinity primary"]
    check = soup(submit(client, form, FORM))
    assert check.select_one("#passed-on").get_text() == "My son [name] goes to Holy Trinity primary in [postcode]"
    assert check.select_one("input[name=put_back]").has_attr("checked")
    reference = soup(submit(client, check, SEND)).select_one("#reference").get_text()
    assert services.office.get(reference).question == "My son [name] goes to Holy Trinity primary in [postcode]"
    assert put_back_of(client, "school") == 1


def test_a_piece_can_be_put_back_where_the_hand_over_is_checked(client: FlaskClient, services: Services) -> None:
    check = soup(submit(client, soup(client.get("/ask-a-person")), FORM, question=TEXT))
    assert [box["value"] for box in check.select("[type=checkbox][name=put_back]")] == ["Jack", "Holy Trinity primary"]
    assert not check.select("[name=put_back][checked]") and "We took out: a name, a school's name, a postcode." in check.get_text()
    form = soup(submit(client, check, CHANGE, put_back="Jack"))
    assert form.select_one("textarea#question").get_text().strip() == TEXT
    reference = soup(submit(client, check, SEND, put_back="Jack")).select_one("#reference").get_text()
    assert services.office.get(reference).question == "My son Jack goes to [school] in [postcode]"
    assert put_back_of(client, "name") == 1


def test_a_trace_that_holds_something_else_puts_nothing_back(client: FlaskClient, services: Services, database: Database) -> None:
    services.dialogue = FakeDialogue({**payload("unanswered", UNANSWERED), "trace": {"put_back": "Jack"}})
    link = ask(client, "is there a robot club?").select_one(".turn .handover a")["href"]
    assert soup(client.get(link)).select("[name=put_back]") == []


# -- the rules for the script --------------------------------------------------------------------------------------------------------


def test_the_rules_may_be_kept_for_ever_because_their_address_changes(client: FlaskClient) -> None:
    address = soup(client.get("/")).select_one("[data-masking-rules]")["data-masking-rules"]
    assert address == f"/masking/rules.{rules_file().version}.json" == soup(client.get("/ask-a-person")).select_one("[data-masking-rules]")["data-masking-rules"]
    plain = client.get(address)
    assert "immutable" in plain.headers["Cache-Control"] and "Set-Cookie" not in plain.headers and plain.mimetype == "application/json"
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.data) == plain.data
    assert client.get(address, headers={"If-None-Match": plain.headers["ETag"]}).status_code == 304
    assert client.get("/masking/rules.0000.json").status_code == 404
    assert "jack" in json.loads(plain.data)["word_lists"]["first_names"]["set"]


def functions(text: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, text, re.MULTILINE))


@pytest.mark.parametrize("script", sorted((ROOT / "web/static/masking").glob("*.js")), ids=lambda path: path.stem)
def test_each_script_has_the_functions_of_its_python_module_by_name(script: Path) -> None:
    module = ROOT / "guardrails" / f"{script.stem}.py"
    if not module.exists():
        pytest.skip("a part of the page, not of the rules")
    written = script.read_text(encoding="utf-8")
    ours = functions(module.read_text(encoding="utf-8"), r"^ *def (?!__)(\w+)\(") - NOT_IN_THE_PAGE.get(script.stem, set())
    ours = {{"protected": "protected_"}.get(name, name) for name in ours}
    theirs = functions(written, r"^(?:export )?function\*? (\w+)\(") | functions(written, r"^export const (\w+) = ") | functions(written, r"^  (\w+)\([^)]*\) \{$")
    assert ours <= theirs, f"{sorted(ours - theirs)} of {module.name} are not in {script.name}"


# Lists come with the rules; how long a text is, is the server's to say.
NOT_IN_THE_PAGE = {"word_lists": {"_lines", "_words", "_words_of_danger", "_words_of_danger_elsewhere", "_words_in"}, "redaction": {"without_placeholders"}}


@pytest.mark.parametrize(("pattern", "flags"), [("(?>a)", 0), ("a++", 0), ("(?i:a)b", 0), ("a", re.ASCII), ("^a", re.MULTILINE), (r"[\Wa]\B", 0)])
def test_what_javascript_cannot_say_is_refused(pattern: str, flags: int) -> None:
    with pytest.raises(ValueError):
        to_javascript(re.compile(pattern, flags))


def test_a_constant_that_cannot_be_carried_over_is_refused() -> None:
    with pytest.raises(TypeError):
        as_json(object())


def test_danger_that_only_the_second_look_sees_is_not_held_up_either(client: FlaskClient, services: Services) -> None:
    class Alarmed:
        def decide(self, masked_text: str, concern: Concern | None) -> Decision:
            return Decision(Concern("abuse", "unknown", "second_look"))
    services.second_look = Alarmed()
    assert soup(client.post("/", data={**token(client), "text": TEXT}, follow_redirects=True)).select_one("li.turn .urgent")
