"""What is masked by its form: numbers, addresses for post and e-mail, references. For a data-protection officer to read.

Each rule has a kind, a pattern and, where a pattern alone would take too much, a check. Dates are in `birth_dates.py`,
names in `person_names.py`, schools in `school_names.py`, street addresses in `street_addresses.py`.
Every repetition is bounded, so no message can make a rule slow.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guardrails.name_words import ABBREVIATIONS
from guardrails.spans import Span
from guardrails.spoken_forms import find_said, said_postcodes
from guardrails.word_lists import word_lists

# Public numbers and addresses of services (fact sheet, sections 5, 11, 17, 20 and 21). They are nobody's personal data and stay.
PUBLIC_PHONES = frozenset({
    "999", "111", "116123", "85258", "08001111", "01225764647", "01225757943", "03004560108", "03004560100",
    "08088005000", "08082000247", "08088010366"})
PUBLIC_EMAILS = frozenset({"rc-dcs-hq-eat@mod.gov.uk", "educationsupport@aff.org.uk"})

# The 124 postcode areas of the United Kingdom, so that "to 10 2nd" is not taken for one.
POSTCODE_AREAS = frozenset(
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx "
    "ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy "
    "ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze".split())
# Areas in and around Wiltshire: only these are also looked for in pieces ("sn 10 1 aa").
LOCAL_AREAS = "sn|sp|ba|bs|rg|gl"

_ORDINAL = re.compile(r"(?:1st|2nd|3rd|\dth)\Z", re.I)
# Before these no private person's number begins: freephone, national and premium numbers.
_SERVICE_NUMBERS = ("03", "08", "09")
_DIGIT = re.compile(r"\d")
_MAIL_HOSTS = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|btinternet|sky|aol|msn|talktalk|virginmedia|protonmail|ymail|me|mail)"


@dataclass(frozen=True)
class Rule:
    """`check`, when given, sees the match and says whether to mask; `group` is the part masked; `digits`: nothing is found without one;
    `if_any`: nothing is found without one of these, in lower case. Both only save time."""

    kind: str
    pattern: re.Pattern[str]
    check: Callable[[re.Match[str]], bool] | None = None
    group: str | int = 0
    digits: bool = True
    if_any: tuple[str, ...] = ()


def digits_of(text: str) -> str:
    """Only the digits; a letter o written for nought counts as 0."""
    return "".join("0" if character in "oO" else character for character in text if character.isdigit() or character in "oO")


def nhs_number_is_valid(digits: str) -> bool:
    """Ten digits whose last is the modulus 11 check digit of the first nine (NHS Data Dictionary, NHS NUMBER)."""
    if len(digits) != 10 or not digits.isdecimal():
        return False
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) and check != 10


def _private_phone(match: re.Match[str]) -> bool:
    digits = digits_of(match[0])
    national = re.sub(r"\A(?:0044|44)0?", "0", digits) if len(digits) > 11 else digits
    return national not in PUBLIC_PHONES and len(digits) >= 9 and not national.startswith(_SERVICE_NUMBERS)


def _private_email(match: re.Match[str]) -> bool:
    return match[0].lower() not in PUBLIC_EMAILS


def _postcode(match: re.Match[str]) -> bool:
    area = match["area"].lower()
    if area not in POSTCODE_AREAS:
        return False
    return len(area) > 1 or match["area"].isupper() or not _ORDINAL.match(match["inward"])


def _nhs_number(match: re.Match[str]) -> bool:
    return nhs_number_is_valid(digits_of(match[0]))


def _has_digit(match: re.Match[str]) -> bool:
    value = match["value"]
    return sum(character.isdigit() for character in value) >= 2 and digits_of(value) not in PUBLIC_PHONES and not (
        len(digits_of(value)) in (10, 11) and digits_of(value).startswith(_SERVICE_NUMBERS))


def _plate(match: re.Match[str]) -> bool:
    """Not "yr10 and" or "ks12 for": in lower case with a space the letters behind must be no word."""
    letters = match["letters"].lower()
    return match["area"].lower() not in ("yr", "ks", "dd", "ds", "wk", "no", "pg", "st") and (match[0].isupper() or letters not in word_lists().english)


def _old_plate(match: re.Match[str]) -> bool:
    """ "A123 BCD"; not the road in "A342 AND"."""
    return match[0][-3:].lower() not in word_lists().english


def _any_digit(match: re.Match[str]) -> bool:
    value = match["value"]
    return any(character.isdigit() for character in value) and any(character.isalpha() for character in value)


def _handle(match: re.Match[str]) -> bool:
    """A made-up name with an underscore in it, not "___"."""
    return sum(character.isalpha() for character in match[0]) >= 4


def _called_handle(match: re.Match[str]) -> bool:
    return match["value"].lower() not in word_lists().english and match["value"].lower() not in word_lists().staying


def _code(match: re.Match[str]) -> bool:
    """Not "autumn-2023/24": a code begins with letters that are no word."""
    return match["letters"].lower() not in word_lists().english or match["letters"].isupper()


def _initials(match: re.Match[str]) -> bool:
    return re.sub(r"[^a-z]", "", match[0].lower()) not in ABBREVIATIONS


def _initial_and_surname(match: re.Match[str]) -> bool:
    """ "F. Nkemelu", not "Section B. The"."""
    surname, words = re.split(r"[. ]", match[0])[-1].lower(), word_lists()
    return surname in words.family_names or (surname not in words.english and surname not in words.staying)


def _not_public_number(match: re.Match[str]) -> bool:
    return digits_of(match[0]) not in PUBLIC_PHONES


RULES: tuple[Rule, ...] = (
    # jane.smith@example.org, also "jane at gmail dot com" and "jane @ gmail . com"
    Rule("email", re.compile(r"(?<![\w.+%'-])(?:[\w.+%'-]{1,40},)?[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}"), _private_email, digits=False, if_any=("@",)),
    Rule("email", re.compile(
        r"(?<![\w.+%'-])[\w.+%'-]{1,64} ?(?:@|\(at\)|\[at\]| at ) ?" + _MAIL_HOSTS +
        r"(?: ?(?:\.|\(dot\)|\[dot\]| dot ) ?[a-z]{2,6}){1,3}\b", re.I), digits=False, if_any=("@", "at")),
    Rule("email", re.compile(
        r"(?<![\w.+%'-])[\w.+%'-]{1,64}(?: ?(?:\(at\)|\[at\]|\{at\}|<at>) ?[\w-]{2,40}(?: ?(?:\.|\(dot\)|\[dot\]| dot ) ?[a-z]{2,20}){1,3}| @ [\w-]{2,40}(?:\.[a-z]{2,20}){1,3})\b", re.I), digits=False, if_any=(" @ ", "at)", "at]", "at}", "at>")),
    # a name on a social network: @jane_smith
    Rule("name", re.compile(r"(?<![\w.@])@[\w.]{2,30}\w"), digits=False, if_any=("@",)),
    # xX_jack_Xx; and what follows "my insta is"
    Rule("name", re.compile(r"(?<![\w.@+%'-])[^\W_]{1,20}(?:_{1,2}[^\W_]{1,20}){1,4}_{0,2}(?![\w@])"), _handle, digits=False, if_any=("_",)),
    Rule("name", re.compile(
        r"\b(?:insta|instagram|snap|snapchat|discord|tiktok|tik tok|roblox|twitter|username|user name|gamertag|handle|screen name)(?: name| user| tag| id)?(?: is|:| =) ?(?P<value>[\w.]{3,30}\w)(?![\w@])", re.I),
        _called_handle, "value", digits=False, if_any=("insta", "snap", "discord", "tik", "roblox", "twitter", "user", "tag", "handle", "screen name")),
    Rule("name", re.compile(r"(?<![\w#])[^\W\d][\w.]{1,30}#\d{4}(?!\w)"), if_any=("#",)),
    # initials for a person: J.T., K.O'D., A.B-M.
    Rule("name", re.compile(r"(?<![\w.])[A-Z]\.(?:(?:[A-Z]|O'[A-Z]|[A-Z]-[A-Z]|M[ac]{1,2}[A-Z])\.){1,3}(?!\w)"), _initials, digits=False, if_any=(".",)),
    Rule("name", re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,2}[A-Z][^\W\d_A-Z]{2,20}(?:-[A-Z][^\W\d_]{2,20})?(?!\w)"), _initial_and_surname, digits=False, if_any=(".",)),
    # 10 digits with a right check digit, in one piece or as 943 476 5919
    Rule("nhs_number", re.compile(r"(?<![\d.+/-])\d{3}[ .-]?\d{3}[ .-]?\d{4}(?![\d/])"), _nhs_number),
    # after the words "NHS number" any long number counts, right or mistyped
    Rule("nhs_number", re.compile(r"\b(?:(?:nhs|nsh|hospital) (?:number|num|no|id|nr)\b|nhs ?#|nhs (?=\d{3}[ .-]?\d{3}[ .-]?\d{3}))\.?[ :=#-]{0,3}(?:is[ :]{0,2})?(?P<value>\d[\d .-]{5,14}\d)", re.I), _has_digit, "value", if_any=("nhs", "nsh", "hospital")),
    # 07700 900123, 01225 700123, (01225) 700123, 07700-900-123, o7700 900123
    Rule("phone_number", re.compile(r"(?<![\w/.-])\(?[0oO](?=[\doO]|[ .-]\d[ .-]\d[ .-])(?:[ .()/-]{0,3}[\doO]){9,10}(?![\w/])"), _private_phone),
    # a mobile without its first nought: 7700 900123
    Rule("phone_number", re.compile(r"(?<![\w/.,£-])7\d{3}[ -]\d{3}[ -]?\d{3}(?![\w/-])"), _private_phone),
    # +44 7700 900123, 0044…, and numbers abroad written with a plus
    Rule("phone_number", re.compile(r"(?<![\w/])(?:\+|00) ?\d(?:[ .()/-]{0,3}\d){8,13}(?![\w/])"), _private_phone, if_any=("+", "00")),
    # a number someone calls their phone number, whatever its form
    Rule("phone_number", re.compile(
        r"\b(?:phone|mobile|mob|tel|telephone|landline|whatsapp|ring me|call me|text me)\b(?: number| no| num)?\.?(?: on| is| at)?[ :=#-]{0,3}"
        r"(?P<value>\+?\d[\d ().-]{4,16}\d)", re.I), _has_digit, "value", if_any=("phone", "mob", "tel", "landline", "whatsapp", "ring me", "call me", "text me")),
    # SN10 1AA, sn101aa, SN10-1AA; "SN10" alone is a district and stays
    Rule("postcode", re.compile(r"(?<![^\W_])(?P<area>[a-z]{1,2})\d[a-z\d]?[ -]{0,3}(?P<inward>\d[abd-hjlnp-uw-z]{2})(?![^\W_])", re.I), _postcode),
    Rule("postcode", re.compile(r"(?<![^\W_])(?P<area>" + LOCAL_AREAS + r") ?\d[\do]? {0,2}(?P<inward>\d ?[abd-hjlnp-uw-z]{2})(?![^\W_])", re.I), _postcode),
    # National Insurance number: QQ 12 34 56 C
    Rule("reference_number", re.compile(r"(?<![^\W_])[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-z](?![^\W_])", re.I)),
    # tribunal and court: SE865/24/00112, EH865/23/00045
    Rule("reference_number", re.compile(r"(?<![^\W_])[a-z]{1,4}\d{2,4}/\d{2}/\d{3,6}(?![^\W_])", re.I), if_any=("/",)),
    # EHC/2023/1234, WC-SEND-00123, ABC12345, unique pupil numbers (A123456789012)
    Rule("reference_number", re.compile(r"(?<![^\W_])(?P<letters>[a-z]{1,8})(?:[/-][a-z]{1,8}){0,2}[/-]\d{2,6}[/-]\d{2,8}(?![^\W_])", re.I), _code),
    Rule("reference_number", re.compile(r"(?<![^\W_])(?P<letters>[a-z]{1,6})(?:[/-][a-z]{1,6}){0,2}[/-]?\d{5,12}[a-z]?(?![^\W_])", re.I), _code),
    # a code after "ref", "reference", "UPN", "application number" and the like
    Rule("reference_number", re.compile(
        r"\b(?:ref|reference|our ref|your ref|pin|upn|urn|uln|unique pupil|(?:ehcp?|case|claim|application|account|policy|hospital|patient|passport|pupil|"
        r"student|child|insurance|ni|booking|complaint|appeal|dla|pip|enquiry|referral|id|badge|certificate|order|payment|crime|pcn|tax|ticket|log|incident|invoice|tenancy|visa|serial|membership)(?: ref| reference| id)?(?= (?:number|no|num)\b| ?#| ref| id))"
        r"(?: reference| number| num| no| id| code| ref)?\b\.?(?: is| was)?[ :=#-]{0,3}(?P<value>[a-z0-9](?:[/-]?[a-z0-9]){3,24})(?![^\W_])",
        re.I), _has_digit, "value"),
    # car number plates: AB12 CDE; older ones (A123 BCD) after a word that says so, or in capitals
    Rule("reference_number", re.compile(r"(?<![^\W_])(?P<area>[a-hj-pr-y]{2})\d{2} ?(?P<letters>[a-hj-pr-z]{3})(?![^\W_])", re.I), _plate),
    Rule("reference_number", re.compile(r"(?<![^\W_])[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Z]{3}(?![^\W_])"), _old_plate),
    Rule("reference_number", re.compile(
        r"\b(?:reg|registration|number plate|licence plate|plate|plates|numberplate)\b(?: number| no)?\.?(?: is| was)?[ :=-]{0,2}(?P<value>[a-z]{1,3} ?\d{1,4} ?[a-z]{0,3})(?![^\W_])", re.I), _any_digit, "value", if_any=("reg", "plate")),
    Rule("reference_number", re.compile(r"\bpassport(?: number| no| num)?\.?(?: is| was)?[ :=#-]{0,3}(?P<value>[a-z]{0,2}\d{6,9})(?![^\W_])", re.I), None, "value", if_any=("passport",)),
    # "sort code 12 34 56", "account 12345678"
    Rule("reference_number", re.compile(r"\bsort ?code(?: is)?[ :=#-]{0,3}(?P<value>\d{2}[ -]?\d{2}[ -]?\d{2})(?![\w-])", re.I), None, "value", if_any=("sort",)),
    # bank cards, sort code and account, and any other number of eight digits and more
    Rule("reference_number", re.compile(r"(?<![\w/.-])\d{4}(?:[ -]\d{4}){3}(?![\w/-])")),
    Rule("reference_number", re.compile(r"(?<![\w/.-])\d{2}[ -]?\d{2}[ -]?\d{2},? \d{8}(?![\w/-])")),
    Rule("reference_number", re.compile(r"(?<![\w/.,£-])\d{8,20}(?![\w/])"), _not_public_number),
)


def find_by_form(text: str) -> Iterator[Span]:
    """Every span that a rule above masks, overlaps included; `text` is plain (see `tokens.plain`)."""
    digits, lower = _DIGIT.search(text) is not None, text.lower()
    for rule in RULES:
        if rule.digits and not digits or rule.if_any and not any(piece in lower for piece in rule.if_any):
            continue
        for match in rule.pattern.finditer(text):
            if rule.check is None or rule.check(match):
                yield Span(match.start(rule.group), match.end(rule.group), rule.kind)
    yield from find_said(text)
    yield from said_postcodes(text, POSTCODE_AREAS)
