"""Numbers in a sentence, each with its kind, in one spelling: "six weeks" and "6 weeks" are the same figure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = {word: number for number, word in enumerate(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(), 1)}
NUMBER = r"(?P<number>\d+(?:[.,]\d+)?|" + "|".join(WORDS) + ")"
DURATION = re.compile(rf"\b{NUMBER}(?:[ -](?P<kind>working|school|clear|calendar|full))?[ -](?P<unit>day|week|month|year|hour)s?\b(?![ -]old)", re.IGNORECASE)
ONE_DAY = re.compile(r"\bone day\b", re.IGNORECASE)
"""No time but "some time"."""
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({MONTHS})\b(?! \d{{4}})")
MONEY = re.compile(r"£\s?(\d[\d,.]*\d|\d)")
MILES = re.compile(rf"\b{NUMBER} miles?\b", re.IGNORECASE)
PERCENT = re.compile(r"\b(\d+(?:\.\d+)?) ?(?:%|per cent\b)")
AGE = re.compile(
    r"\b(?:aged?|ages|of|from|under|over|until|up to|turns?|turning|reach(?:es)?|at|is|are|be|before|by|after|to|and|between|or)"
    r"(?: the age of| age| about)? (?P<age>\d{1,2})\b(?!\s*(?:%|per cent|days?|weeks?|months?|hours?|miles?|years? [a-z]*(?:ago|later)|working|school|o'clock|\d|[/:.]\d))"
    r"|\b(?P<birthday>\d{1,2})(?:st|nd|rd|th) birthday|\b(?P<old>\d{1,2})[ -]years?[ -]old", re.IGNORECASE)
PHONE = re.compile(r"(?<![\d/.-])(?:\+44 ?|0)\d[\d ]{6,12}\d(?![\d/-]|\.\d)")
REFERENCE = re.compile(
    r"\b(?:sections?|regulations?|paragraphs?|parts?|chapters?|schedules?|years?|articles?|stages?|rules?|regs?\.?|s\.|option|level|key stage)"
    r" ?\d+[A-Z]*(?:\(\w+\))*(?:(?:,| and| to| or) \d+[A-Z]*(?:\(\w+\))*)*|\b(?:19|20)\d\d\b|\b(?:CG|NG|AGAI )\d+", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Figure:
    """A number that could contradict another: `kind` is duration, date, money, distance, percent, age or phone."""

    kind: str
    value: str


def figures(text: str) -> Iterator[Figure]:
    """Figures of a sentence; numbers of sections, school years and calendar years are none."""
    for found in DATE.finditer(text):
        yield Figure("date", f"{found.group(1)} {found.group(2)}")
    text = REFERENCE.sub(" § ", PHONE.sub(lambda found: f" ☎{_digits(found.group())} ", text))
    for found in re.finditer(r"☎(\d+)", text):
        yield Figure("phone", found.group(1))
    for found in DURATION.finditer(ONE_DAY.sub(" ", text)):
        yield Figure("duration", _duration(_number(found["number"]), (found["kind"] or "").lower(), found["unit"].lower()))
    for kind, pattern in (("money", MONEY), ("percent", PERCENT)):
        for found in pattern.finditer(text):
            yield Figure(kind, found.group(1).replace(",", ""))
    for found in MILES.finditer(text):
        yield Figure("distance", f"{_number(found['number'])} miles")
    for found in AGE.finditer(re.sub(DATE, " ", text)):
        yield Figure("age", found["age"] or found["birthday"] or found["old"])


def _duration(number: str, kind: str, unit: str) -> str:
    """"15 school days"; "clear" and "calendar" days are days."""
    words = [number, *([kind] if kind in ("working", "school") else []), unit if number == "1" else unit + "s"]
    return " ".join(words)


def _number(text: str) -> str:
    return str(WORDS.get(text.lower(), text))


def _digits(phone: str) -> str:
    digits = "".join(filter(str.isdigit, phone))
    return "0" + digits[2:] if phone.strip().startswith("+44") else digits
