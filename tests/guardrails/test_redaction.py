"""Personal data is masked in its place; what an answer needs stays."""
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.guardrail_rows import MarkedMessage
from guardrails.redaction import PLACEHOLDERS, Redaction, redact
from guardrails.redaction_rules import POSTCODE_AREAS, nhs_number_is_valid
from tests.guardrails.rows import marked_rows

DIGITS = "0123456789"
INWARD = "ABDEFGHJLNPQRSTUWXYZ"


def spans_hold(text: str, redaction: Redaction) -> bool:
    """Whether putting placeholders at the spans of the original gives the redacted text."""
    for start, end, kind in reversed(redaction.spans):
        text = text[:start] + PLACEHOLDERS[kind] + text[end:]
    return text == redaction.text


@pytest.mark.parametrize("message", [row for row in marked_rows() if not row.known], ids=lambda message: message.text)
def test_masks_what_is_marked_and_nothing_else(message: MarkedMessage) -> None:
    redaction = redact(message.text)
    assert redaction.spans == message.spans
    assert redaction.masked == tuple(dict.fromkeys(span.kind for span in message.spans))
    assert spans_hold(message.text, redaction)


@pytest.mark.parametrize("message", [row for row in marked_rows() if row.known], ids=lambda message: message.text)
def test_a_known_miss_is_still_one_and_the_rest_of_its_message_is_masked(message: MarkedMessage) -> None:
    found = redact(message.text).spans
    assert found != message.spans
    assert any(span in message.spans for span in found)


def test_overlapping_findings_leave_nothing_showing() -> None:
    assert redact("he goes to St Jack Smith primary school").text == "he goes to [school]"


def test_placeholders_are_never_read_as_data() -> None:
    text = " ".join(PLACEHOLDERS.values())
    assert redact(text) == Redaction(text, (), ())


def test_wide_letters_and_odd_quotes_are_read_in_place() -> None:
    text = "my son\u2019s name is Tob\u00edas, ring \uff10\uff17\uff17\uff10\uff10 900123"
    redaction = redact(text)
    assert redaction.masked == ("name", "phone_number")
    assert spans_hold(text, redaction)


@pytest.mark.parametrize("text", ["Victoria Road. How many places are there? Two", "high street\nthree children alone since two", "two"])
def test_a_street_at_the_beginning_takes_no_number_from_the_end(text: str) -> None:
    assert redact(text).text == text


words_with_data = st.lists(st.sampled_from([
    "my son", "jack", "Jack", "smith", "and", "ella", "called", "mrs", "Jones", "born", "3 may 2015", "03/05/2015", "on", "applied", "07700 900123", "jane@example.org",
    "sn10 1aa", "12 High Street", "flat 3,", "goes to", "St Mary's", "primary school", "ref", "ABC12345", "943 476 5919", "is", "needs", ",", ".", "\n", "[name]",
    "[school]", "[date of birth]", "name:", "Will", "may", "the", "'s", "mum", "of", "2023/24", "year 9", "school", "nhs number", "1234567890", "(", ")", "dob", "two", "Victoria", "Road", "close"]), max_size=14)


@settings(max_examples=300)
@given(words_with_data.map(" ".join))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    redaction = redact(text)
    again = redact(redaction.text)
    assert again.text == redaction.text
    assert again.spans == ()
    assert spans_hold(text, redaction)


@settings(max_examples=100)
@given(st.text(max_size=120))
def test_any_text_is_taken_and_spans_hold(text: str) -> None:
    redaction = redact(text)
    assert spans_hold(text, redaction)
    assert redact(redaction.text).text == redaction.text


@given(st.sampled_from(sorted(area for area in POSTCODE_AREAS if len(area) == 2)), st.integers(1, 99), st.sampled_from(DIGITS),
       st.text(INWARD, min_size=2, max_size=2), st.sampled_from(["", " ", "  "]), st.booleans())
def test_every_full_postcode_is_masked(area: str, district: int, sector: str, unit: str, gap: str, lower: bool) -> None:
    postcode = f"{area.upper()}{district}{gap}{sector}{unit}"
    assert redact(f"we live in {postcode.lower() if lower else postcode} now").text == "we live in [postcode] now"


@given(st.sampled_from(["07", "01", "02", "+447", "00447", "+44 (0)7"]), st.text(DIGITS, min_size=9, max_size=9), st.sampled_from(["", " ", "-", "."]), st.integers(2, 6))
def test_every_phone_number_is_masked(start: str, rest: str, separator: str, cut: int) -> None:
    number = start + rest[:cut] + separator + rest[cut:]
    text = redact(f"please ring {number} thanks").text
    assert not any(character in text for character in DIGITS)


@given(st.dates(date(1950, 1, 1), date(2026, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d %B %Y", "%d %b %y", "%B %d, %Y", "%Y-%m-%d", "%dth of %B %Y"]),
       st.sampled_from(["born", "dob", "date of birth:", "his birthday is", "she was born on the", "DOB -"]))
def test_every_date_of_birth_is_masked(day: date, form: str, cue: str) -> None:
    text = redact(f"{cue} {day.strftime(form)} in Wiltshire").text
    assert text == f"{cue} [date of birth] in Wiltshire"


@given(st.dates(date(2015, 1, 1), date(2026, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d %B %Y"]), st.sampled_from(["we applied on", "the deadline is", "letter dated", "waiting since"]))
def test_dates_of_what_happened_stay(day: date, form: str, cue: str) -> None:
    text = f"{cue} {day.strftime(form)}"
    assert redact(text).text == text


@given(st.text(DIGITS, min_size=9, max_size=9), st.sampled_from(["", " ", "-"]))
def test_every_nhs_number_is_masked(first_nine: str, separator: str) -> None:
    valid = [first_nine + digit for digit in DIGITS if nhs_number_is_valid(first_nine + digit)]
    assert len(valid) <= 1
    for number in valid:
        shown = separator.join((number[:3], number[3:6], number[6:]))
        redaction = redact(f"it is {shown} ok")
        assert not any(character in redaction.text for character in DIGITS)


def test_the_check_digit_of_the_nhs_data_dictionary() -> None:
    assert nhs_number_is_valid("9434765919")
    assert not nhs_number_is_valid("9434765918")
