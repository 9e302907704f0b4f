"""How old a reader must be: the Flesch-Kincaid grade by textstat, plus five years for an English school.

Kincaid and others, 1975: 0.39 x words a sentence + 11.8 x syllables a word - 15.59 is a school grade of the United States; its
first grade is read at about six years of age.
"""
from __future__ import annotations

from knowledge_base.articles import Voice
from knowledge_base.checking.passages import reading_text
from knowledge_base.plain_text import to_text
from knowledge_base.vocabulary import PARENT, YOUNG_PERSON

YEARS_AHEAD = 5
AIMS = {PARENT: 11.0, YOUNG_PERSON: 9.0}
"""Reading age (years) that the versions for each reader have at most, on average."""
OUTLIER = 1.5
"""A version so many years above its aim is listed as an outlier."""


def reading_age(voice: Voice) -> float:
    """Reading age in years of the answer and the sections together; headings are not read."""
    return text_reading_age(reading_text(voice.answer, [to_text(section.body) for section in voice.sections]))


def text_reading_age(text: str) -> float:
    """Reading age in years of plain text."""
    import textstat

    return float(textstat.flesch_kincaid_grade(text)) + YEARS_AHEAD
