"""A message in another language without danger: said to its writer in that language, and left for an officer."""
from __future__ import annotations

import structlog
from markupsafe import Markup

from guardrails.languages.detection import detect_language
from guardrails.languages.texts import ENGLISH_LINE, LanguageTexts, language_texts
from knowledge_base.answering.composing import ASK_A_PERSON
from web.replies import HandoverReply, TextReply, TurnPayload
from web.words import Words

log = structlog.get_logger("web.other_languages")


def in_their_language(text: str, words: Words) -> TurnPayload | None:
    """The fixed reply in the message's language, or None for English, for languages without words here, and when reading them fails."""
    try:
        language = detect_language(text)
        texts = language_texts().get(language) if language else None
    except Exception as error:  # noqa: BLE001  a broken file must not stop questions in English
        log.error("languages failed", problem=type(error).__name__)
        return None
    if texts is None:
        return None
    return TurnPayload(outcome="unanswered", trace={"language": texts.code}, replies=[
        TextReply(type="text", text=words.filled(texts.everyday), language=texts.code),
        _offer(texts)])


def offer_person_in(language: str | None) -> HandoverReply | None:
    """The way to a person in that language; None for English and where its words cannot be read."""
    try:
        return _offer(language_texts()[language]) if language else None
    except Exception as error:  # noqa: BLE001  the English words stand in
        log.error("languages failed", problem=type(error).__name__)
        return None


def language_attributes(code: str | None) -> Markup:
    """The attributes `lang` and `dir` of words in that language; none for English."""
    if not code:
        return Markup("")
    try:
        direction = language_texts()[code].direction
    except Exception as error:  # noqa: BLE001  kept replies outlive the files
        log.error("languages failed", problem=type(error).__name__)
        direction = "auto"
    return Markup(' lang="{}" dir="{}"').format(code, direction)


def in_paragraphs(text: str, code: str | None) -> list[tuple[str, str | None]]:
    """The paragraphs of a text in that language, each with its own: the line for an English-speaking neighbour is English."""
    paragraphs = text.split("\n\n") if code else [text]
    return [(paragraph, None if paragraph.startswith(ENGLISH_LINE) else code) for paragraph in paragraphs]


def language_name(code: str) -> str:
    """A language's English name; its code where it has none here."""
    try:
        return language_texts()[code].name
    except Exception as error:  # noqa: BLE001  the console must show the enquiry
        log.error("languages failed", problem=type(error).__name__)
        return code


def _offer(texts: LanguageTexts) -> HandoverReply:
    return HandoverReply(type="handover", text=texts.ask_a_person, url=ASK_A_PERSON, language=texts.code)


def language_of(code: str) -> dict[str, str]:
    """The field `language` of a reply or trace, left out for English."""
    return {} if code == "en" else {"language": code}
