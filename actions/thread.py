"""Turns on what was shown last: plainer words, more of it, one of the things shown, it did not help."""
from __future__ import annotations

from dataclasses import replace

from actions import memory
from actions.answer_question import ASKED_BACK, SURE, AnswerQuestion
from actions.missed import OFFERED_FROM
from actions.payloads import fixed_payload, has_words
from actions.services import NothingToSearch
from actions.turn_action import Asked, Turn, TurnAction
from guardrails.family_facts import family_facts
from guardrails.wishes import find_wish
from knowledge_base.answering import Thread
from knowledge_base.answering.again import next_section, plainer
from knowledge_base.articles import ArticleContent
from knowledge_base.vocabulary import PARENT, YOUNG_PERSON


class ArticleShown(AnswerQuestion):
    """Parent of turns on the article last shown."""

    without_article: str

    def turn(self, asked: Asked) -> Turn:
        """The turn on the article; fixed words where none was shown, or it is no longer there.

        A message whose wording is no such wish, though it was taken for one, is looked up first: "more info on transport" is a new question.
        """
        if find_wish(asked.text) is None:
            turn = super().turn(replace(asked, thread=Thread()))
            if turn.payload is not None and turn.payload["outcome"] == SURE:
                return turn
        try:
            article = self._services().article(asked.thread.last_article_id) if asked.thread.last_article_id else None
        except NothingToSearch as missing:
            return Turn(fixed_payload("unavailable", {"problem": str(missing)}, asked.audience))
        return Turn(fixed_payload(self.without_article, audience=asked.audience)) if article is None else self.on_article(article, asked)

    def on_article(self, article: ArticleContent, asked: Asked) -> Turn:
        """The turn on this article."""
        raise NotImplementedError


class PlainerWords(ArticleShown):
    """The asker wants plainer words."""

    without_article = "plainer_of_what"

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_plainer_words"

    def on_article(self, article: ArticleContent, asked: Asked) -> Turn:
        """The version for young people, once; else say that there is none plainer, and keep the gap to be counted."""
        said_plainly = YOUNG_PERSON in (asked.audience, asked.slots.get("shown_voice"))
        reply = None if said_plainly else plainer(article, self._services().today())
        if reply is None:
            kind = "not_plain_enough" if article.young_person else "no_plain_version"
            return Turn(fixed_payload(kind, {"content_gap": kind, "article_id": article.id}, asked.audience))
        payload = fixed_payload("plainer", {"plainer": article.id}, asked.audience)
        return Turn({**payload, "replies": [*payload["replies"], reply]}, memory.seen([], YOUNG_PERSON))


class ReadMore(ArticleShown):
    """The asker wants more of it."""

    without_article = "more_of_what"

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_read_more"

    def on_article(self, article: ArticleContent, asked: Asked) -> Turn:
        """The next section that has not been shown; after the last say so."""
        voice, before = asked.slots.get("shown_voice") or PARENT, list(asked.slots.get("sections_seen") or ())
        section = next_section(article, before, voice, self._services().today())
        if section is None:
            return Turn(fixed_payload("read_all", {"read_more": article.id}, asked.audience))
        reply = {**section.reply, "text": f"{section.heading}\n\n{section.reply['text']}"}
        now = [*before, section.number]
        more = next_section(article, now, voice, self._services().today())
        replies = [reply, *(fixed_payload("more_to_read", audience=asked.audience)["replies"] if more else ())]
        return Turn({"outcome": "answered", "replies": replies, "trace": {"read_more": article.id}}, memory.seen(now, voice))


class ChooseShown(AnswerQuestion):
    """The asker picks one of the things shown by its place."""

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_choose_shown"

    def turn(self, asked: Asked) -> Turn:
        """The one picked, as if it had been asked for; a message that names no place is a question like any other."""
        shown, wish = list(asked.slots.get("shown") or ()), find_wish(asked.text)
        if wish is None or not wish.number:
            return super().turn(asked)
        if not shown:
            return Turn(fixed_payload("more_of_what", audience=asked.audience))
        place = len(shown) if wish.number < 0 else wish.number
        if place > len(shown):
            payload = fixed_payload("no_such_choice", {"shown": len(shown)}, asked.audience)
            again = {"type": "choices", "text": payload["replies"][0]["text"], "choices": [{"label": one, "message": one} for one in shown]}
            return Turn({**payload, "replies": [again, *payload["replies"][1:]]})
        turn = super().turn(replace(asked, text=shown[place - 1], thread=Thread()))
        keep = [event for event in turn.events if event["name"] != "shown"]  # "and the third?" picks from the same things
        return replace(turn, events=[*keep, *memory.offered(shown)])


class AnswerMissed(TurnAction):
    """The answer did not help."""

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_answer_missed"

    def turn(self, asked: Asked) -> Turn:
        """Sorry, and try other words; from the second time in a row, a person first."""
        missed = asked.missed + 1
        words = "missed_again" if missed >= OFFERED_FROM else "answer_missed"
        return Turn(fixed_payload(words, {"missed": missed}, asked.audience), memory.missed(missed))


class Noted(AnswerQuestion):
    """The asker says something about the family, and asks nothing."""

    def name(self) -> str:
        """As domain.yml has it."""
        return "action_noted"

    def turn(self, asked: Asked) -> Turn:
        """What was tried is looked up in the thread ("they turned us down"); all else gets a short fitting reply. The thread stays."""
        facts = family_facts(asked.text)
        said = facts.said
        if "tried" in said or not facts.nothing_else:  # perhaps a question after all, told as a story
            turn = super().turn(asked)
            if turn.payload is not None and turn.payload["outcome"] in (SURE, ASKED_BACK):
                return turn
        fitting = [f"noted_{said.get('who_is_asking')}", "noted_tried" if "tried" in said else "noted", "noted"]
        words = next(name for name in fitting if has_words(name))
        return Turn(fixed_payload(words, {"noted": sorted(said)}, asked.audience))
