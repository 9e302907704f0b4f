"""Step 6: answer, ask back, or say that nothing here answers."""
from __future__ import annotations

import numpy as np

from knowledge_base.answering.turn import Choice, Part, Work
from knowledge_base.chunking import section_at
from knowledge_base.vocabulary import ANSWERED, CLARIFICATION, UNANSWERED, YOUNG_PERSON


def choose(work: Work) -> None:
    """Decide each part, then the message: several questions are answered only when each is surely answered by itself."""
    for part in work.parts:
        _choose_part(part, work)
    whole, *others = work.parts
    articles = {part.choice.position for part in others if part.choice is not None}
    if others and len(articles) == len(others) > 1:
        work.parts, work.outcome = others, ANSWERED
        return
    work.parts = [whole]
    work.outcome = ANSWERED if whole.choice else CLARIFICATION if whole.reason == "unsure" else UNANSWERED


def _choose_part(part: Part, work: Work) -> None:
    if part.follow_up and not part.signals.get("unknowable") and (choice := _section_in_thread(part, work)):
        part.choice, part.reason = choice, "follow_up"
    elif part.probability >= work.model.answer_threshold:
        part.choice, part.reason = Choice(part.first.position, _nearer_section(part, work)), "sure"
    elif part.probability >= work.model.clarify_threshold:
        part.reason = "unsure"
    else:
        part.reason = "too_unlike"


def near_candidates(part: Part, work: Work) -> list[int]:
    """Positions of the articles worth offering as choices, best first; at least the first, at most `clarify_max`."""
    best = part.first.score
    near = [c.position for c in part.retrieval.candidates if best - c.score <= work.settings.clarify_window]
    return near[:work.settings.clarify_max]


def section_shown(work: Work) -> int | None:
    """The number, in the reader's voice, of the section that the first answer shows, if it shows one."""
    choice = work.parts[0].choice
    if work.outcome != ANSWERED or choice is None or choice.section is None:
        return None
    article = work.retriever.index.revisions[choice.position].content
    if section_at(article, choice.section, work.audience) is None:
        return None
    return choice.section - (len(article.sections) if article.voice(work.audience).audience == YOUNG_PERSON else 0)


def _nearer_section(part: Part, work: Work) -> int | None:
    """The section whose text is nearer to the question than every wording of the article is."""
    first = part.first
    near = first.section is not None and first.body >= first.wording - work.settings.section_margin
    return first.section if near else None


def _section_in_thread(part: Part, work: Work) -> Choice | None:
    """The section of the article shown last, in the reader's voice, whose heading says what the follow-up asks."""
    index, settings = work.retriever.index, work.settings.follow_up
    position = index.positions.get(work.thread.last_article_id)
    if position is None:
        return None
    numbers, headings = index.headings(position)
    article = index.revisions[position].content
    rows = [row for row, number in enumerate(numbers) if section_at(article, number, work.audience)]
    if not rows:
        return None
    cosines = headings[rows] @ part.vector
    best = int(np.argmax(cosines))
    another_answers = part.first.position != position and part.probability >= work.model.answer_threshold
    if cosines[best] >= settings.section_sure or (cosines[best] >= settings.section_likely and not another_answers):
        return Choice(position, numbers[rows[best]], alone=True)
    return None
