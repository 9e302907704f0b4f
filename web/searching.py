"""Search over published articles: the answerer's ranking, or plain word matching while there is no index."""
from __future__ import annotations

import re

import structlog

from knowledge_base.articles import ArticleContent
from web.logging import describe
from web.services import Services

log = structlog.get_logger("web.searching")
MAX_QUERY = 300
MAX_RESULTS = 10
WORD = re.compile(r"\w{3,}")


def search_articles(services: Services, query: str) -> list[ArticleContent]:
    """At most ten articles, best first; none for an empty query. `query` is cleaned and at most MAX_QUERY characters."""
    if not query:
        return []
    articles = {article.id: article for article in services.articles.published()}
    try:
        ranked = _ranked(services, query)
    except Exception as error:  # noqa: BLE001  whatever keeps the index from answering, plain matching still helps
        log.warning("search without the index", **describe(error))
        ranked = _by_words(articles, query)
    return [articles[article_id] for article_id in ranked if article_id in articles][:MAX_RESULTS]


def hold_words(found: list[ArticleContent], query: str) -> bool:
    """Whether any of the articles holds a word of the query. The answerer's ranking always finds some that are nearest."""
    return bool(_by_words({article.id: article for article in found}, query))


def _ranked(services: Services, query: str) -> list[str]:
    """Article ids in the answerer's order, over every part of the query."""
    parts = services.answerer.decide(query).parts
    candidates = [candidate for part in parts if part.retrieval for candidate in part.retrieval.candidates]
    best: dict[str, float] = {}
    for candidate in candidates:
        best[candidate.article_id] = max(candidate.score, best.get(candidate.article_id, float("-inf")))
    return sorted(best, key=lambda article_id: -best[article_id])


def _by_words(articles: dict[str, ArticleContent], query: str) -> list[str]:
    """Article ids by how many of the query's words they hold; none without a word in common."""
    wanted = set(WORD.findall(query.casefold()))
    counts = {article.id: len(wanted & set(WORD.findall(_text_of(article).casefold()))) for article in articles.values()}
    return [article_id for article_id, count in sorted(counts.items(), key=lambda item: -item[1]) if count]


def _text_of(article: ArticleContent) -> str:
    words = list(article.wordings)
    for voice in article.voices:
        words += [voice.title, voice.answer, *(text for section in voice.sections for text in (section.heading, section.body))]
    return " ".join(words)
