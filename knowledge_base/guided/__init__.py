"""Guided finding: a few short questions, and from their answers a page of what helps now. Knows no person: answers are codes."""
from knowledge_base.guided.answers import SKIPPED, Answers, answered, next_question, progress, read_answers, in_words, without_last
from knowledge_base.guided.questions import Option, Question, questions
from knowledge_base.guided.results import Line, Result, Stop, find
from knowledge_base.guided.understanding import understand, wants_to_stop

__all__ = ["SKIPPED", "Answers", "Line", "Option", "Question", "Result", "Stop", "answered", "find", "in_words", "next_question", "progress",
           "questions", "read_answers", "understand", "wants_to_stop", "without_last"]
