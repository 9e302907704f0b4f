"""What somebody wants of the conversation itself: a person, plainer words, more, or one of what was shown.

The wordings are data (wishes.json), so that the same words always lead to the same place, whatever a learned classifier makes of them.
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Pattern, Tuple

WISHES_FILE = Path(__file__).with_name("wishes.json")
LONGEST = 400
"""Characters above which a message tells a story, and is no wish."""
_APOSTROPHES = re.compile(r"['\u2019\u2018`\u00b4]")
_NOT_WORDS = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True)
class Wish:
    """A kind of wishes.json; `number` says which of the things shown (1 is the first, -1 the last), 0 where none is named."""

    kind: str
    number: int = 0


def find_wish(text: str) -> Optional[Wish]:
    """The wish that the message is, or None."""
    said = plain(text)
    if not said or len(said) > LONGEST:
        return None
    bare = _without_courtesy(said)
    for kind, whole, anywhere in _kinds():
        for words in dict.fromkeys((said, bare)):
            found = next(filter(None, (pattern.fullmatch(words) for pattern in whole)), None)
            if found:
                return Wish(kind, _number(found.groupdict()))
            if any(pattern.search(words) for pattern in anywhere):
                return Wish(kind)
    return None


def plain(text: str) -> str:
    """Lower-case words with one space between: no apostrophes, no punctuation."""
    return " ".join(_NOT_WORDS.sub(" ", _APOSTROPHES.sub("", text.casefold())).split())


def _number(named: Dict[str, Any]) -> int:
    word = named.get("ordinal") or named.get("number")
    return 0 if not word else int(word) if word.isdigit() else _data()["numbers"][word]


def _without_courtesy(said: str) -> str:
    """The words less "please", "ok" and the like at either end; all of them where nothing else is said."""
    opening, closing = _courtesy()
    return closing.sub("", opening.sub("", said)) or said


@lru_cache(maxsize=1)
def _data() -> Dict[str, Any]:
    return json.loads(WISHES_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _courtesy() -> Tuple[Pattern[str], Pattern[str]]:
    opening, closing = ("|".join(sorted(_data()[end], key=len, reverse=True)) for end in ("opening", "closing"))
    return re.compile(rf"^(?:(?:{opening}) )+"), re.compile(rf"(?: (?:{closing}))+$")


@lru_cache(maxsize=1)
def _kinds() -> Tuple[Tuple[str, List[Pattern[str]], List[Pattern[str]]], ...]:
    return tuple((entry["kind"], _compiled(entry, "whole"), _compiled(entry, "anywhere")) for entry in _data()["kinds"])


def _compiled(entry: Dict[str, Any], name: str) -> List[Pattern[str]]:
    patterns = []
    for pattern in entry.get(name, ()):
        for part, words in _data()["parts"].items():
            pattern = pattern.replace("{" + part + "}", words)
        patterns.append(re.compile(pattern))
    return patterns
