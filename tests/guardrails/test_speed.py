"""No message of 2,000 characters, however odd, makes the guardrails slow."""
from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from guardrails.cleaning import clean
from guardrails.languages.danger import notice
from guardrails.redaction import redact
from guardrails.safeguarding import find_concern
from tests.guardrails.rows import everyday_rows, language_rows

LENGTH = 2_000
MOST_SECONDS = 0.5       # a guard against run-away patterns, which take seconds and more; figures are `make bench`'s to give
PIECES = ["my son ", "my son jack and ", "a", "A ", "1 ", "0 ", "01", "0-", "+44 ", "1/", "3/5/", "aa-11/", "jane@", "a.", "x@y.", "oh one ", "born ", "born may ", "mrs ",
          "st st ", "st. ", "12 high ", "flat 3, ", "of school ", "Holy ", "Zxqv ", "zxqvk ", "'", "'s ", "-", "[name] ", "[name", "ref ", "i want ", "he he he ", "i not want to ",
          "took my ", "s u i ", "!", "\n", "\U0001f642", "e\u0301", "\ufe0f", "kill ", "my dad ", "called zxqvk and ", "sn1 ", "nhs number ", "dddd", "wwwwqqqqzzzz ",
          "bije mnie ", "chce nie ", "maz ", "мама бьет ", "хочу ", "ابني ", "والبيت", "मलाई मर्न ", "मा\u094d", "chora ", "quiero no ", "bana ", "ą", "İ", "\u0301"]
FEW_MILLISECONDS = 0.08  # of the other languages' part, a hundred times what an ordinary message takes


def cpu_seconds(work: Callable[[str], object], text: str) -> float:
    """The best of three runs, so that a busy machine does not count."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("work", [clean, redact, find_concern])
@pytest.mark.parametrize("piece", PIECES)
def test_odd_messages_are_quick(work: Callable[[str], object], piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    assert cpu_seconds(work, text) < MOST_SECONDS


@pytest.mark.parametrize("work", [clean, redact, find_concern])
def test_a_long_ordinary_message_is_quick(work: Callable[[str], object]) -> None:
    text = ". ".join(row.text for row in everyday_rows())[:LENGTH]
    assert cpu_seconds(work, text) < MOST_SECONDS


@pytest.mark.parametrize("piece", PIECES)
def test_no_message_makes_the_other_languages_slow(piece: str) -> None:
    notice("hello")
    assert cpu_seconds(notice, (piece * LENGTH)[:LENGTH]) < FEW_MILLISECONDS


def test_messages_of_every_language_are_quick() -> None:
    rows = language_rows()
    for code in {row.language for row in rows}:
        text = ". ".join(row.text for row in rows if row.language == code and not row.danger)[:LENGTH]
        assert cpu_seconds(notice, text) < FEW_MILLISECONDS, code
