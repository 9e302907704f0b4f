"""Figures of a run over made-up results and over a small index."""
from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from evaluation.baselines import Bm25Alone, MiniLmAlone, Ranked
from evaluation.dataset import Row
from evaluation.fit import fit, threshold_for
from evaluation.report import answering_figures, baseline_figures, table
from evaluation.running import Result, prepared, run_rows
from knowledge_base.answerability import SIGNALS, load_model
from knowledge_base.answering import Answerer
from knowledge_base.answering.answerer import CurrentRetriever
from knowledge_base.index import build_index
from knowledge_base.search_settings import load_search_settings
from tests.knowledge_base.builders import WordEncoder, an_article, revisions


def a_row(id: str = "q", *articles: str, outcome: str = "answer", question: str = "text", history: tuple[str, ...] = ()) -> Row:
    return Row(id, question, outcome, articles, "neat", "tune", history)


def a_result(row: Row, shown: tuple[str, ...] = (), ranking: tuple[str, ...] = ("a", "b"), probability: float = 0.5, choices=(), **signals) -> Result:
    return Result(row, "answered" if shown else "unanswered", shown, choices, ranking, probability,
                  {name: 0.0 for name in SIGNALS} | signals, False, 1.0)


RESULTS = [
    a_result(a_row("1", "a"), ("a",), probability=0.9), a_result(a_row("2", "b"), ("a",), probability=0.8),
    a_result(a_row("3", "b"), choices=("a", "b")), a_result(a_row("4", "z")),
    a_result(a_row("5", outcome="hand_over"), ("a",)), a_result(a_row("6", outcome="hand_over")),
    a_result(a_row("7", outcome="out_of_scope"))]


def test_the_figures_by_hand():
    figures = answering_figures(RESULTS)
    assert figures["share answered"] == pytest.approx(3 / 7)
    assert figures["right among the answered"] == pytest.approx(1 / 3)
    assert figures["answerable: answered rightly"] == pytest.approx(1 / 4)
    assert figures["answerable: asked back with the right choice"] == pytest.approx(1 / 4)
    assert figures["in-topic unanswerable: not answered"] == pytest.approx(1 / 2)
    assert figures["out of scope: not answered"] == 1.0
    assert (figures["R@1"], figures["R@5"], figures["MRR@10"]) == (pytest.approx(1 / 4), pytest.approx(3 / 4), pytest.approx(0.5))


def test_a_baseline_is_given_as_many_answers_as_we_showed_its_surest_first():
    rows = [a_row("1", "a"), a_row("2", "a"), a_row("3", "a")]
    ranked = [Ranked(("b",), 0.1), Ranked(("a",), 0.9), Ranked(("b",), 0.5)]
    figures = baseline_figures(rows, ranked, shown=2)
    assert figures["right among the answered"] == 0.5 and figures["right when it always answers"] == pytest.approx(1 / 3)
    assert "BM25" in table("tune", answering_figures(RESULTS), {"BM25 alone": figures})


def test_the_threshold_is_the_lowest_that_keeps_the_promise():
    probabilities, right = [0.9, 0.8, 0.7, 0.6, 0.5], [True, True, False, True, False]
    assert threshold_for(probabilities, right, 0.0) == 0.8
    assert threshold_for(probabilities, right, 0.25) == 0.6
    assert threshold_for([0.9], [False], 0.1) == 1.0


def test_a_fit_learns_which_signal_tells_and_says_from_which_run_it_comes():
    chance = np.random.RandomState(0)
    results = []
    for number in range(200):
        right = number % 2 == 0
        signal = float(chance.normal(2 if right else 0))
        results.append(a_result(a_row(str(number), "a" if right else "z"), wording=signal, words=float(chance.normal())))
    model = fit(results, datetime(2026, 11, 22, tzinfo=UTC))
    assert model.weights["wording"] > 1 > abs(model.weights["words"])
    high, low = ({name: 0.0 for name in SIGNALS} | {"wording": value} for value in (4.0, -2.0))
    assert model.probability(high) > 0.9 > 0.1 > model.probability(low)
    assert model.fitted["questions"] == 200 and model.fitted["at"] == "2026-11-22" and 0 < model.clarify_threshold <= model.answer_threshold


@pytest.fixture
def answerer(tmp_path):
    articles = [an_article("mediation-certificate"), an_article("school-transport"), an_article("annual-review")]
    build_index(revisions(*articles), WordEncoder(), 1, tmp_path)
    settings = load_search_settings()
    return Answerer(CurrentRetriever(tmp_path, WordEncoder(), settings), load_model(), settings, "WPCC")


def test_rows_are_run_with_the_thread_of_their_history(answerer):
    row = a_row("1", "mediation-certificate", question="who decides that?", history=("how about mediation certificate",))
    (result,) = run_rows(answerer, [row])
    assert result.right and result.follow_up and result.shown == ("mediation-certificate",)


def test_questions_are_masked_as_the_website_masks_them():
    assert "07700" not in prepared("call me on 07700 900123\u202e")


def test_baselines_rank_the_same_articles(answerer):
    retriever = answerer._retriever()
    for baseline in (Bm25Alone(retriever), MiniLmAlone(retriever, retriever.encoder)):
        assert baseline.rank("school transport").articles[0] == "school-transport"
        assert len(baseline.rank("anything").articles) == 3
