"""The little that the website understands by itself while the dialogue is down: messages that are no question, and wishes about what was shown."""
from __future__ import annotations

import re

from guardrails.wishes import find_wish
from knowledge_base.answering import Answerer, Thread
from knowledge_base.answering.again import plainer
from knowledge_base.answering.composing import ASK_A_PERSON
from knowledge_base.meanings import meaning_asked
from web.replies import AnswerReply, HandoverReply, TextReply, TurnPayload
from web.words import Words

NOT_WORDS = re.compile(r"[^a-z0-9 ]+")


def small_talk(text: str, words: Words) -> TurnPayload | None:
    """The fixed reply to a greeting, thanks, a goodbye or a wish for a person (words.yml, `direct`); None for anything else."""
    wish = find_wish(text)
    if wish is not None and wish.kind == "ask_for_person":
        return TurnPayload(outcome="handed_over", replies=[offer_person(words, words("direct.person.reply"))])
    said = " ".join(NOT_WORDS.sub(" ", text.casefold()).split())
    for kind, entry in words.data("direct").items():
        if said in entry["messages"]:
            reply = TextReply(type="text", text=words(f"direct.{kind}.reply"))
            if kind == "person":
                return TurnPayload(outcome="handed_over", replies=[offer_person(words, reply.text)])
            return TurnPayload(outcome="small_talk", replies=[reply])
    return None


def said_again(text: str, answerer: Answerer, thread: Thread, audience: str, words: Words) -> TurnPayload | None:
    """The meaning of a word that was asked for by itself, or the article last shown in plainer words; None for anything else. May raise IndexMissing."""
    meaning = meaning_asked(text)
    if meaning is not None and meaning.explicit and not meaning.rest:
        reply = TextReply(type="text", text=f"{meaning.term.term}: {meaning.term.meaning_for(audience)}")
        return TurnPayload(outcome="answered", replies=[reply], trace={"meaning": meaning.term.id})
    wish = find_wish(text)
    if wish is None or wish.kind != "plainer_words" or not thread.last_article_id:
        return None
    article = answerer.article(thread.last_article_id)
    reply = plainer(article, answerer.today()) if article is not None else None
    return None if reply is None else TurnPayload(outcome="answered", trace={"plainer": article.id}, replies=[
        TextReply(type="text", text=words("turn.plainer")), AnswerReply.model_validate(reply)])


def offer_person(words: Words, text: str | None = None) -> HandoverReply:
    """The way to a person, in the usual words or in `text`."""
    return HandoverReply(type="handover", text=text or words("turn.offer_person"), url=ASK_A_PERSON)
