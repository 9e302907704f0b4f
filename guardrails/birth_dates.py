"""Dates of birth, in any written form.

The decision, in the order that it is made:
1. A date next to a word of birth ("born", "dob", "birthday") is masked, full or only day and month, or month and year.
2. A full date next to a word of something that happened ("applied on", "the deadline is", "letter dated") stays:
   without it an enquiry about a deadline cannot be answered. The nearer of the two kinds of word decides.
3. A full date with neither is masked when it follows a person ("my son, 3/5/2015") or stands alone.
Years alone ("2015", "2023/24"), ages and months alone always stay.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.spans import Span

_MONTH = (r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?: ?(?:st|nd|rd|th))?"
_DAY_WORD = (r"(?:(?:twenty|thirty)?[ -]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|"
             r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)")
_YEAR = r"(?:19\d\d|20\d\d|'?\d\d)"
_TEN_WORD = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_UNIT_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_UNDER_HUNDRED = rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{_UNIT_WORD})?|{_TEN_WORD}|{_UNIT_WORD})"
_YEAR_WORDS = rf"(?:two thousand(?: and)?(?: {_UNDER_HUNDRED})?|(?:twenty|nineteen) {_UNDER_HUNDRED}|oh {_UNIT_WORD}|{_TEN_WORD})"
_FEAST = r"(?:christmas (?:day|eve)|easter (?:sunday|monday|day)|good friday|bonfire night|st [a-z]{3,9}s? day|pancake day|mother'?s day|new year'?s (?:day|eve)|boxing day|valentine'?s day|halloween)"
_SEPARATOR = r"[ .,/-]{0,2}"
_ANY_DAY = rf"(?:{_DAY}|(?:the )?{_DAY_WORD})"

_FULL = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?:0?[1-9]|[12]\d|3[01]) ?[/. -] ?(?:0?[1-9]|1[0-2]) ?[/. -] ?{_YEAR}"          # 03/05/2015, 3.5.15
    rf"|(?:0?[1-9]|1[0-2])[/-](?:1[3-9]|2\d|3[01])[/-]{_YEAR}"                          # 05/13/2015
    rf"|(?:19|20)\d\d[/. -](?:0?[1-9]|1[0-2])[/. -](?:0?[1-9]|[12]\d|3[01])"            # 2015-05-03
    rf"|{_ANY_DAY}(?: of)?{_SEPARATOR}{_MONTH}{_SEPARATOR}(?:in )?{_YEAR}"              # 3rd of May 2015, 3may15
    rf"|{_MONTH}{_SEPARATOR}(?:the )?{_ANY_DAY}[ .,/-]{{1,2}}{_YEAR}"                              # May 3rd, 2015
    rf"|{_ANY_DAY} of (?:the )?{_DAY_WORD} {_YEAR_WORDS}"                               # twenty third of the seventh oh nine
    rf"|{_ANY_DAY}(?: of)? {_MONTH},? {_YEAR_WORDS}"                                    # the third of May two thousand and fifteen
    rf"|(?:19|20)\d\d(?: year)?,? {_ANY_DAY}(?: of)? {_MONTH}"                          # 2015 year, 3 of May
    rf"|(?:19|20)\d\d[ .,/-]{{1,2}}{_MONTH}[ .,/-]{{1,2}}{_DAY}"                             # 2015 May 3
    rf"|{_FEAST},? (?:in )?{_YEAR}"                                                     # Christmas Day 2015
    rf")(?![\w/])", re.I)
_PART = re.compile(
    rf"(?<![\w/.-])(?:{_ANY_DAY}(?: of)?{_SEPARATOR}{_MONTH}|{_MONTH}{_SEPARATOR}(?:the )?{_ANY_DAY}|{_MONTH}{_SEPARATOR}(?:19|20)\d\d"
    rf"|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])/(?:19|20)\d\d|\d{{6}}|\d{{8}})(?![\w/])", re.I)
_BIRTH = re.compile(r"\b(?:born|dobs?|d\.o\.b|d o b|date of birth|birth ?date|birth ?day|bday|b-day|birth)\b", re.I)
_HAPPENED = re.compile(
    r"\b(?:weeks?|days?|months?|panel|draft|final|due|got|held|on|by|since|until|till|til|before|after|from|between|dated|date|due|deadline|appl(?:y|ied|ication)|sent|send|asked|requested|request|referred|referral|"
    r"received|issued|meeting|review|appointment|letter|email|decision|hearing|tribunal|appeal|assessment|plan|ends?|ended|starts?|started|expires?|expired|"
    r"finish(?:es|ed)?|excluded|suspended|moved|joined|left|diagnosed|signed|submitted|posted|wrote|rang|called|phoned|complained|closes|closing|opens|"
    r"term|holidays?|version|updated|checked|published|as of|effective)\b", re.I)
_DIRECT = re.compile(r"\b(?:on|by|since|until|till|til|before|after|from|between|dated|and|to)(?: the)?(?: (?:mon|tues|wednes|thurs|fri|satur|sun)day)?,? ?(?:the )?\Z", re.I)
# "born on the 3 May": these go with either kind of word, so they do not count when the nearer one is looked for.
_LITTLE_WORDS = re.compile(r"\b(?:on|by|from|date|called|plan|after|before|in)\b", re.I)
_PERSON = re.compile(r"(?:\b(?:son|daughter|child|boy|girl|baby|kid|twins?|grand(?:son|daughter|child)|he|she)\b|\x01)[ ,(:-]{0,3}\Z", re.I)
_CLAUSE_END = re.compile(r"[,;]| and ")  # what follows these speaks of something else
_GROUPS = re.compile(r"\b(?:years?|yrs?|ages?|aged|levels?|weeks?|groups?)\b[ :]{0,2}\Z", re.I)
_SENTENCE_END = re.compile(r"[!?\n]|\.(?= |\Z)")
_DATELIKE = re.compile(r"\d|(?:st|nd|rd|th)\b", re.I)  # no date without one
_BEFORE, _AFTER = 60, 30  # characters looked at on either side
_TIE = 3                  # a word of birth so much further away than one of happening still decides


def find_birth_dates(text: str) -> Iterator[Span]:
    """Dates to mask; `text` is plain (see `tokens.plain`)."""
    if not _DATELIKE.search(text):
        return
    for match in _FULL.finditer(text):
        if _is_birth_date(text, match):
            yield Span(match.start(), match.end(), "date_of_birth")
    if _BIRTH.search(text):
        for match in _PART.finditer(text):
            if _birth_decides(*_around(text, match)):
                yield Span(match.start(), match.end(), "date_of_birth")


def _is_birth_date(text: str, match: re.Match[str]) -> bool:
    """The decision of this file's first lines, for a full date."""
    before, after = _around(text, match)
    if _distance(_BIRTH, before, after) is not None:
        return _birth_decides(before, after)
    if _GROUPS.search(before):
        return False
    if _PERSON.search(before):
        return True
    return not (_DIRECT.search(before) or _HAPPENED.search(before) or _HAPPENED.search(after))


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The same sentence before and after the date, as far as it matters."""
    before = text[max(0, match.start() - _BEFORE):match.start()]
    ends = list(_SENTENCE_END.finditer(before.replace(". of b.", "  of b ").replace(".O.B.", " O B ").replace(".o.b.", " o b ")))
    after = text[match.end():match.end() + _AFTER]
    end = _SENTENCE_END.search(after)
    return before[ends[-1].end():] if ends else before, after[:end.start()] if end else after


def _birth_decides(before: str, after: str) -> bool:
    """Whether a word of birth stands nearer to the date than a word of something that happened."""
    birth = _distance(_BIRTH, before, after)
    happened = _distance(_HAPPENED, _LITTLE_WORDS.sub(_blank, before), _LITTLE_WORDS.sub(_blank, after))
    return birth is not None and (happened is None or birth <= happened + _TIE)


def _blank(found: re.Match[str]) -> str:
    return "_" * len(found[0])


def _distance(pattern: re.Pattern[str], before: str, after: str) -> int | None:
    """Characters between the date and the nearest such word, or None."""
    distances = [len(before) - found.end() for found in pattern.finditer(before)]
    distances += [found.start() for found in pattern.finditer(_CLAUSE_END.split(after)[0])][:1]
    return min(distances, default=None)
