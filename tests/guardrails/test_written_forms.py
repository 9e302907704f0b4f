"""Every way that people write, or dictate, a number, a date or an address is masked, whatever stands in it."""
from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.redaction import redact
from guardrails.redaction_rules import nhs_number_is_valid
from guardrails.spoken_forms import digits_said

DIGITS = "0123456789"
WORDS = {"0": ["zero", "oh", "nought"], "1": ["one"], "2": ["two"], "3": ["three"], "4": ["four"], "5": ["five"], "6": ["six"], "7": ["seven"], "8": ["eight"], "9": ["nine"]}
ORDINALS = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
            "twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first").split()
UNDER_TWENTY = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
PLATE_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXY"


def in_words(digits: str, choices: list[int], doubled: bool) -> str:
    """Digits as said, now and then "double five"."""
    words: list[str] = []
    place = 0
    while place < len(digits):
        word = WORDS[digits[place]][choices[place] % len(WORDS[digits[place]])]
        if doubled and digits[place:place + 2] == digits[place] * 2:
            words.append("double " + word)
            place += 1
        else:
            words.append(word)
        place += 1
    return " ".join(words)


def digits_left(text: str) -> str:
    return "".join(character for character in redact(text).text if character.isdigit())


@given(st.text(DIGITS, min_size=9, max_size=9), st.lists(st.integers(0, 2), min_size=11, max_size=11), st.booleans(), st.sampled_from(["my number is", "ring", "call me on", ""]))
def test_a_phone_number_in_words(rest: str, choices: list[int], doubled: bool, cue: str) -> None:
    said = in_words("07" + rest, choices, doubled)
    assert digits_said(said) == "07" + rest
    assert redact(f"{cue} {said} please").text == f"{cue} [phone number] please"


@given(st.text(DIGITS, min_size=9, max_size=9), st.sampled_from(["0{}", "(0{})", "+44 {}", "+44(0){}", "0044 {}", "0{}-"]), st.sampled_from(["", " ", "-", ".", "  ", "/"]), st.integers(1, 4))
def test_a_phone_number_in_pieces(rest: str, start: str, separator: str, piece: int) -> None:
    first, others = "7" + rest[:3], rest[3:]
    number = start.format(first) + separator + separator.join(others[at:at + piece] for at in range(0, len(others), piece))
    assert digits_left(f"please ring {number} thanks") == ""


@given(st.dates(date(1950, 1, 1), date(2026, 12, 31)), st.sampled_from(["the {day} of {month} {year}", "{day} {month} {year}", "the {day} of {month}, {year}"]))
def test_a_date_of_birth_in_words(day: date, form: str) -> None:
    year = f"two thousand and {UNDER_TWENTY[day.year - 2001]}" if 2000 < day.year < 2020 else str(day.year)
    said = form.format(day=ORDINALS[day.day - 1], month=day.strftime("%B").lower(), year=year)
    assert redact(f"born {said} in Wiltshire").text == "born [date of birth] in Wiltshire"


@given(st.dates(date(1950, 1, 1), date(2026, 12, 31)), st.sampled_from(
    ["%d/%m/%y", "%d-%b-%Y", "%Y/%m/%d", "%d %m %Y", "%d.%m.%Y", "%b %d %Y", "%Y %B %d", "%d%b%Y", "%dth %b '%y", "%Y year, %d of %B"]), st.sampled_from(["dob", "D.O.B:", "he was born", "dobs"]))
def test_a_date_of_birth_in_figures(day: date, form: str, cue: str) -> None:
    assert digits_left(f"{cue} {day.strftime(form)} thanks") == ""


@given(st.text(DIGITS[1:], min_size=9, max_size=9), st.sampled_from([" ", "-", ".", ""]), st.sampled_from(["NHS number", "nhs no.", "NHS", "nhs num:", "nsh number", "her nhs id is"]))
def test_an_nhs_number_after_its_name(first_nine: str, separator: str, cue: str) -> None:
    number = separator.join((first_nine[:3], first_nine[3:6], first_nine[6:] + "0"))
    assert digits_left(f"{cue} {number} ok") == ""


@given(st.text(DIGITS, min_size=9, max_size=9), st.lists(st.integers(0, 2), min_size=10, max_size=10))
def test_an_nhs_number_in_words(first_nine: str, choices: list[int]) -> None:
    for number in [first_nine + digit for digit in DIGITS if nhs_number_is_valid(first_nine + digit)]:
        redaction = redact(f"his nhs number is {in_words(number, choices, True)} ok")
        assert redaction.text == "his nhs number is [NHS number] ok"


@given(st.sampled_from(["sn", "sp", "ba", "bs", "ox"]), st.integers(1, 9), st.integers(1, 9), st.sampled_from(["a b", "wb", "q r"]), st.booleans())
def test_a_postcode_spelled_out(area: str, district: int, sector: int, unit: str, letters_apart: bool) -> None:
    said = f"{' '.join(area) if letters_apart else area} {WORDS[str(district)][0]} {WORDS[str(sector)][0]} {unit}"
    assert redact(f"postcode is {said} thanks").text == "postcode is [postcode] thanks"


@given(st.text(PLATE_LETTERS, min_size=2, max_size=2), st.integers(10, 79), st.text(PLATE_LETTERS, min_size=3, max_size=3), st.sampled_from(["", " "]))
def test_a_number_plate(area: str, age: int, letters: str, gap: str) -> None:
    if area in ("YR", "KS", "DD", "DS", "WK", "NO", "PG", "ST"):
        return
    assert digits_left(f"the taxi was {area}{age}{gap}{letters} and late") == ""


@given(st.sampled_from(["jo", "jo.bloggins", "j_b", "jo-b99"]), st.sampled_from(["{}@{}", "{} @ {}", "{}(at){}", "{} [at] {}", "{}@{}.uk"]), st.sampled_from(["example.com", "example.org", "mail.example.net"]))
def test_an_email_address(name: str, form: str, host: str) -> None:
    assert redact(f"write to {form.format(name, host)} please").text == "write to [email] please"


@settings(max_examples=30)
@given(st.sampled_from(["jo dot bloggins", "j b", "i s p dot kowal", "jo underscore b", "jo"]), st.sampled_from(["example dot com", "example dot co dot uk", "mail dot example dot org"]))
def test_an_email_address_that_is_said(name: str, host: str) -> None:
    assert redact(f"email me at {name} at {host} please").text == "email me at [email] please"


def test_what_is_no_personal_number_stays() -> None:
    for text in ("ring 0800 1111, 0300 456 0100 or 0345 601 0000", "A350 and A36, then the X31", "one two three, go", "year ten and year eleven", "KS3 to KS4, yr10 and yr11",
                 "nine out of ten times", "section 19 and reg 18 SEND Regs 2014", "twenty five hours one to one", "card ending 4444", "£7,412 a year"):
        assert redact(text).text == text
