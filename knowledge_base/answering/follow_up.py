"""Step 2: is the message a follow-up on what was shown last?"""
from __future__ import annotations

import re

from knowledge_base.answering.turn import Part, Work

POINTS_BACK = re.compile(
    r"\b(that|this|it|they|them|those|these|he|she|there|then|so)\b|^(and|but|or|ok|okay|so)\b|\bwhat (about|if|else|next)\b", re.I)
BARE_QUESTION = re.compile(
    r"^\W*(and |but |so |ok |okay )*(who (decides|pays|can help|helps|do i ask|do i contact|makes|chooses|gets)"
    r"|how long|how soon|how much|how do i (apply|ask|do (that|it|this))|when|where (do|can) i|why( not)?|what (if|next|else|about|happens)"
    r"|is there a (time|deadline)|can i appeal|do i have to|tell me more|more|go on|what do i do (next|now))\b", re.I)


def mark_follow_ups(work: Work) -> None:
    """A short message that points back, or asks without naming anything, belongs to the article shown last."""
    if not work.thread.last_article_id:
        return
    for part in work.parts:
        words = len(part.text.split())
        part.follow_up = words <= work.settings.follow_up.max_words and bool(
            POINTS_BACK.search(part.text) or BARE_QUESTION.match(part.text))
