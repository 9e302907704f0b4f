"""Look for danger in a message, by the rules in `phrases.json` and `languages/`, and say where help is, from `urgent_help.json`.

English comes first; what the message says in another language counts whatever language the rest is in.
Needs no model and no other process. Whatever fails inside shows help rather than none.
"""
from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from guardrails.languages.danger import notice
from guardrails.safeguarding_rules import SafeguardingRules, load_rules
from guardrails.urgent_help import Contact, UrgentHelp, UrgentHelpTexts, fallback_help, load_urgent_help

__all__ = ["GENERAL", "Concern", "Contact", "UrgentHelp", "find_concern", "urgent_help", "voice_of"]

GENERAL = "general"  # the kind when the rules themselves failed
RULES_FAILED = "rules_failed"
_FOLDER = Path(__file__).resolve().parent
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Concern:
    """A detected safeguarding signal.

    `kind`: an entry of `phrases.json`, or "general". `voice`: "parent", "young_person" or "unknown", guessed from the wording.
    `rule`: the phrase of the file that fitted; never the message's own text. `language`: the one to answer in (BCP 47).
    """

    kind: str
    voice: str
    rule: str
    language: str = "en"


class Rules(Protocol):
    """What `find_concern` asks of its rules."""

    def first_match(self, text: str) -> tuple[str, str, str] | None:
        """(kind, voice, rule) of the most dangerous thing in the text, or None."""


def find_concern(text: str, rules: Rules | None = None) -> Concern | None:
    """The most dangerous concern in a message, or None. A failure inside counts as a concern of kind "general"."""
    try:
        found = (rules or _rules()).first_match(text)
        noticed = notice(text)
        if found and noticed.language:  # borrowed words ("suicidio") are judged in the language that they stand in
            found = (rules or _rules()).first_match(noticed.plain)
    except Exception as error:  # a broken rule must never hide danger
        _log.error("safeguarding rules failed: %s", type(error).__name__)
        return Concern(GENERAL, "unknown", RULES_FAILED)
    if noticed.danger and (noticed.language or not found):
        return Concern(*noticed.danger, language=noticed.danger_language)
    return Concern(*found, language=noticed.language or "en") if found else None


def voice_of(text: str) -> str:
    """Who is writing, as far as the wording shows: "parent", "young_person" or "unknown" (also when the rules fail)."""
    try:
        return _rules().voice(text)
    except Exception as error:  # contacts for everybody are better than none
        _log.error("safeguarding rules failed: %s", type(error).__name__)
        return "unknown"


def urgent_help(concern: Concern, texts: UrgentHelpTexts | None = None) -> UrgentHelp:
    """Words and contacts for a concern, the right ones first. Falls back to English, then to 999 and the lines for any age."""
    for language in dict.fromkeys((concern.language, "en")):
        try:
            return (texts or _texts()).for_concern(concern.kind, concern.voice, language)
        except Exception as error:  # the reply to danger must never be an error page
            _log.error("urgent help texts failed: %s, language %s", type(error).__name__, language)
    return fallback_help()


@lru_cache(maxsize=1)
def _rules() -> SafeguardingRules:
    return load_rules(_FOLDER / "phrases.json")


@lru_cache(maxsize=1)
def _texts() -> UrgentHelpTexts:
    return load_urgent_help(_FOLDER / "urgent_help.json")
