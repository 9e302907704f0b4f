"""The young person's own way in: what happens to what they write, questions to start with, and what they can ask for themselves."""
from __future__ import annotations

from flask import Blueprint, current_app, render_template

from knowledge_base.articles import ArticleContent
from knowledge_base.organisations import organisations
from knowledge_base.vocabulary import YOUNG_PERSON
from web.services import current_services
from web.words import Words

young_people = Blueprint("young_people", __name__)
SAFE, TALK = "emergency", "childline"
"""Whose numbers stand on the page, as organisations.yml has them."""


@young_people.get("/young-people")
def page() -> str:
    """The way in. It asks no other part for anything, so that it stands when everything else is down."""
    known = organisations()
    return render_template("young_people/page.html", safe=known[SAFE], talk=known[TALK], questions=list(_words().data("young.start").values()))


@young_people.get("/young-people/ask-for-this-myself")
def ask_for_this_myself() -> str:
    """What a young person can ask for alone, under 16 and from 16: the articles' own words."""
    groups = [(name, _written_for_young_people(_words().data(f"young.myself.{name}"))) for name in ("under_16", "from_16")]
    return render_template("young_people/ask_for_this_myself.html", groups=groups, reader=YOUNG_PERSON)


def _written_for_young_people(article_ids: list[str]) -> list[ArticleContent]:
    """Those of the articles that are published and have words for young people, in the order given."""
    published = {article.id: article for article in current_services().articles.published() if article.young_person}
    return [published[article_id] for article_id in article_ids if article_id in published]


def _words() -> Words:
    return current_app.extensions["signpost.words"]
