"""Answers as codes: read from an address, in words again, and what is asked next."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from knowledge_base.guided.questions import Question, any_meets, questions
from knowledge_base.vocabulary import PARENT, YOUNG_PERSON

SKIPPED = "skipped"
"""The code of a question that was passed over."""


@dataclass(frozen=True)
class Answers:
    """One code a question; empty where it was not asked yet."""

    who: str = ""
    age: str = ""
    worry: str = ""
    tried: str = ""
    area: str = ""

    @property
    def voice(self) -> str:
        """Whose words the asker reads."""
        return YOUNG_PERSON if self.who == YOUNG_PERSON else PARENT

    def given(self) -> dict[str, str]:
        """Question -> code for what was answered or skipped, in the order of asking: what an address holds."""
        return {question: code for question, code in asdict(self).items() if code}


def read_answers(said: Mapping[str, str]) -> Answers:
    """Answers from an address or from the dialogue. Unknown codes, and answers to questions that earlier ones make pointless, are left out."""
    given: dict[str, str] = {}
    for question in questions():
        code = said.get(question.id, "")
        if not any_meets(question.unless, given) and code in {SKIPPED, *(option.code for option in question.open_options(given))}:
            given[question.id] = code
    return Answers(**given)


def answered(answers: Answers, question: str, code: str) -> Answers:
    """The answers with one more."""
    return read_answers({**answers.given(), question: code})


def without_last(answers: Answers) -> Answers:
    """The answers but the last one: a step back."""
    return read_answers(dict(list(answers.given().items())[:-1]))


def next_question(answers: Answers) -> Question | None:
    """The first question without an answer that still matters, or None."""
    given = answers.given()
    return next((question for question in _asked(given) if question.id not in given), None)


def progress(answers: Answers, question: Question) -> tuple[int, int]:
    """Which of how many questions this is, after the answers given so far."""
    asked = [each.id for each in _asked(answers.given())]
    return asked.index(question.id) + 1, len(asked)


def in_words(answers: Answers) -> list[tuple[str, str]]:
    """Each answer in plain words: the question's short name and the option's label. What was skipped is left out."""
    labels = {(question.id, option.code): (question.short, option.label_for(answers.voice)) for question in questions() for option in question.options}
    return [labels[pair] for pair in answers.given().items() if pair in labels]


def _asked(given: Mapping[str, str]) -> list[Question]:
    return [question for question in questions() if not any_meets(question.unless, given)]
