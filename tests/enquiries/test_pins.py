"""PINs: derived, so the same again; keyed, so nobody else can derive them."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries.pins import Pins

PINS = Pins("a-secret-that-is-long-enough")


@given(st.text(max_size=20))
def test_six_digits_that_match_themselves(reference: str) -> None:
    reference = reference.encode("utf-8", "replace").decode()
    pin = PINS.pin_for(reference)
    assert len(pin) == 6 and pin.isdigit() and PINS.matches(reference, f" {pin} ") and PINS.pin_for(reference) == pin


def test_other_keys_and_other_references_give_other_pins() -> None:
    references = [f"SP-{number}" for number in range(200)]
    other = Pins("another-secret-long-enough")
    assert len({PINS.pin_for(reference) for reference in references}) > 190
    assert sum(PINS.pin_for(reference) == other.pin_for(reference) for reference in references) < 3


def test_a_seal_tells_texts_apart_however_they_are_cut() -> None:
    assert PINS.seal("ab", "c") == PINS.seal("ab", "c")
    assert len({PINS.seal("ab", "c"), PINS.seal("a", "bc"), PINS.seal("abc"), Pins("another-secret-long-enough").seal("ab", "c")}) == 4


def test_a_short_key_is_refused_and_no_key_is_shown() -> None:
    with pytest.raises(ValueError, match="PIN_KEY") as refusal:
        Pins("short-key")
    assert "short-key" not in str(refusal.value) and "secret" not in repr(PINS)
