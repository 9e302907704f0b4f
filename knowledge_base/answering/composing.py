"""Step 7: the reply objects of the API. Every sentence of an answer is the article's own."""
from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.answering.choosing import near_candidates
from knowledge_base.answering.turn import Choice, Work
from knowledge_base.articles import ArticleContent, Source
from knowledge_base.chunking import section_at
from knowledge_base.pathway import places
from knowledge_base.plain_text import to_text
from knowledge_base.unknowable import known_may_stand_beside
from knowledge_base.vocabulary import ANSWERED, CLARIFICATION, YOUNG_PERSON

WORDS_FILE = Path(__file__).with_name("words.yml")
ASK_A_PERSON = "/ask-a-person"


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    return yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))


def compose(work: Work, forum: str, today: date) -> list[dict[str, Any]]:
    """Replies for the outcome: answers, choices, or the offer of a person."""
    if work.outcome == ANSWERED:
        return _answers(work, forum, today)
    if work.outcome == CLARIFICATION:
        return [_choices(work, forum), handover(work.audience, forum)]
    return [text_reply("unanswered", work.audience, forum), handover(work.audience, forum), *_known_beside(work, forum, today)]


def text_reply(name: str, audience: str, forum: str) -> dict[str, Any]:
    """A text reply with the reviewed words of that name."""
    return {"type": "text", "text": _say(name, audience, forum)}


def handover(audience: str, forum: str) -> dict[str, Any]:
    """The offer of a person; the website adds what it knows to the address."""
    return {"type": "handover", "text": _say("handover", audience, forum), "url": ASK_A_PERSON}


def answer_reply(article: ArticleContent, choice: Choice, audience: str, today: date) -> dict[str, Any]:
    """The API's answer object for an article."""
    return {
        "type": "answer", "article_id": article.id, "voice": article.voice(audience).audience, "title": article.voice(audience).title, "topic": article.topic,
        "text": _answer_text(article, choice, audience), "url": f"/articles/{article.id}",
        "pathway": places()[article.stage].to_json(), "sources": [source_json(source) for source in article.sources],
        "checked_on": article.checked_on.isoformat(), "check_again_on": article.check_again_on.isoformat(),
        "overdue": article.overdue(today)}


def source_json(source: Source) -> dict[str, str | None]:
    """The API's source object; unknown parts are null."""
    return {"title": source.title, "publisher": source.publisher, "url": source.url or None,
            "published_on": source.published_on or None}


def _known_beside(work: Work, forum: str, today: date) -> list[dict[str, Any]]:
    """What is known about a question that only the family's own record can answer ("when will my son be seen"); never the answer to it."""
    part = work.parts[0]
    if not known_may_stand_beside(part.text) or work.model.probability({**part.signals, "unknowable": 0.0}) < work.settings.known_beside:
        return []
    article = work.retriever.index.revisions[part.first.position].content
    return [text_reply("known_beside", work.audience, forum), answer_reply(article, Choice(part.first.position), work.audience, today)]


def _answers(work: Work, forum: str, today: date) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = []
    for part in work.parts:
        article = work.retriever.index.revisions[part.choice.position].content
        if work.audience == YOUNG_PERSON and article.young_person is None:
            replies.append(text_reply("no_young_person_version", work.audience, forum))
        replies.append(answer_reply(article, part.choice, work.audience, today))
    return replies


def _answer_text(article: ArticleContent, choice: Choice, audience: str) -> str:
    answer = article.voice(audience).answer
    section = None if choice.section is None else section_at(article, choice.section, audience)
    if section is None:
        return answer
    return to_text(section.body) if choice.alone else f"{answer}\n\n{to_text(section.body)}"


def _choices(work: Work, forum: str) -> dict[str, Any]:
    articles = [work.retriever.index.revisions[i].content for i in near_candidates(work.parts[0], work)]
    words = "clarification" if len(articles) > 1 else "clarification_one"
    return {"type": "choices", "text": _say(words, work.audience, forum),
            "choices": [{"label": article.voice(work.audience).title, "message": article.title} for article in articles]}


def _say(name: str, audience: str, forum: str) -> str:
    voices = _words()[name]
    return voices.get(audience, voices.get("parent", "")).format(forum=forum)
