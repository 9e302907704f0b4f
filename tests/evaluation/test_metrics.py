"""Metrics against values worked out by hand, and against what they must always obey."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import auroc, mean, recall_at, reciprocal_rank, wilson

SCORES = st.lists(st.floats(-5, 5), min_size=1, max_size=30)


@pytest.mark.parametrize("k, expected", [(1, 0.0), (2, 1.0), (5, 1.0)])
def test_recall_counts_a_hit_among_the_first_k(k, expected):
    assert recall_at(["a", "b", "c"], {"b", "z"}, k) == expected


@pytest.mark.parametrize("ranking, expected", [(["x", "b"], 0.5), (["b"], 1.0), (["x"] * 10 + ["b"], 0.0), ([], 0.0)])
def test_the_reciprocal_rank_stops_after_ten(ranking, expected):
    assert reciprocal_rank(ranking, {"b"}) == expected


def test_the_mean_of_nothing_is_nothing():
    assert mean([]) == 0.0 and mean([1.0, 0.0]) == 0.5


@pytest.mark.parametrize("hits, total, low, high", [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (50, 100, 0.404, 0.596), (0, 0, 0.0, 1.0)])
def test_wilson_intervals_are_the_published_ones(hits, total, low, high):
    assert wilson(hits, total) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_between_0_and_1(pair):
    hits, total = pair
    low, high = wilson(hits, total)
    assert -1e-9 <= low <= hits / total + 1e-9 and hits / total - 1e-9 <= high <= 1 + 1e-9


def test_auroc_by_hand():
    assert auroc([3.0, 2.0], [1.0, 2.0]) == pytest.approx((1 + 1 + 1 + 0.5) / 4)
    assert auroc([], [1.0]) == 0.5


@given(SCORES, SCORES)
def test_auroc_turned_round_is_its_complement(positive, negative):
    assert auroc(positive, negative) == pytest.approx(1 - auroc(negative, positive))
