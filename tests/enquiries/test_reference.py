"""References: forgiving to read, unforgiving to mistype."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries.reference import ALPHABET, MalformedReference, new_reference, parse_reference

references = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=7, max_size=7).map(lambda numbers: new_reference(lambda _: numbers.pop()))


@given(references)
def test_reads_back_what_it_writes(reference: str) -> None:
    assert parse_reference(reference) == reference


@given(references, st.sampled_from(["{}", " {} ", "{}."]), st.booleans(), st.booleans(), st.booleans())
def test_forgives_case_spaces_prefix_and_look_alikes(reference: str, wrapping: str, lower: bool, bare: bool, swapped: bool) -> None:
    typed = reference.removeprefix("SP-") if bare else reference
    if swapped:
        prefix, body = ("", typed) if bare else (typed[:3], typed[3:])
        typed = prefix + body.replace("0", "O").replace("1", "l").replace("2", "Z").replace("V", "u").replace("-", " ")
    assert parse_reference(wrapping.format(typed.lower() if lower else typed)) == reference


@given(references, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_notices_one_wrong_character(reference: str, position: int, wrong: str) -> None:
    letters = list(reference.removeprefix("SP-").replace("-", ""))
    if letters[position] == wrong:
        return
    letters[position] = wrong
    with pytest.raises(MalformedReference):
        parse_reference("".join(letters))


@given(references, st.integers(0, 7), st.integers(0, 7))
def test_notices_two_swapped_characters(reference: str, one: int, other: int) -> None:
    letters = list(reference.removeprefix("SP-").replace("-", ""))
    if letters[one] == letters[other]:
        return
    letters[one], letters[other] = letters[other], letters[one]
    with pytest.raises(MalformedReference):
        parse_reference("".join(letters))


@given(st.text())
def test_any_text_is_a_reference_or_refused_in_plain_words(typed: str) -> None:
    try:
        assert parse_reference(parse_reference(typed)) == parse_reference(typed)
    except MalformedReference as refusal:
        assert "reference" in str(refusal)
