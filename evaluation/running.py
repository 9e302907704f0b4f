"""Questions through the answerer, as the website would put them: cleaned, redacted, with the thread of the earlier ones."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evaluation.dataset import Row
from guardrails.cleaning import clean
from guardrails.redaction import redact
from knowledge_base.answering import Answerer, Thread
from knowledge_base.answering.choosing import near_candidates
from knowledge_base.answering.turn import Work


@dataclass(frozen=True)
class Result:
    """What came of one question: the ranking, what was shown, how sure it was, and the signals behind that."""

    row: Row
    outcome: str
    shown: tuple[str, ...]
    choices: tuple[str, ...]
    ranking: tuple[str, ...]
    probability: float
    signals: dict[str, float]
    follow_up: bool
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether something was shown, and all that was shown is acceptable or, of several answers, the first is."""
        return bool(self.shown) and self.shown[0] in self.row.articles

    @property
    def first_is_right(self) -> bool:
        """Whether the first candidate is acceptable, shown or not."""
        return bool(self.ranking) and self.ranking[0] in self.row.articles


def run_rows(answerer: Answerer, rows: Iterable[Row], prepare: Callable[[str], str] | None = None) -> list[Result]:
    """Answer every row; `prepare` is done to each question first, by default what the website does."""
    return [_run(answerer, row, prepare or prepared) for row in rows]


def prepared(question: str) -> str:
    """A question as it reaches the answerer."""
    return redact(clean(question)).text


def _run(answerer: Answerer, row: Row, prepare: Callable[[str], str]) -> Result:
    thread = Thread()
    for earlier in row.history:
        answered = answerer.answer(prepare(earlier), thread)
        if answered.article_id:
            thread = Thread(answered.question, answered.article_id, answered.outcome)
    work = answerer.decide(prepare(row.question), thread)
    return _result(row, work)


def _result(row: Row, work: Work) -> Result:
    ids = [revision.content.id for revision in work.retriever.index.revisions]
    whole = work.parts[0]
    shown = tuple(ids[part.choice.position] for part in work.parts if part.choice and work.outcome == "answered")
    ranking = tuple(candidate.article_id for candidate in whole.retrieval.candidates)
    if shown:
        ranking = tuple(dict.fromkeys((*shown, *ranking)))
    choices = tuple(ids[position] for position in near_candidates(whole, work)) if work.outcome == "clarification" else ()
    return Result(row, work.outcome, shown, choices, ranking, whole.probability, whole.signals, whole.follow_up,
                  sum(work.timings_ms.values()))
