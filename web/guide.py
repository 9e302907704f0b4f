"""Pages that show the whole: the words explained, the pathway map, and what the law says a local offer must tell."""
from __future__ import annotations

from itertools import groupby

from flask import Blueprint, abort, render_template, request

from knowledge_base.articles import ArticleContent
from knowledge_base.duties import Met, duty_map
from knowledge_base.glossary import Term, glossary
from knowledge_base.pathway import Place, places
from knowledge_base.vocabulary import TOPICS
from web.articles import reader, today
from web.pathway_picture import draw
from web.services import current_services

guide = Blueprint("guide", __name__)


@guide.get("/glossary")
def glossary_page() -> str:
    """Every term with its meaning, under its first letter; `?for=` picks the reader."""
    wanted = reader()
    letters = [(letter, list(terms)) for letter, terms in groupby(glossary(), key=_letter)]
    known = {article.id: article.voice(wanted).title for article in current_services().articles.published()}
    return render_template("guide/glossary.html", letters=letters, reader=wanted, titles=known)


@guide.get("/pathway")
def pathway_page() -> str:
    """The map as a picture and the same as a list; `?article=` marks the stage on which that article stands."""
    published = current_services().articles.published()
    wanted = request.args.get("article", "")
    here = next((article for article in published if article.id == wanted), None)
    if wanted and here is None:
        abort(404)
    return render_template("guide/pathway.html", picture=draw(places(), here.stage if here else ""), here=here, reader=reader(),
                           pathways=_pathways(published), place_here=places().get(here.stage) if here else None)


@guide.get("/duties")
def duties_page() -> str:
    """What the law says a local offer must tell, paragraph by paragraph, with the articles that tell it and their dates."""
    met = duty_map(current_services().articles.published())
    paragraphs = [(number, list(parts)) for number, parts in groupby(met, key=lambda each: each.duty.paragraph)]
    return render_template("guide/duties.html", duties=met, paragraphs=paragraphs, gaps=_gaps(met), today=today())


def _letter(term: Term) -> str:
    first = term.term[0].upper()
    return first if first.isalpha() else "0 to 9"


def _pathways(published: list[ArticleContent]) -> list[tuple[str, list[tuple[Place, dict[str, list[ArticleContent]]]]]]:
    """Pathway label -> its stages, each with the articles that stand on it by topic, topics in the order of the vocabulary."""
    staged = [(place, {topic: found for topic in TOPICS if (found := [a for a in published if (a.stage, a.topic) == (stage, topic)])})
              for stage, place in places().items()]
    return [(label, list(group)) for label, group in groupby(staged, key=lambda pair: pair[0].pathway)]


def _gaps(met: list[Met]) -> int:
    return sum(not each.articles for each in met)
