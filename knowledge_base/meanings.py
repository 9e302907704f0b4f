"""What somebody asks the meaning of ("what does EHCP mean and how do i get one"), and what else the message asks."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge_base.glossary import Term, glossary

_TERM = r"(?:the |an? )?(?:word |words |term |letters |abbreviation |phrase )?[\"'“‘]?(?P<term>[\w][\w'’/ -]{0,60}?)[\"'”’]?"
_EXPLICIT = (
    rf"(?:(?:can|could) (?:you|u|someone) (?:please )?(?:tell|explain)(?: to)?(?: me)? )?\bwh?[ao]t(?:'?s| does| do| dose| is| are| did)? ?{_TERM} (?:actually |even |really )?(?:means?|meant|stands? for|standing for|meen)\b(?! (?:for|to|that|when|if|in)\b)",
    rf"\b(?:define|(?:the )?(?:definition|meaning) of|what(?:'?s| is) meant by|explain what) {_TERM}(?: is| are| means?)?(?=[?.!,;]|$| and | so )",
    rf"^{_TERM} (?:meaning|definition)(?=[?.!]|$)",
)
_BARE = rf"^\W*(?:(?:sorry|ok|hi|hello|please|but|so|and|er|um)[, ]+)*(?:wh?[ao]t(?:'?s| is| are| r| the (?:hell|heck) (?:is|are)|s)|who(?:'?s| is| are)) {_TERM}(?: please| pls| then| exactly| mate)?\W*$"
_JOINED = re.compile(r"^\W*(?:(?:and|also|then|so|but|please)\b\W*)+", re.I)
_POINTS = re.compile(r"\b(?:one|it|them|that)\b", re.I)


@dataclass(frozen=True)
class MeaningAsked:
    """A term, whether its meaning was asked in so many words ("what does … mean"), and what else is asked, made whole; may be empty."""

    term: Term
    explicit: bool
    rest: str = ""


def meaning_asked(text: str) -> MeaningAsked | None:
    """The term of the glossary that the message asks the meaning of, or None."""
    for pattern in _patterns():
        found = pattern.search(text)
        term = named(found["term"]) if found else None
        if term is not None:
            return MeaningAsked(term, True, _rest(text[:found.start()], text[found.end():], term))
    bare = _bare().match(text)
    term = named(bare["term"]) if bare else None
    return None if term is None else MeaningAsked(term, False)


def named(words: str) -> Term | None:
    """The term that the words are, in any of its spellings, capitals and a plural aside."""
    said = _plain(words)
    by_spelling = _spellings()
    return by_spelling.get(said) or (by_spelling.get(said[:-1]) if said.endswith("s") else None)


def _rest(before: str, after: str, term: Term) -> str:
    """What is left when the question for the meaning is taken out; "how do i get one" gets the term put in."""
    pieces = [_JOINED.sub("", piece).strip(" ,;?.!") for piece in (before, after)]
    pieces = [re.sub(r"(?:[\s,]+(?:and|also|but|so))+$", "", piece, flags=re.I) for piece in pieces]
    rest = ". ".join(piece for piece in pieces if len(piece.split()) >= 3)
    return _POINTS.sub(term.term, rest, count=1)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[\w']+", words.casefold().replace("’", "'")))


@lru_cache(maxsize=1)
def _spellings() -> dict[str, Term]:
    """Spelling -> term. A form that search reads goes first, then the term itself, then other spellings."""
    found: dict[str, Term] = {}
    for group in ("term", "forms", "show", "also"):
        for term in glossary():
            value = getattr(term, group)
            for spelling in (value,) if isinstance(value, str) else value:
                found.setdefault(_plain(re.sub(r"\(.*?\)", "", spelling)), term)
    return found


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in _EXPLICIT)


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    return re.compile(_BARE, re.I)
