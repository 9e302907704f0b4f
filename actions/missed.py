"""Replies that did not help, and the person who is offered unasked after two in a row."""
from __future__ import annotations

from actions.payloads import Payload, fixed_payload
from actions.turn_action import Asked
from guardrails.wishes import plain
from knowledge_base.answering import Answered

OFFERED_FROM = 2
"""So many replies in a row that did not help, and a person is offered."""
SAME_WORDS = 0.6
"""Share of the words of two questions that both hold, from which the second says the first again; lower takes a new question for the old one."""
SAME_WORDS_SAME_ARTICLE = 0.34
"""The same, where both also met the same article."""
_LITTLE_WORDS = frozenset("a an the is are am was i we he she it they you my our his her do does did can could will would to of for in on at and or "
                          "if how what who when where why that this me us them please but so with about get".split())


def missed_now(answered: Answered, asked: Asked) -> int:
    """How many replies in a row have not helped, this one with them. Asking back neither helps nor misses."""
    if answered.outcome == "unanswered":
        return asked.missed + 1
    if answered.outcome == "clarification":
        return asked.missed
    return asked.missed + 1 if says_it_again(answered, asked) else 0


def says_it_again(answered: Answered, asked: Asked) -> bool:
    """Whether the question is the last one in other words, so that the last answer cannot have helped."""
    last, now = (_telling(text) for text in (asked.thread.last_question, answered.question))
    if not last or not now or any(part.get("follow_up") for part in answered.trace.get("parts", ())):
        return False
    alike = len(last & now) / len(last | now)
    same_article = answered.article_id == asked.thread.last_article_id
    return alike >= (SAME_WORDS_SAME_ARTICLE if same_article else SAME_WORDS)


def offering_a_person(payload: Payload, missed: int, audience: str) -> Payload:
    """The payload, with the offer of a person below it where too many have missed and it holds no such offer yet."""
    if missed < OFFERED_FROM or any(reply["type"] == "handover" for reply in payload["replies"]):
        return payload
    offer = fixed_payload("missed_twice", audience=audience)["replies"]
    return {**payload, "replies": [*payload["replies"], *offer], "trace": {**payload["trace"], "missed": missed}}


def _telling(text: str) -> set[str]:
    return set(plain(text).split()) - _LITTLE_WORDS
