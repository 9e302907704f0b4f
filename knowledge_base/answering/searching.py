"""Steps 3 to 5: shorthand made plain, search, and how likely the first candidate answers."""
from __future__ import annotations

import numpy as np

from knowledge_base.answerability import signals
from knowledge_base.answering.splitting import focus_sentences
from knowledge_base.answering.turn import Part, Work
from knowledge_base.lexical import Tokenizer
from knowledge_base.shorthand import expand, without_placeholders


def expand_shorthand(work: Work) -> None:
    """Leave out what was masked, and replace families' shorthand by the words that the articles use."""
    for part in work.parts:
        part.query = expand(without_placeholders(part.text))


def retrieve(work: Work) -> None:
    """Rank the articles for each part; a follow-up carries the last question at a lower weight."""
    for part in work.parts:
        vectors = work.retriever.embed(_texts(part, work))
        query, part.vector = part.query, vectors[0]
        if part.follow_up and _stands_alone(part, vectors[:1], work):
            part.follow_up, vectors = False, vectors[:1]
        if part.follow_up and work.thread.last_question:
            query = f"{part.query} {expand(work.thread.last_question)}"
            mixed = vectors[0] + work.settings.history_weight * vectors[-1]
            vectors = (mixed / np.linalg.norm(mixed))[None]
        part.retrieval = work.retriever.search(query, vectors)


def _stands_alone(part: Part, vector: np.ndarray, work: Work) -> bool:
    """Whether a message that points back ("they sent him home every day") says enough by itself to be answered by itself."""
    if len(Tokenizer()(part.query)) < work.settings.follow_up.alone_words:
        return False
    retrieval = work.retriever.search(part.query, vector)
    return work.model.probability(signals(part.text, retrieval, work.retriever.index.lexical)) >= work.model.answer_threshold


def _texts(part: Part, work: Work) -> list[str]:
    if part.follow_up and work.thread.last_question:
        return [part.query, expand(work.thread.last_question)]
    focus = focus_sentences(part.query, work.settings.focus_min_words)
    return [part.query, *(sentence for sentence in focus[-2:] if sentence != part.query)]


def score_answerability(work: Work) -> None:
    """Probability that the first candidate answers, with the signals it was made from; a question that an article names is certain."""
    lexical = work.retriever.index.lexical
    for part in work.parts:
        part.signals = signals(part.text, part.retrieval, lexical)
        part.probability = 1.0 if part.retrieval.asked_before else work.model.probability(part.signals)
