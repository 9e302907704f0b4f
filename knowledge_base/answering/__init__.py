"""Answering: a question in, an answer, choices or the offer of a person out."""
from knowledge_base.answering.answerer import Answerer, open_answerer
from knowledge_base.answering.turn import Answered, Thread
from knowledge_base.index import IndexMissing

__all__ = ["Answered", "Answerer", "IndexMissing", "Thread", "open_answerer"]
