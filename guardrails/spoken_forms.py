"""Numbers, postcodes and e-mail addresses said in words, as people dictate them: "oh double seven …", "s n ten five w b", "jo dot b at example dot com"."""
from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.spans import Span

_UNITS = {"zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9"}
_TEENS = {"ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19"}
_TENS = {"twenty": "2", "thirty": "3", "forty": "4", "fourty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8", "ninety": "9"}
_TIMES = {"double": 2, "dubble": 2, "triple": 3, "treble": 3, "tripple": 3}
_ENDINGS = {"hundred": "00", "thousand": "000"}
_NUMBER_WORD = "(?:" + "|".join(sorted([*_UNITS, *_TEENS, *_TENS, *_TIMES, *_ENDINGS], key=len, reverse=True)) + ")"
_PIECE = rf"(?:{_NUMBER_WORD}|\d{{1,6}})"
_SAID = re.compile(rf"(?<![\w/.-]){_PIECE}(?:(?:, |,|-| |  ){_PIECE}){{3,15}}(?![\w/])", re.I)
_WORD = re.compile(r"[a-z]+|\d+", re.I)
_NHS_BEFORE = re.compile(r"\b(?:nhs|nsh|hospital)\b[^.!?\n]{0,24}\Z", re.I)
_SOME_WORD = re.compile(rf"\b(?:{'|'.join((*_UNITS, *_TIMES))})\b", re.I)
FEWEST_DIGITS, MOST_DIGITS = 9, 15
_NHS_DIGITS = 10

_LETTER = r"[a-z]"
_SAID_POSTCODE = re.compile(
    rf"(?<![\w'])(?P<area>{_LETTER}{{1,2}}|{_LETTER} {_LETTER}) (?P<district>{_NUMBER_WORD}|\d{{1,2}}) (?P<more>(?:{_NUMBER_WORD}|\d) )?(?P<sector>{_NUMBER_WORD}|\d) ?(?P<unit>{_LETTER} ?{_LETTER})(?![\w'])", re.I)
_LETTERS_APART = re.compile(r"\b[a-z] ?[a-z](?![a-z])", re.I)
_AT_HOST = re.compile(r" (?:at|@) (?P<host>[\w-]{2,30}(?:(?: dot |\.)[a-z]{2,20}){1,3})(?!\w)", re.I)
_LAST_PIECE = re.compile(r"[\w.'-]{1,40}\Z")
_LONGEST_SAID = 80
_MAIL_BEFORE = re.compile(r"\be?-?mail\b[^.!?\n]{0,20}\Z", re.I)
_JOINS = frozenset({"dot", "underscore", "dash", "hyphen", ".", "_", "-"})
_TOP_DOMAINS = frozenset("com org net uk ie eu pl ro de fr es it info biz me io gov sch ac".split())


def digits_said(text: str) -> str:
    """ "double seven 0 nine hundred" as "770900"; twenty one as 21."""
    digits, times, tens = "", 1, ""
    for word in _WORD.findall(text.lower()):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        value = word if word.isdecimal() else _UNITS.get(word) or _TEENS.get(word) or _ENDINGS.get(word) or ""
        if word in _TENS:
            digits, tens = digits + tens, _TENS[word] + "0"
            continue
        if tens:
            digits += tens[0] if len(value) == 1 and value != "0" else tens
            tens = ""
        digits += value * times
        times = 1
    return digits + tens


def find_said(text: str) -> Iterator[Span]:
    """Spans of what is said in words; `text` is plain (see `tokens.plain`)."""
    if _SOME_WORD.search(text):
        for match in _SAID.finditer(text):
            digits = digits_said(match[0])
            if FEWEST_DIGITS <= len(digits) <= MOST_DIGITS and _SOME_WORD.search(match[0]):
                nhs = len(digits) == _NHS_DIGITS and _NHS_BEFORE.search(text[max(0, match.start() - 40):match.start()])
                yield Span(match.start(), match.end(), "nhs_number" if nhs else "phone_number" if digits[0] == "0" or digits[:2] == "44" else "reference_number")
    lower = text.lower()
    if (" at " in lower or " @ " in lower) and (" dot " in lower or "mail" in lower):
        yield from _emails(text)


def said_postcodes(text: str, areas: frozenset[str]) -> Iterator[Span]:
    """ "s n ten five w b", with an area of `areas`; something in it must be said, not written."""
    if not _LETTERS_APART.search(text):
        return
    for match in _SAID_POSTCODE.finditer(text):
        area = match["area"].replace(" ", "").lower()
        sector = digits_said(match["sector"])
        district = digits_said(match["district"] + " " + (match["more"] or ""))
        written = match["sector"].isdecimal() and " " not in match["unit"] and " " not in match["area"]
        if area in areas and len(area) == 2 and len(sector) == 1 and 1 <= len(district) <= 2 and not written:
            yield Span(match.start(), match.end(), "postcode")


def _emails(text: str) -> Iterator[Span]:
    for match in _AT_HOST.finditer(text):
        earliest = max(0, match.start() - _LONGEST_SAID)
        piece = _LAST_PIECE.search(text, earliest, match.start())
        if piece is None or re.split(r"[ .]+", match["host"].lower())[-1] not in _TOP_DOMAINS:
            continue
        start = _start_of_local_part(text, earliest, piece.start())
        if " dot " in match["host"].lower() or start < piece.start() or _MAIL_BEFORE.search(text, max(0, start - 25), start):
            yield Span(start, match.end(), "email")


def _start_of_local_part(text: str, earliest: int, last: int) -> int:
    """Back from the last piece before "at": over "dot" and the like, and over single letters spelled out."""
    pieces = [(found.start(), found[0].lower()) for found in re.finditer(r"\S+", text[earliest:last])]
    start = last
    joined = False
    current = text[last:last + 2].strip()
    for offset, piece in reversed(pieces):
        if piece in _JOINS:
            joined = True
        elif joined or (len(piece) == 1 and piece.isalnum() and piece not in "ai") or (len(piece) == 1 and len(current) == 1):
            joined = False
            current = piece
        else:
            break
        start = earliest + offset
    return start
