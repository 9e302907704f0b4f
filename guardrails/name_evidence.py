"""Whether a word is somebody's name though no sign stands before it: by its capital, by what follows, by what the dictionary does not know.

The principles:
1. A capitalised word that no dictionary, place, service, brand or condition explains is a name, at the start of a sentence too.
2. A first name that is also a word is a name where only a person fits ("Will will", "Hope is 13", "Iris and Joy").
3. A lower-case word that nothing explains, and that is no slip of the pen, is a name where a person is expected.
"""
from __future__ import annotations

import re

from guardrails.name_words import (
    ADJECTIVES, BIG, COPULAS, DETERMINERS, FINITE_VERBS, JOINERS, MOVING, OBJECT_BEFORE, ONCE_MORE_AFTER, PARENTS, PARTICLES, PERSON_AFTER_ASKING, PERSON_BEFORE, PERSON_STATES, PERSON_VERBS,
    PLACE_BEFORE, THINGS, TITLES, UNITS)
from guardrails.spelling import is_compound, looks_english
from guardrails.word_view import WordView

_SHORTEST_UNKNOWN = 3
_SHORTEST_SLIP_AT_START = 5
# "ExH", "PEXed"; not "McKay", "O'Neill", "Abdul-Aziz"
# Names that are things, ideas or times so often that "is" behind them says little.
_THINGS_TOO = frozenset("charity art bay cash may hope journey chance justice unity melody patience faith star ray river harmony liberty summer spring storm sky lake rain sun snow".split())
NOT_OWNED = frozenset("a an the not so just been always never still on in at to for very too only my our here".split())
_CAPITAL_INSIDE = re.compile(r"(?<!['-])(?<!\bMc)(?<!\bMac)(?<!\bFitz)(?<!\bDe)(?<!\bLa)(?<!\bDi)(?<!^)[A-Z]")
_MONTHS = frozenset("january february march april may june july august september october november december spring summer autumn winter easter christmas".split())


def looks_like_a_name(view: WordView, index: int) -> bool:
    """Whether a name begins at `index` without a sign."""
    if not view.readable(index) or view.lower(index) in TITLES:
        return False
    token = view.tokens[index]
    if _initial(view, index) or _honoured(view, index):
        return True
    if view.known(token):
        return not (token.acronym and len(token.lower) < 4)
    if token.lower in view.words.other_meanings:
        return means_a_name(view, index)
    if token.acronym:
        return _surname_in_capitals(view, index)
    if token.capital:
        return unexplained(view, index)
    return expected(view, index)


def _initial(view: WordView, index: int) -> bool:
    """The H of "H Khan"."""
    token = view.tokens[index]
    if len(token.text) != 1 or not token.text.isupper() or token.lower in "ia" or not view.capital(index + 1) or index + 1 in view.protected:
        return False
    return view.tokens[index + 1].lower in view.words.family_names or view.unordinary(view.tokens[index + 1])


def _honoured(view: WordView, index: int) -> bool:
    """The Umm of "Umm Khalid"."""
    return view.capital(index) and view.lower(index) in ("umm", "abu", "ibn", "bint") and view.capital(index + 1)


def _double(view: WordView, index: int) -> bool:
    """ "Wing-Sum", "Briar-Rose": words with a hyphen, each with a capital, that somebody is."""
    token = view.tokens[index]
    if "-" not in token.text or token.lower in view.words.staying or not all(part[:1].isupper() for part in token.text.split("-")):
        return False
    return token.possessive or view.lower(index + 1) in FINITE_VERBS or (not token.first and not view.capital(index + 1) and view.is_word(index + 1))


def unexplained(view: WordView, index: int) -> bool:
    """A capitalised word that nothing explains, and that is not where a place is."""
    token = view.tokens[index]
    if _double(view, index):
        return True
    short = len(token.lower) < _SHORTEST_UNKNOWN and (len(token.lower) < 2 or token.lower.isascii())
    if short or _CAPITAL_INSIDE.search(token.text) or not view.unordinary(token) or in_place_of_a_place(view, index):
        return False
    if token.first and view.foreign():
        return False
    if token.first and view.slip(token, _SHORTEST_SLIP_AT_START):
        return view.lower(index + 1) in FINITE_VERBS or view.capital(index + 1)
    return not view.slip(token, 8)


def in_place_of_a_place(view: WordView, index: int) -> bool:
    """ "in Tilshead", "moved from Kharkiv", "the Kennet", "Irlen lenses"."""
    before = view.lower(index - 1)
    if before in PLACE_BEFORE:
        return True
    if before in ("from", "to", "at", "of") and any(view.lower(back) in MOVING for back in (index - 2, index - 3, index - 4)):
        return True
    return view.lower(index + 1) in THINGS and not view.tokens[index].possessive


def expected(view: WordView, index: int) -> bool:
    """A lower-case word that nothing explains, where a person is expected."""
    token = view.tokens[index]
    if len(token.lower) < _SHORTEST_UNKNOWN or not view.unordinary(token) or not view.vowels(token) or view.slip(token, _SHORTEST_SLIP_AT_START):
        return False
    if view.foreign() or is_compound(token.lower, view.words.common):
        return False
    before = view.lower(index - 1)
    if before == "its" and view.lower(index + 1) in PARENTS:
        return True
    if before in DETERMINERS and before not in PERSON_BEFORE:
        return False
    starts = token.first or before in PERSON_BEFORE or before in (",", "")
    if starts and (view.lower(index + 1) in PERSON_VERBS or view.lower(index + 1) in COPULAS):
        return True
    if before in ("our", "wee") or (before in PERSON_AFTER_ASKING and view.lower(index - 2) in ("ask", "asked", "asking", "speak")):
        return len(token.lower) > 3
    if token.possessive and len(token.lower) > 3:
        return True
    if before in OBJECT_BEFORE and (not view.is_word(index + 1) or view.lower(index + 1) in ("and", "please", "his", "her", "who")):
        return True
    if view.lower(index - 2) == "this" and before == "is" and view.lower(index + 1) in ("again", "here", ""):
        return True
    if token.first and view.lower(index + 1) == "and" and view.lower(index + 3) in PERSON_VERBS | COPULAS | {"need", "have", "are", "both"}:
        return True
    named_behind = view.capital(index + 1) and view.known(view.tokens[index + 1])
    return len(token.lower) > 4 and view.vowels(token) > 1 and not looks_english(token.lower) and not named_behind


def means_a_name(view: WordView, index: int) -> bool:
    """Whether a word such as Will, Grace or Summer is meant as a name here."""
    token, words = view.tokens[index], view.words
    following = view.tokens[index + 1] if index + 1 < len(view.tokens) else None
    if token.acronym or following is None:
        return token.capital and not token.first and token.lower not in words.staying and view.lower(index - 1) not in PLACE_BEFORE
    if _again_later(view, index):
        return True
    if not token.capital:
        unlisted = token.lower not in words.english and token.lower not in words.staying
        return _lower_but_a_person(view, index) or (unlisted and expected(view, index))
    if token.possessive and token.lower not in words.staying and following.word and not following.capital and following.lower not in FINITE_VERBS | COPULAS | NOT_OWNED:
        return True
    if view.capital(index - 1) and not view.tokens[index - 1].first and view.tokens[index - 1].lower in words.english:
        return False  # "the Disabled Facilities Grant"
    if token.lower not in words.english and token.lower not in words.staying and len(token.lower) > 3 and not in_place_of_a_place(view, index):
        return True
    if index + 1 not in view.protected and following.word and following.capital and not following.acronym and not (token.lower in _MONTHS):
        if following.lower in words.family_names and following.lower not in words.english or view.known(following):
            return True
        if following.lower in words.other_meanings and following.lower not in words.staying and token.lower not in words.staying:
            return True
        if following.lower in words.family_names and not token.first:
            return True
    if _joined(view, index):
        return True
    if token.lower in words.staying:
        return token.lower in _MONTHS and following.lower in PERSON_VERBS - {"was", "went", "got", "wont", "won't", "turned", "isn't", "isnt", "cant", "can't", "wasnt", "wasn't"}
    if not following.first and _acts(view, index):
        return True
    return not token.first and not following.capital and view.lower(index - 1) not in PLACE_BEFORE and following.lower not in THINGS


def _acts(view: WordView, index: int) -> bool:
    """ "Will will", "Hope has", "Rich isnt", "Bay is 8"; not "Art is" or "Charity was"."""
    after, word = view.lower(index + 1), view.lower(index)
    if after in PERSON_VERBS or (after in FINITE_VERBS and after not in COPULAS and word not in _THINGS_TOO) or (word in ("will", "may", "mark", "drew") and after in FINITE_VERBS | COPULAS):
        return True
    if after in COPULAS and word not in _THINGS_TOO:
        return True
    return after in COPULAS and _is_a_state(view, index + 2)


def _is_a_state(view: WordView, index: int) -> bool:
    if view.lower(index) in PERSON_STATES:
        return True
    return 0 <= index < len(view.tokens) and view.tokens[index].text.isdecimal() and view.lower(index + 1) not in UNITS and view.lower(index + 1) not in ("%", "/", ":")


def _lower_but_a_person(view: WordView, index: int) -> bool:
    """ "frank got his letter", "my grace is in yr 5", "im bill"."""
    token, before, after = view.tokens[index], view.lower(index - 1), view.lower(index + 1)
    if token.lower in view.words.staying and token.lower in _MONTHS:
        return False
    if before in ("i'm", "im"):
        return token.lower not in ADJECTIVES and (not view.is_word(index + 1) or after in ("and", "from", "mum", "dad", "im", "i", "aged"))
    if index + 1 in view.protected:
        return False
    if before in ("my", "our", "little", "wee"):
        return after in ("is", "has", "was", "gets") and _is_a_state(view, index + 2)
    if token.first and after in ("is", "was") and index + 2 < len(view.tokens) and view.tokens[index + 2].text.isdecimal() and _is_a_state(view, index + 2):
        return True
    if token.first and index + 1 < len(view.tokens):
        return after in PERSON_VERBS and view.lower(index + 2) in ("his", "her", "to", "a", "it", "in", "school", "the", "with", "that", "going", "on", "eat", "go", "cope", "sleep", "talk", "sit", "get") and token.lower not in (
            "will", "may", "art", "cash", "chance", "faith", "hope", "patience", "journey", "charity", "justice", "unity", "melody", "bay", "lance", "star", "ray", "river")
    return False


def _again_later(view: WordView, index: int) -> bool:
    """ "april starts in april", "Summer hates summer": the second is the word, so the first is somebody."""
    token = view.tokens[index]
    if not token.first or view.lower(index + 1) not in FINITE_VERBS | COPULAS:
        return False
    return any(view.lower(later) == token.lower and not view.tokens[later].first and (view.lower(later - 1) in ONCE_MORE_AFTER or token.capital != view.tokens[later].capital)
               for later in range(index + 2, min(len(view.tokens), index + 25)))


def _joined(view: WordView, index: int) -> bool:
    """ "Iris and Joy", "Reef, Chase and Hunter": two names in a row, both with capitals."""
    if view.lower(index + 1) not in JOINERS or index + 2 >= len(view.tokens) or index + 2 in view.protected:
        return False
    other = view.tokens[index + 2]
    named = other.capital and not other.acronym and (view.known(other) or (other.lower in view.words.other_meanings and other.lower not in view.words.staying))
    return named and view.tokens[index].lower not in _MONTHS


def _surname_in_capitals(view: WordView, index: int) -> bool:
    """ "GURUNG Prabesh": a family name in capitals before a first name."""
    token = view.tokens[index]
    following = view.tokens[index + 1] if index + 1 < len(view.tokens) else None
    if following is None or not following.capital or index + 1 in view.protected or len(token.lower) < 4 or not view.unordinary(token):
        return False
    return view.known(following) or (token.lower in view.words.family_names and view.unordinary(following))


def nickname_before(view: WordView, index: int) -> bool:
    """The Big of "Big Dave", the Md of "Md. Shahriar"."""
    return view.capital(index - 1) and view.lower(index - 1) in BIG and (not view.tokens[index - 1].first or view.lower(index - 1) in ("md", "mohd"))


def surname_first(view: WordView, index: int) -> int | None:
    """Index behind "Rai, Sunita": a family name, a comma, a first name, and no further list."""
    token = view.tokens[index]
    if token.lower in PARTICLES and view.capital(index + 1):
        return surname_first(view, index + 1)
    in_capitals = token.acronym and len(token.lower) > 2
    if index + 2 >= len(view.tokens) or view.tokens[index + 1].text != "," or not (token.capital or in_capitals) or (view.known(token) and not in_capitals) or index in view.protected:
        return None
    first = view.tokens[index + 2]
    family = token.lower in view.words.family_names or view.unordinary(token)
    if not family or not first.capital or not view.known(first) or view.lower(index + 3) in JOINERS:
        return None
    return index + 3


