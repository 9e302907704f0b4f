"""Articles to read and to search."""
from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup
from werkzeug.routing import BaseConverter

from knowledge_base.articles import ArticleContent
from knowledge_base.pathway import places
from knowledge_base.plain_text import to_html
from knowledge_base.vocabulary import TOPICS
from web.chat import audience
from web.message_text import cleaned
from web.searching import MAX_QUERY, hold_words, search_articles
from web.services import current_services

articles = Blueprint("articles", __name__)


class ArticleId(BaseConverter):
    """An address part that can be an article's id; anything else is 404 without asking the database."""

    regex = "[a-z0-9-]{1,80}"


@articles.get("/articles")
def index() -> str:
    """Every published article under its topic, topics in the order of the vocabulary."""
    published = current_services().articles.published()
    groups = [(label, [article for article in published if article.topic == topic]) for topic, label in TOPICS.items()]
    return render_template("articles/index.html", groups=[group for group in groups if group[1]],
                           titles=[*TOPICS.values(), *(article.title for article in published)])


@articles.get("/articles/<article:article_id>")
def show(article_id: str) -> str:
    """One article; `?for=young_person` gives the words for young people where there are some."""
    article = current_services().articles.get(article_id)
    if article is None:
        abort(404)
    wanted = request.args.get("for", audience())
    reader = "young_person" if wanted == "young_person" and article.young_person_answer else "parent"
    sections = [(section.heading, Markup(to_html(section.body))) for section in article.sections]
    return render_template("articles/article.html", article=article, reader=reader, sections=sections, answer=article.answer_for(reader),
                           place=places().get(article.stage), overdue=article.overdue(_today()), related=_related(article))


@articles.get("/search")
def search() -> str:
    """Search by words; the form alone without a query."""
    query = str(cleaned(request.args.get("q", "")))[:MAX_QUERY]
    results = search_articles(current_services(), query)
    return render_template("articles/search.html", query=query, results=results, near_only=not hold_words(results, query))


def _related(article: ArticleContent) -> list[ArticleContent]:
    store = current_services().articles
    return [found for found in map(store.get, article.related) if found is not None]


def _today():
    services = current_services()
    return services.calendar.local_date(services.clock())
