"""Drawing batches for the adaptation of the encoder: fair, seeded, and never a question to itself."""
from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from evaluation import adapt
from evaluation.adapt import Texts, batches, drawn_to, texts_of, worsened
from tests.knowledge_base.builders import A_YOUNG_PERSONS, an_article


def some_texts(count: int, wordings: int = 3) -> list[Texts]:
    return [Texts((f"body {i}",), tuple(f"wording {i} {n}" for n in range(wordings)), (f"title {i}",)) for i in range(count)]


def test_a_batch_holds_each_article_once_and_an_epoch_each_wording_at_most_once():
    found = list(batches(some_texts(adapt.BATCH + 6), random.Random(1)))
    assert found and all(len({number for number, _ in batch}) == len(batch) == adapt.BATCH for batch in found)
    drawn = [wording for batch in found for _, wording in batch]
    assert len(drawn) == len(set(drawn)) >= 2 * adapt.BATCH


def test_too_few_articles_make_no_batch():
    assert list(batches(some_texts(adapt.BATCH - 1), random.Random(1))) == []


def test_the_same_seed_draws_the_same():
    first, again = (list(batches(some_texts(adapt.BATCH + 2), random.Random(5))) for _ in range(2))
    assert first == again


@given(st.integers())
def test_a_question_is_drawn_to_a_text_of_its_own_article_but_never_to_itself(seed):
    (texts,) = some_texts(1)
    assert drawn_to(texts, "wording 0 1", random.Random(seed)) in {"body 0", "title 0", "wording 0 0", "wording 0 2"}


def test_an_article_with_one_wording_is_still_drawn_to_something():
    (texts,) = some_texts(1, wordings=1)
    assert {drawn_to(texts, "wording 0 0", random.Random(seed)) for seed in range(40)} == {"body 0", "title 0"}


@given(st.text(max_size=80), st.integers())
def test_a_worsened_question_stays_nearly_as_long(text, seed):
    assert len(worsened(text, random.Random(seed))) <= len(text.lower()) + 1


def test_both_voices_are_learnt_from():
    texts = texts_of(an_article(young_person=A_YOUNG_PERSONS))
    assert "can i ask myself" in texts.wordings and any("You say what you like" in body for body in texts.bodies)
    assert "Asking for a break" in texts.titles
