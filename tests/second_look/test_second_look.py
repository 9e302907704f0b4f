"""The second look finds what no phrase knows, doubts a phrase only when it is very sure, and is never in the way."""
from __future__ import annotations

import numpy as np
import pytest

from guardrails.safeguarding import Concern
from second_look.danger_model import DangerModel, Look
from second_look.deciding import SECOND_LOOK, decide
from second_look.head import Head, Thresholds, load_head, load_thresholds, save_head
from second_look.looking import SecondLook
from second_look.windows import OVERLAP, WORDS, windows

LIMITS = Thresholds(urgent=0.9, gentle=0.5, veto=0.1, fitted={})
FOUND = Concern("abuse", "young_person", "my dad hits me")


class Sure:
    """Gives one probability, or breaks; keeps what it was shown."""

    def __init__(self, probability: float = 0.0, breaks: bool = False) -> None:
        self.probability, self.breaks, self.seen = probability, breaks, []

    def look(self, text: str) -> Look:
        self.seen.append(text)
        if self.breaks:
            raise RuntimeError(text)
        return Look(self.probability, "neglect")


class MarkEncoder:
    """Puts a text with the word "danger" at one end of a line and any other at the other end; keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode(self, texts) -> np.ndarray:
        self.given += texts
        return np.array([[1.0, 0.0] if "danger" in text else [0.0, 1.0] for text in texts], np.float32)


HEAD = Head(("none", "abuse"), np.array([[0.0, 5.0], [5.0, 0.0]], np.float32), np.zeros(2, np.float32))


@pytest.mark.parametrize("probability, found, kind, gentle", [
    (0.95, None, "neglect", False), (0.9, None, "neglect", False), (0.6, None, None, True), (0.3, None, None, False),
    (0.3, FOUND, "abuse", False), (0.95, FOUND, "abuse", False), (0.05, FOUND, None, True)])
def test_what_is_done(probability: float, found: Concern | None, kind: str | None, gentle: bool) -> None:
    decision = decide("a message", found, Sure(probability), LIMITS)
    assert (decision.concern.kind if decision.concern else None, decision.gentle) == (kind, gentle)
    assert decision.probability == probability
    if found is None and decision.concern:
        assert decision.concern.rule == SECOND_LOOK


def test_without_a_second_look_the_rules_decide_alone() -> None:
    assert decide("x", FOUND, None, LIMITS).concern is FOUND and decide("x", None, None, LIMITS).concern is None


def test_danger_in_another_language_is_the_rules_own() -> None:
    looker = Sure(0.0)
    found = Concern("abuse", "unknown", "x", language="pl")
    assert decide("boję się", found, looker, LIMITS).concern is found and looker.seen == []


def test_a_second_look_that_breaks_takes_nothing_away_and_offers_help(caplog: pytest.LogCaptureFixture) -> None:
    assert decide("private words", FOUND, Sure(breaks=True), LIMITS).concern is FOUND
    assert decide("private words", None, Sure(breaks=True), LIMITS).gentle
    assert "private" not in caplog.text


def test_the_voice_is_read_from_the_words() -> None:
    decision = decide("i am 13 and mum leaves me for days", None, Sure(0.99), LIMITS)
    assert decision.concern is not None and decision.concern.voice == "young_person"


def test_one_piece_of_danger_in_a_long_message_decides() -> None:
    encoder = MarkEncoder()
    text = "all is well " * 60 + "danger " + "and so on " * 60
    look = DangerModel(encoder, HEAD).look(text)
    assert look.probability > 0.9 and look.kind == "abuse" and len(encoder.given) > 2
    assert DangerModel(MarkEncoder(), HEAD).look("all is well").probability < 0.1


def test_pieces_overlap_and_leave_nothing_out() -> None:
    words = [str(number) for number in range(400)]
    pieces = [piece.split() for piece in windows(" ".join(words))]
    assert all(len(piece) <= WORDS for piece in pieces) and [word for piece in pieces for word in piece[:WORDS - OVERLAP]][:300] == words[:300]
    assert pieces[-1][-1] == "399" and all(set(first) & set(second) for first, second in zip(pieces, pieces[1:]))
    assert windows("short") == ["short"] and windows("") == [""]


def test_a_model_that_cannot_be_opened_is_no_harm_and_opens_later(caplog: pytest.LogCaptureFixture) -> None:
    state = {"there": False}

    def open_model() -> Sure:
        if not state["there"]:
            raise OSError("no file")
        return Sure(0.95)

    second_look = SecondLook(open_model, lambda: LIMITS)
    assert not second_look.open() and not second_look.ready and second_look.decide("x", None).concern is None
    state["there"] = True
    assert second_look.open() and second_look.decide("x", None).concern.kind == "neglect"


def test_the_head_is_read_as_it_was_written(tmp_path) -> None:
    save_head(HEAD, tmp_path / "head.npz")
    read = load_head(tmp_path / "head.npz")
    assert read.kinds == HEAD.kinds and np.allclose(read.probabilities(np.eye(2, dtype=np.float32)).sum(1), 1)


def test_the_shipped_thresholds_are_in_order_and_say_where_they_come_from() -> None:
    limits = load_thresholds()
    assert 0 < limits.veto <= limits.gentle <= limits.urgent < 1 and limits.fitted["run"] == "python -m evaluation.fit_danger"
    assert load_head().kinds[0] == "none"
