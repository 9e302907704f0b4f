"""GET /api/v1/articles, /api/v1/articles/{article_id} and /api/v1/search?q=."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Response, jsonify, request, url_for

from knowledge_base.articles import ArticleContent, Section
from knowledge_base.organisations import organisations
from knowledge_base.pathway import places
from web.api.models import (ArticleList, ArticleResponse, ArticleSection, ArticleSummary, OrganisationShape, SearchResponse,
                            YoungPersonShape)
from web.articles import today
from web.errors import ApiProblem
from web.message_text import cleaned
from web.replies import Pathway, SourceShape
from web.searching import MAX_QUERY, search_articles
from web.services import current_services


def list_articles() -> Response:
    """Every published article, by id."""
    day = today()
    found = [ArticleSummary(**_summary(article, day)) for article in current_services().articles.published()]
    return jsonify(ArticleList(articles=found).model_dump(mode="json"))


def get_article(article_id: str) -> Response:
    """One published article."""
    article = current_services().articles.get(article_id)
    if article is None:
        raise ApiProblem(404)
    place, young = places().get(article.stage), article.young_person
    found = ArticleResponse(
        **_summary(article, today()), answer=article.answer, young_person_answer=young.answer if young else None,
        young_person=YoungPersonShape(title=young.title or article.title, answer=young.answer, sections=_sections(young.sections)) if young else None,
        sections=_sections(article.sections), who_helps=_who_helps(article), corrects=article.corrects or None, basis=article.basis,
        duty_refs=list(article.duty_refs),
        sources=[SourceShape(title=s.title, publisher=s.publisher, url=s.url or None, published_on=s.published_on or None)
                 for s in article.sources],
        pathway=Pathway(**place.to_json()) if place else None, related=list(article.related), owner=article.owner)
    return jsonify(found.model_dump(mode="json"))


def _sections(sections: Iterable[Section]) -> list[ArticleSection]:
    return [ArticleSection(heading=section.heading, body=section.body) for section in sections]


def _who_helps(article: ArticleContent) -> list[OrganisationShape]:
    known = organisations()
    return [OrganisationShape(name=each.name, does=each.does, phone=list(each.phone), url=each.url or None)
            for each in (known[id] for id in article.who_helps if id in known)]


def search() -> Response:
    """The nearest published articles, at most ten."""
    typed = request.args.get("q", "")
    query = str(cleaned(typed))
    if not query or len(typed) > MAX_QUERY:
        raise ApiProblem(422, fields={"q": f"This must be 1 to {MAX_QUERY} characters long."})
    day = today()
    found = [ArticleSummary(**_summary(article, day)) for article in search_articles(current_services(), query)]
    return jsonify(SearchResponse(query=query, articles=found).model_dump(mode="json"))


def _summary(article: ArticleContent, day: date) -> dict[str, Any]:
    return {"id": article.id, "title": article.title, "topic": article.topic, "url": url_for("articles.show", article_id=article.id),
            "checked_on": article.checked_on, "check_again_on": article.check_again_on, "overdue": article.overdue(day)}
