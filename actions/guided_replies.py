"""What guided finding says in the conversation: replies in the API's form, from guided_words.yml and the questions themselves."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

from knowledge_base.guided import Answers, find, in_words, next_question, progress
from knowledge_base.vocabulary import PARENT

WORDS = Path(__file__).with_name("guided_words.yml")
FIND, RESULT = "/find", "/find/result"
Reply = dict[str, Any]


def say(name: str, voice: str = PARENT, **values: object) -> str:
    """The words called `name`, for a reader."""
    found = _words()[name]
    return (found if isinstance(found, str) else found[voice]).format(**values)


def text_reply(text: str) -> Reply:
    """Plain words."""
    return {"type": "text", "text": text}


def question_reply(answers: Answers) -> Reply:
    """The next question with its options, each sending its own label."""
    question = next_question(answers)
    number, of = progress(answers, question)
    labels = [option.label_for(answers.voice) for option in question.open_options(answers.given())]
    choices = [{"label": label, "message": label} for label in [*labels, say("skip"), say("stop")]]
    return {"type": "choices", "text": say("asks", number=number, of=of, asks=question.asks_for(answers.voice)), "choices": choices}


def opening(answers: Answers) -> list[Reply]:
    """What stands before the first question: what is going to happen, and what is known already."""
    known = "; ".join(f"{short}: {label}" for short, label in in_words(answers))
    return [text_reply(say("begin", answers.voice)), *([text_reply(say("known", known=known))] if known else [])]


def found_replies(answers: Answers) -> list[Reply]:
    """A short summary, and the link to the page."""
    result = find(answers)
    first = (result.meanwhile or result.now)[0]
    stop = result.places[0]
    return [text_reply(say("found", stage=stop.place.stage.label, says=stop.says)), text_reply(say("first", says=first.says)),
            link_reply("page", answers.voice, f"{RESULT}?{urlencode(answers.given())}")]


def link_reply(name: str, voice: str, url: str = FIND) -> Reply:
    """A link to a page of this site."""
    return {"type": "link", "text": say(name, voice), "url": url, "label": say(f"{name}_label")}


@cache
def _words() -> dict[str, Any]:
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))
