"""Cleaning removes what cannot be seen and leaves what people wrote."""
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.cleaning import clean

# Ordinary text, lone surrogates and the characters that hide things, mixed.
NASTY = st.text(alphabet=st.one_of(
    st.characters(), st.characters(categories=["Cs", "Cf", "Cc", "Mn", "Zs"]),
    st.sampled_from("\ufe0f\u2764\u200d\u0301e=\u0338\u2126 \n\t\r\u2028\U000e0041\U000e0100")), max_size=60)


@pytest.mark.parametrize("raw, cleaned", [
    ("a\x00b", "ab"),
    ("one\ttwo", "one two"),
    ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
    ("a \n\n\n\n b", "a\n\nb"),
    ("  what   is\u00a0 an\u3000EHCP ", "what is an EHCP"),
    ("\u202egnp.exe\u202c", "gnp.exe"),
    ("su\u200bic\u200did\u00ade", "suicide"),
    ("hi\U000e0041\U000e0042", "hi"),
    ("A\ufe0fB\U000e0101", "AB"),
    ("\ud800broken\udfff", "broken"),
    ("cafe\u0301", "caf\u00e9"),
    ("thank you \u2764\ufe0f\U0001f642", "thank you \u2764\ufe0f\U0001f642"),
    ("\u2764\ufe0f\ufe0f\ufe0f", "\u2764\ufe0f"),
    ("e\ufe0f\u0301", "\u00e9"),
    ("", ""),
])
def test_cleans(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(NASTY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ?.,'£éüñ🙂", max_size=80))
def test_ordinary_text_keeps_its_words(text: str) -> None:
    assert clean(text).split() == text.split()
