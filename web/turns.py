"""One message: look for danger, mask personal data, ask the dialogue or the articles, keep a receipt.

The text given to `take` is cleaned and 1 to 2,000 characters long; callers see to it (web.message_text).
"""
from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import structlog
from sqlalchemy.exc import SQLAlchemyError

from enquiries.content_gaps import GAP
from enquiries.conversations import TurnRecord
from guardrails.question_beside import question_to_answer
from guardrails.redaction import Redaction, placeholder_kinds, redact
from guardrails.safeguarding import Concern, UrgentHelp, find_concern, urgent_help
from knowledge_base.answering import IndexMissing, Thread
from knowledge_base.vocabulary import PARENT, YOUNG_PERSON
from second_look.deciding import Decision
from web.dialogue_client import DialogueUnavailable
from web.direct import ASK_A_PERSON, offer_person, said_again, small_talk
from web.metrics import Metrics
from web.other_languages import in_their_language, language_of, offer_person_in
from web.replies import ContactShape, Reply, TextReply, TurnPayload, UrgentHelpReply, to_json
from web.services import Services
from web.words import Words

log = structlog.get_logger("web.turns")
PUT_BACK = "put_back"  # in a turn's trace
OFFERS_A_PERSON = {"unanswered", "unavailable", "urgent_help", "handed_over"}


@dataclass(frozen=True)
class Turn:
    """What came of one message. `receipt` is empty when nothing could be kept (the database is down)."""

    conversation_id: str
    receipt: str
    text: str
    outcome: str
    masked: tuple[str, ...]
    replies: list[dict[str, Any]]
    answered_by: str

    def to_json(self) -> dict[str, Any]:
        """The API's answer to POST /api/v1/messages."""
        return {"conversation_id": self.conversation_id, "receipt": self.receipt, "outcome": self.outcome,
                "masked": list(self.masked), "replies": self.replies}


class TurnTaker:
    """Takes one message at a time; safe to share between threads."""

    def __init__(self, services: Services, words: Words, metrics: Metrics,
                 clock: Callable[[], float] = time.perf_counter) -> None:
        self._services = services
        self._words = words
        self._metrics = metrics
        self._clock = clock

    def take(self, text: str, conversation_id: str | None, audience: str, put_back: Sequence[str] = ()) -> Turn:
        """Answer one message. Danger comes first and waits for no other process. `put_back`: what of it the asker says is no personal data."""
        started = self._clock()
        conversation_id = conversation_id or self._services.ids.conversation_id()
        found = find_concern(text)
        redaction = _redacted_or_nothing(text, put_back) if found else redact(text, put_back)
        redacted = redaction.text
        in_theirs = None if found else in_their_language(text, self._words)
        decision = Decision(None) if in_theirs else self._services.second_look.decide(redacted, found)
        if decision.concern is not None:
            payload, answered_by = self._answering_too(self._urgent(decision.concern), redacted, decision.concern, audience), "guardrail"
        elif in_theirs is not None:
            payload, answered_by = in_theirs, "guardrail"
        else:
            payload, answered_by = self._answer(conversation_id, redacted, audience)
        payload = _noting_gaps(payload, audience if decision.concern is None else _audience(decision.concern, audience))
        payload = self._told_of_help(self._offering_a_person(payload), decision, audience)
        duration_ms = round((self._clock() - started) * 1000)
        turn = self._kept(TurnRecord(
            conversation_id=conversation_id, text=redacted, masked=placeholder_kinds(redacted), audience=audience, outcome=payload.outcome,
            replies=to_json(payload.replies), trace={**payload.trace, **put_back_trace(text, redaction)}, answered_by=answered_by, duration_ms=duration_ms,
            question=_whole_question(payload.trace)))
        self._metrics.put_back(span.kind for span in redaction.put_back)
        self._metrics.turn(turn.outcome, answered_by, self._clock() - started)
        if gap := payload.trace.get("content_gap"):
            log.info("content_gap", kind=gap, article_id=payload.trace.get("article_id"))
        log.info("turn", outcome=turn.outcome, answered_by=answered_by, duration_ms=duration_ms, kept=bool(turn.receipt))
        return turn

    def _urgent(self, concern: Concern) -> TurnPayload:
        help_now = urgent_help(concern, self._services.urgent_help_wording.texts)
        trace = {"concern": concern.kind, "rule": concern.rule, **language_of(help_now.language)}
        return TurnPayload(outcome="urgent_help", trace=trace, replies=[urgent_reply(help_now)])

    def _answering_too(self, urgent: TurnPayload, redacted: str, concern: Concern, audience: str) -> TurnPayload:
        """The urgent contacts, and below them the answer to what else was asked. Asks no other process; whatever fails, the contacts stand.

        Not below words in another language: English answers would not be understood there.
        """
        if concern.language != "en":
            return urgent
        try:
            question = question_to_answer(redacted, concern.kind)
            answered = self._services.answerer.answer(question, Thread(), _audience(concern, audience)) if question else None
            if answered is None or answered.outcome not in (("answered", "clarification") if question != redacted else ("answered",)):
                return urgent
            beside = TurnPayload(outcome="answered", replies=answered.replies)
        except Exception as error:  # noqa: BLE001  help must be shown whatever happens
            log.error("nothing answered beside danger", problem=type(error).__name__)
            return urgent
        return TurnPayload(outcome="urgent_help", trace={**urgent.trace, "question": question, "beside": answered.trace}, replies=[
            *urgent.replies, TextReply(type="text", text=self._words("turn.beside_danger")), *beside.replies])

    def _answer(self, conversation_id: str, text: str, audience: str) -> tuple[TurnPayload, str]:
        """The dialogue's payload, or the articles' own when the dialogue is down or cannot look anything up."""
        try:
            payload = self._services.dialogue.send(conversation_id, text, audience)
            if payload.outcome != "unavailable":
                return payload, "dialogue"
            reason = "unavailable"
        except DialogueUnavailable as unavailable:
            reason = unavailable.reason
        self._metrics.dialogue_unavailable(reason)
        payload = self._direct(conversation_id, text, audience)
        return payload.model_copy(update={"trace": {**payload.trace, "dialogue_unavailable": reason}}), "direct"

    def _direct(self, conversation_id: str, text: str, audience: str) -> TurnPayload:
        fixed = small_talk(text, self._words)
        if fixed is not None:
            return fixed
        try:
            thread = self._thread(conversation_id)
            again = said_again(text, self._services.answerer, thread, audience, self._words)
            if again is not None:
                return again
            answered = self._services.answerer.answer(text, thread, audience)
            return TurnPayload(outcome=answered.outcome, replies=answered.replies,
                               trace={**answered.trace, "question": answered.question})
        except IndexMissing:
            problem = "IndexMissing"
        except Exception as error:  # noqa: BLE001  whatever broke, a person can still help: say so instead of failing
            problem = type(error).__name__
        log.error("answerer unavailable", problem=problem)
        return TurnPayload(outcome="unavailable", trace={"problem": problem}, replies=[
            TextReply(type="text", text=self._words("turn.unavailable"))])

    def _thread(self, conversation_id: str) -> Thread:
        """What the conversation was about, from its last kept turn."""
        try:
            turns = self._services.conversations.turns(conversation_id)
        except (SQLAlchemyError, OSError):
            return Thread()
        if not turns:
            return Thread()
        last = turns[-1]
        articles = [reply["article_id"] for reply in last.replies if reply.get("type") == "answer"]
        return Thread(last_question=last.text, last_article_id=articles[-1] if articles else "", last_outcome=last.outcome)

    def _offering_a_person(self, payload: TurnPayload) -> TurnPayload:
        """The payload, with the way to a person wherever one is owed."""
        if payload.outcome not in OFFERS_A_PERSON or any(reply.type == "handover" for reply in payload.replies):
            return payload
        text = self._words("turn.offer_person_urgent") if payload.outcome == "urgent_help" else None
        offer = offer_person_in(payload.trace.get("language")) or offer_person(self._words, text)
        return payload.model_copy(update={"replies": [*payload.replies, offer]})

    def _told_of_help(self, payload: TurnPayload, decision: Decision, audience: str) -> TurnPayload:
        """The payload, with a quiet line about help where danger is possible but not likely, and with what the second look said in the trace."""
        if decision.probability is None and not decision.gentle:
            return payload
        trace = {**payload.trace, "second_look": decision.probability and round(decision.probability, 3)}
        if not decision.gentle or payload.outcome == "urgent_help":
            return payload.model_copy(update={"trace": trace})
        line = TextReply(type="text", text=self._words(f"turn.if_not_safe_{audience}"))
        return payload.model_copy(update={"trace": {**trace, "told_of_help": True}, "replies": [*payload.replies, line]})

    def _kept(self, record: TurnRecord) -> Turn:
        """Keep the turn. Where that fails an answer still stands, but a question left for an officer must not pretend to be kept."""
        outcome, replies = record.outcome, record.replies
        try:
            receipt = self._services.conversations.record_turn(record)
        except (SQLAlchemyError, OSError) as error:
            log.error("turn not kept", problem=type(error).__name__)
            receipt = ""
            if outcome == "unanswered":
                lost: list[Reply] = [TextReply(type="text", text=self._words("turn.not_kept")), offer_person(self._words)]
                outcome, replies = "unavailable", to_json(lost)
        return Turn(record.conversation_id, receipt, record.text, outcome, tuple(record.masked),
                    with_receipt(replies, receipt), record.answered_by)


def urgent_reply(shown: UrgentHelp) -> UrgentHelpReply:
    """Words and contacts as the API's reply object."""
    contacts = [ContactShape(name=c.name, phone=c.phone, text_message=c.text_message, url=c.url, hours=c.hours, meaning=c.meaning)
                for c in shown.contacts]
    return UrgentHelpReply(type="urgent_help", text=shown.text, contacts=contacts, **language_of(shown.language))


def with_receipt(replies: list[dict[str, Any]], receipt: str) -> list[dict[str, Any]]:
    """The replies with `?receipt=` on every link to a person, so that the hand-over knows what was asked and shown."""
    if not receipt:
        return replies
    address = f"{ASK_A_PERSON}?receipt={quote(receipt, safe='')}"
    return [{**reply, "url": address} if reply.get("type") == "handover" and reply["url"] == ASK_A_PERSON else reply
            for reply in replies]


def _whole_question(trace: dict[str, Any]) -> str | None:
    """What was looked up, where the trace says so: a follow-up ("who decides that?") made whole."""
    question = trace.get("question")
    return question if isinstance(question, str) and question.strip() else None


def _noting_gaps(payload: TurnPayload, audience: str) -> TurnPayload:
    """The payload; where a young person got parents' words, the trace and the log say for which articles."""
    gaps = [reply.article_id for reply in payload.replies if reply.type == "answer" and reply.voice == PARENT] if audience == YOUNG_PERSON else []
    for article_id in gaps:
        log.info("content gap", article=article_id, audience=audience)
    return payload.model_copy(update={"trace": {**payload.trace, GAP: gaps}}) if gaps else payload


def _audience(concern: Concern, chosen: str) -> str:
    """Somebody whose own words show that they are young gets the young person's answer without having chosen it."""
    return YOUNG_PERSON if concern.voice == YOUNG_PERSON else chosen


def put_back_trace(text: str, redaction: Redaction) -> dict[str, list[str]]:
    """What the asker put back, for a hand-over of the same words. They stand in the kept text too, so nothing more is kept by this."""
    words = dict.fromkeys(text[span.start:span.end] for span in redaction.put_back)
    return {PUT_BACK: list(words)} if words else {}


def _redacted_or_nothing(text: str, put_back: Sequence[str]) -> Redaction:
    """The text to keep with an urgent turn. Should redaction break, nothing is kept of it, and help is still shown."""
    try:
        return redact(text, put_back)
    except Exception as error:  # noqa: BLE001  help must be shown whatever happens
        log.error("redaction failed", problem=type(error).__name__)
        return Redaction("[message not kept]", (), ())
