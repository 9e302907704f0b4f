"""Guided finding: one short question a page, then a page of one's own. Answers stand in the address as codes; nothing is kept, no cookie is set."""
from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from knowledge_base.articles import ArticleContent
from knowledge_base.guided import SKIPPED, Answers, Line, Result, in_words, next_question, progress, read_answers, without_last
from knowledge_base.guided import find as find_result
from knowledge_base.pathway import places
from knowledge_base.vocabulary import YOUNG_PERSON
from web.articles import reader, today
from web.pathway_picture import draw
from web.services import current_services

find = Blueprint("find", __name__)


@dataclass(frozen=True)
class Shown:
    """An article's line as the page shows it."""

    article: ArticleContent
    says: str


@find.get("/find")
def question() -> AnyResponse | str:
    """The next question; once nothing is left to ask, the result. Codes that nobody gave are passed over."""
    answers = _answers()
    asked = next_question(answers)
    if asked is None:
        return redirect(url_for("find.result", **answers.given()), code=303)
    number, of = progress(answers, asked)
    return render_template("find/question.html", question=asked, options=asked.open_options(answers.given()), answers=answers, number=number, of=of,
                           said=in_words(answers), back=without_last(answers).given() if read_answers(request.args).given() else None, skip_code=SKIPPED)


@find.get("/find/result")
def result() -> AnyResponse | str:
    """The page that the answers lead to. Its address holds the answers and nothing else, so it can be kept and sent."""
    answers = _answers()
    if request.args.to_dict(flat=False) != {question: [code] for question, code in answers.given().items()}:
        return redirect(url_for("find.result", **answers.given()), code=303)
    found = find_result(answers)
    here, *also = [stop.place.stage.id for stop in found.places]
    return render_template("find/result.html", answers=answers, found=found, said=in_words(answers), parts=_parts(found), today=today(),
                           picture=draw(places(), here, also), back=without_last(answers).given(),
                           address=current_services().settings.resolved_public_url + url_for("find.result", **answers.given()))


def _answers() -> Answers:
    """The answers in the address. Who chose the words for young people is not asked who needs the help."""
    answers = read_answers(request.args)
    young = YOUNG_PERSON in (request.args.get("voice"), reader())
    return read_answers({"who": YOUNG_PERSON, **answers.given()}) if young else answers


def _parts(found: Result) -> dict[str, list[Shown]]:
    """The lines of each part whose articles are published."""
    return {"meanwhile": _shown(found.meanwhile), "now": _shown(found.now), "next": _shown(found.next), "from_year_9": _shown(found.from_year_9)}


def _shown(lines: tuple[Line, ...]) -> list[Shown]:
    store = current_services().articles
    return [Shown(article, line.says) for line in lines if (article := store.get(line.article)) is not None]
