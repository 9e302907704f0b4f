"""Step 1: the message into the questions it holds."""
from __future__ import annotations

import re

from knowledge_base.answering.turn import Part, Work

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
QUESTION_START = re.compile(
    r"(and |also |but |so )*(how|what|when|where|who|why|which|can|could|do|does|did|is|are|am|will|would|should|must|has|have)\b", re.I)


def focus_sentences(text: str, min_words: int) -> list[str]:
    """Sentences of a message that ask something and have at least `min_words` words."""
    found = []
    for sentence in SENTENCE.findall(text):
        sentence = sentence.strip()
        asks = sentence.endswith("?") or (QUESTION_START.match(sentence) and "\n" not in sentence)
        if asks and len(sentence.split()) >= min_words:
            found.append(sentence)
    return found


def split_questions(work: Work) -> None:
    """One part for the whole message; further parts when it clearly holds several questions."""
    work.parts = [Part(work.question)]
    asked = [s for s in focus_sentences(work.question, work.settings.focus_min_words) if s.endswith("?")]
    if 1 < len(asked) <= work.settings.parts_max:
        work.parts += [Part(sentence) for sentence in asked]
