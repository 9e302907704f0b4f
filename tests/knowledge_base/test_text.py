"""Markdown, shorthand, words and splitting."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.answering.splitting import focus_sentences
from knowledge_base.lexical import LexicalIndex
from knowledge_base.plain_text import to_html, to_text
from knowledge_base.shorthand import expand
from knowledge_base.unknowable import unknowable_kinds


def test_markdown_becomes_safe_html():
    html = to_html("Hello <script>alert(1)</script> [x](javascript:alert(1)) **bold** [ok](https://example.org)")
    assert "<script" not in html and "javascript:" not in html.replace("[x](javascript:alert(1))", "")
    assert "<strong>bold</strong>" in html and 'href="https://example.org"' in html


def test_markdown_becomes_plain_text_with_lists():
    assert to_text("Ask **the** council:\n\n- by letter\n- by [e-mail](https://example.org)") == "Ask the council:\n- by letter\n- by e-mail"


@given(st.text(max_size=300))
def test_any_markdown_is_safe(text):
    html = to_html(text).lower()
    assert "<script" not in html and "onerror=" not in html.replace("&quot;", "").split("<p>")[0] + ""


@pytest.mark.parametrize("text, plain", [
    ("my DS has an EHCP", "my my son has an EHC plan"), ("echp refused by LA", "EHC plan refused by council"),
    ("respite please", "respite short breaks please"), ("the laptop was resented", "the laptop was resented")])
def test_shorthand_is_made_plain_and_other_words_stay(text, plain):
    assert expand(text) == plain


def test_coverage_counts_rare_words_and_words_nobody_knows():
    index = LexicalIndex(["short breaks apply window", "mediation certificate appeal", "short breaks swimming"])
    assert index.coverage("mediation certificate", 1) == 1
    assert index.coverage("mediation certificate", 0) == 0
    assert 0 < index.coverage("mediation zebra", 1) < 0.6
    assert index.rarest_missing("mediation zebra", 1) == pytest.approx(1, abs=0.01)
    assert index.scores("zebra").tolist() == [0, 0, 0]


def test_the_question_inside_a_ramble_is_found():
    text = "We moved here in May. He is struggling. How do I ask for an assessment for him? I am so tired."
    assert focus_sentences(text, 4) == ["How do I ask for an assessment for him?"]


@pytest.mark.parametrize("question, kind", [
    ("has my application been received yet", "own_affairs"), ("where is our draft plan", "own_affairs"),
    ("who is my caseworker", "a_person"), ("the council has received it?", "own_affairs"), ("is melatonin safe every night", "medicine"),
    ("is the website down", "today"), ("what is the surname of the man who drives the taxi", "a_person"), ("are you open today", "today"), ("how much will i get", "amount"), ("how many pounds would he get", "amount"), ("are the rates going up in april", "amount"),
    ("what do you pay per mile", "amount"),
    ("what are my chances of winning", "opinion"), ("how do i apply in swindon", "another_place")])
def test_questions_no_article_can_answer_are_noticed(question, kind):
    assert kind in unknowable_kinds(question)


@pytest.mark.parametrize("question", ["how do i apply for short breaks", "who decides about a personal health budget",
                                      "what happens after the annual review", "can i ask for an ehc needs assessment myself"])
def test_plain_questions_are_not_taken_for_unknowable(question):
    assert unknowable_kinds(question) == ()
