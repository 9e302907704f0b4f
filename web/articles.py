"""Articles to read, by topic, to print and to search."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup
from werkzeug.routing import BaseConverter

from knowledge_base.articles import ArticleContent, Voice
from knowledge_base.glossary import terms_named
from knowledge_base.organisations import Organisation, organisations
from knowledge_base.pathway import Place, places
from knowledge_base.plain_text import to_html
from knowledge_base.vocabulary import TOPICS, YOUNG_PERSON
from web.chat import asked_audience
from web.message_text import cleaned
from web.searching import MAX_QUERY, hold_words, search_articles
from web.services import current_services
from web.terms import TermMarker

articles = Blueprint("articles", __name__)
FIRST_STAGE = "finding_out"
MOST_TERMS = 3
"""Meanings shown above what a search found."""


class ArticleId(BaseConverter):
    """An address part that can be an article's id; anything else is 404 without asking the database."""

    regex = "[a-z0-9-]{1,80}"


class TopicName(BaseConverter):
    """An address part that is a topic's name in the API."""

    regex = "|".join(TOPICS)


@dataclass(frozen=True)
class Shown:
    """An article as a page shows it: the reader's voice, its words with terms marked, and what stands around them."""

    article: ArticleContent
    voice: Voice
    marker: TermMarker
    answer: Markup
    sections: list[tuple[str, Markup]]
    place: Place | None
    who_helps: list[Organisation]
    overdue: bool


@articles.get("/articles")
def index() -> str:
    """Every topic, and every published article under its topic in the order of the vocabulary."""
    published = current_services().articles.published()
    groups = [(topic, [article for article in published if article.topic == topic]) for topic in TOPICS]
    return render_template("articles/index.html", groups=[group for group in groups if group[1]], reader=reader())


@articles.get("/articles/<article:article_id>")
def show(article_id: str) -> str:
    """One article; `?for=young_person` gives the words for young people where there are some."""
    article = current_services().articles.get(article_id)
    if article is None:
        abort(404)
    return render_template("articles/article.html", shown=shown(article, reader()), related=_related(article), asked_for=reader())


@articles.get("/topics/<topic:topic>")
def topic_page(topic: str) -> str:
    """What a topic holds, in the order of the pathway."""
    found = _of_topic(topic)
    stages = [(places()[stage], [article for article in found if article.stage == stage]) for stage in _stages()]
    return render_template("articles/topic.html", topic=topic, stages=[stage for stage in stages if stage[1]], reader=reader(),
                           has_young=any(article.young_person for article in found))


@articles.get("/topics/<topic:topic>/pack")
def pack(topic: str) -> str:
    """Every article of a topic in full on one page that prints well; `?for=young_person` gives those written for young people."""
    wanted = reader()
    found = [article for article in _of_topic(topic) if wanted != YOUNG_PERSON or article.young_person]
    return render_template("articles/pack.html", topic=topic, reader=wanted, today=today(), shown=[shown(article, wanted) for article in found])


@articles.get("/search")
def search() -> str:
    """Search by words; the form alone without a query."""
    query = str(cleaned(request.args.get("q", "")))[:MAX_QUERY]
    results = search_articles(current_services(), query)
    return render_template("articles/search.html", query=query, results=results, near_only=not hold_words(results, query), reader=reader(),
                           terms=terms_named(query)[:MOST_TERMS])


def reader() -> str:
    """For whom this page is worded: `?for=`, else what this browser chose before."""
    return asked_audience()


def shown(article: ArticleContent, wanted: str) -> Shown:
    """An article in the words for a reader, the parent's where no others exist."""
    voice = article.voice(wanted)
    marker = TermMarker(article.id, voice.audience)
    known = organisations()
    return Shown(article, voice, marker, marker.text(voice.answer),
                 [(section.heading, marker.html(to_html(section.body))) for section in voice.sections], places().get(article.stage),
                 [known[each] for each in article.who_helps if each in known], article.overdue(today()))


def today() -> date:
    """The day where the families live."""
    services = current_services()
    return services.calendar.local_date(services.clock())


def _of_topic(topic: str) -> list[ArticleContent]:
    """The topic's published articles: by step of the map, finding out first; on a step, the one that explains it, then those to which most
    others point. 404 where there are none."""
    published = current_services().articles.published()
    order = {stage: number for number, stage in enumerate(_stages())}
    explaining = {place.stage.article for place in places().values()}
    pointed_at = Counter(related for article in published for related in article.related)
    found = sorted((article for article in published if article.topic == topic),
                   key=lambda article: (order.get(article.stage, len(order)), article.id not in explaining, -pointed_at[article.id], article.id))
    return found or abort(404)


def _stages() -> list[str]:
    """The steps in the order of reading: what comes before any asking, then the map's order."""
    return sorted(places(), key=lambda stage: stage != FIRST_STAGE)


def _related(article: ArticleContent) -> list[ArticleContent]:
    store = current_services().articles
    return [found for found in map(store.get, article.related) if found is not None]
