"""Character n-grams against scikit-learn's, and what they are for: misspellings."""
from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.character_tfidf import CharacterTfidf

TEXTS = ["how do i apply for an ehcp", "hello there", "can i speak to someone", "the ehcp is late", "hello hello"]


def test_rows_equal_scikit_learns_on_plain_words():
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    expected = vectorizer.fit_transform(TEXTS).toarray()
    ours = CharacterTfidf.fit(TEXTS, 2, 4, 1)
    theirs = {gram: expected[:, column] for gram, column in vectorizer.vocabulary_.items()}
    assert set(ours.columns) == set(theirs)
    rows = ours.transform(TEXTS)
    for gram, column in ours.columns.items():
        np.testing.assert_allclose(rows[:, column], theirs[gram], atol=1e-5, err_msg=gram)


def test_a_misspelling_is_nearer_than_another_word():
    tfidf = CharacterTfidf.fit(TEXTS + ["appeal", "assessment"], 2, 4, 1)
    right, misspelt, other = tfidf.transform(["assessment", "assesment", "appeal"])
    assert right @ misspelt > 0.6 > right @ other


def test_rare_ngrams_are_left_out_and_unknown_text_is_an_empty_row():
    tfidf = CharacterTfidf.fit(TEXTS, 2, 4, 2)
    assert " ehc" in tfidf.columns and "spea" not in tfidf.columns
    assert not tfidf.transform(["", "日本語", "👍"]).any()


def test_curly_and_straight_apostrophes_are_the_same():
    tfidf = CharacterTfidf.fit(["that isn't it", "it isn’t"], 2, 4, 1)
    straight, curly = tfidf.transform(["isn't", "isn’t"])
    np.testing.assert_array_equal(straight, curly)
