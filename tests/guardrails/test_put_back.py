"""What the asker puts back stays readable; what is told by its form never does."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.put_back import LONGEST_PUT_BACK, MOST_PUT_BACK, PUT_BACK_KINDS
from guardrails.redaction import PLACEHOLDERS, placeholder_kinds, redact, without_placeholders
from tests.guardrails.rows import marked_rows
from tests.guardrails.test_redaction import spans_hold, words_with_data

TEXT = "My son Jack goes to Holy Trinity primary, 12 High Street, SN10 1AA, ring 07700 900123"
messages = st.one_of(words_with_data.map(" ".join), st.sampled_from([row.text for row in marked_rows()]))


def found_in(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in redact(text).spans]


def test_what_was_guessed_is_kept_and_told() -> None:
    redaction = redact(TEXT, ["holy trinity PRIMARY", "Jack"])
    assert redaction.text == "My son Jack goes to Holy Trinity primary, [address], [postcode], ring [phone number]"
    assert redaction.masked == ("address", "postcode", "phone_number")
    assert [(TEXT[start:end], kind) for start, end, kind in redaction.put_back] == [("Jack", "name"), ("Holy Trinity primary", "school")]


@pytest.mark.parametrize("text", ["ring 07700 900123", "jane@example.org", "SN10 1AA", "943 476 5919"])
def test_what_is_told_by_its_form_is_never_put_back(text: str) -> None:
    redaction = redact(text, [text, *found_in(text)])
    assert redaction.spans and redaction.put_back == () and redaction.spans[0].kind not in PUT_BACK_KINDS


def test_only_the_whole_piece_counts() -> None:
    assert redact("my son Jack Smith", ["Jack", "Smith", "my son Jack Smith"]).text == "my son [name]"


def test_a_postcode_inside_a_piece_that_is_put_back_stays_masked() -> None:
    text = "our ref is SN101AA-2023-55"
    whole = found_in(text)[0]
    assert whole == "SN101AA-2023-55" and redact(text).masked == ("reference_number",)
    assert "SN101AA" not in redact(text, [whole]).text


def test_too_many_and_too_long_pieces_are_left_out() -> None:
    assert redact("my son Jack", [*(f"word{n}" for n in range(MOST_PUT_BACK)), "Jack"]).text == "my son [name]"
    assert redact("my son Jack", ["x" * (LONGEST_PUT_BACK + 1), "", "Jack"]).text == "my son Jack"


def test_placeholders_that_stand_in_a_text_are_told_and_not_counted_as_words() -> None:
    assert placeholder_kinds("[postcode] and [name], [name]") == ("postcode", "name") and placeholder_kinds("[nothing] name") == ()
    assert without_placeholders("ask [name] now") == "ask  now"


@settings(max_examples=300)
@given(messages, st.data())
def test_putting_back_shows_nothing_but_what_was_put_back(text: str, data: st.DataObject) -> None:
    found = found_in(text)
    keep = data.draw(st.lists(st.sampled_from(found), unique=True)) if found else []
    redaction = redact(text, keep)
    assert spans_hold(text, redaction)
    kept = {word.lower() for word in keep}
    for start, end, kind in redaction.put_back:
        assert kind in PUT_BACK_KINDS and text[start:end].lower() in kept
    again = redact(redaction.text, keep)
    assert again.text == redaction.text and again.spans == ()


@settings(max_examples=200)
@given(messages, st.lists(st.text(max_size=100), max_size=30))
def test_words_that_were_not_found_change_nothing(text: str, keep: list[str]) -> None:
    found = {word.lower() for word in found_in(text)}
    if not any(word.lower() in found for word in keep):
        assert redact(text, keep) == redact(text)


@given(messages)
def test_what_is_told_by_its_form_is_masked_whatever_is_put_back(text: str) -> None:
    told = [span for span in redact(text).spans if span.kind not in PUT_BACK_KINDS]
    after = redact(text, found_in(text)).text
    assert all(PLACEHOLDERS[kind] in after for _, _, kind in told)
