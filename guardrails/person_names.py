"""People's names: after a sign ("my son …", "called …", "Mrs …"), and well-known first names wherever they stand.

How sure a sign must be: a word that cannot be anything else (a first name of the list, a capitalised word that is no ordinary word) needs
little; an unknown lower-case word needs a strong sign; an ordinary word is never a name unless a capital and a sign say so.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrails.name_words import (
    ADJECTIVES_LOOKBACK, CALLED, CLOSED, FAMILY, FINITE_VERBS, JOINERS, OWNERS, PARENTS, PARTICLES, PLURAL, PROFESSIONALS, SIGN_OFFS, TITLES)
from guardrails.spans import Span
from guardrails.spelling import is_misspelling
from guardrails.tokens import Token
from guardrails.word_lists import WordLists

_MOST_NAME_WORDS = 4
_MOST_LISTED = 12
_CUED = FAMILY | PROFESSIONALS


def find_names(tokens: Sequence[Token], words: WordLists) -> Iterator[Span]:
    """Spans of names, titles and possessive 's left out; a list ("Jack, Ella and Tom") gives one span a person."""
    finder = _Finder(tokens, words)
    index = 0
    while index < len(tokens):
        start, strong = finder.sign_at(index)
        spans, after = finder.names_from(start, strong) if start is not None else ([], index)
        if not spans:
            spans, after = finder.uncued_at(index)
        yield from spans
        index = max(index + 1, after)


class _Finder:
    def __init__(self, tokens: Sequence[Token], words: WordLists) -> None:
        self.tokens = tokens
        self.words = words
        self.protected = _protected(tokens, words)

    # -- signs -----------------------------------------------------------------------------------------------------------------------

    def sign_at(self, index: int) -> tuple[int | None, bool]:
        """Where a name may begin because of the word at `index`, and whether the sign is strong enough for an unknown lower-case word."""
        token = self.tokens[index]
        if token.lower in TITLES:
            return self._after_title(index), True
        if token.lower in CALLED:
            return self._after_called(index)
        if token.lower in _CUED:
            return self._after_person(index)
        if token.lower in ("i'm", "im") or (token.lower == "am" and self._lower(index - 1) == "i"):
            return index + 1, False
        if token.lower == "is" and self._lower(index - 1) == "this" and self._lower(index + 2) in ("here", "from", "speaking", ",", "again"):
            return index + 1, False
        if token.lower in ("surname", "firstname", "forename"):
            return self._skip(index + 1, (":", "is", "-", "=")), True
        if token.lower in ("of", "to", "for") and self._lower(index - 1) in PARENTS:
            return index + 1, True
        if token.lower in SIGN_OFFS:
            return self._skip(index + 1, (",", "\n", "-", "from")), False
        return None, False

    def _after_title(self, index: int) -> int | None:
        start = self._skip(index + 1, (".",))
        if start >= len(self.tokens) or self.tokens[index].possessive:
            return None
        token, title = self.tokens[start], self.tokens[index]
        if not token.word or token.lower in CLOSED or token.acronym or start in self.protected:
            return None
        if token.capital or self._unordinary(token):
            return start
        if title.lower in ("mr", "mrs"):
            return start if token.lower in self.words.family_names or token.lower not in self.words.family_life else None
        known = token.lower in self.words.family_names and (title.lower != "miss" or self._lower(index - 1) in _CUED | {"with", "her", "his", "called", "from", "by", "is", "and"})
        return start if known else None

    def _after_called(self, index: int) -> tuple[int | None, bool]:
        token, before = self.tokens[index], [self._lower(back) for back in range(max(0, index - 5), index)]
        start = index + 1
        if token.lower in ("name", "names"):
            joined = self._lower(start) in ("is", "are", ":", "-", "=", "was") or token.text.lower() == "name's"
            if not joined:
                return None, False
            start = self._skip(start, ("is", "are", ":", "-", "=", "was"))
            return start, self.tokens[index + 1].text in (":", "=") or bool(before) and before[-1] in OWNERS | FAMILY | {"first", "last", "full"}
        return start, bool(set(before) & (FAMILY | {"he", "she", "he's", "she's", "hes", "shes", "i'm", "who", "who's", "whos", "they're", "i", "friend"}))

    def _after_person(self, index: int) -> tuple[int | None, bool]:
        """After "my [eldest autistic] son": strong with an owner before it, weak with none."""
        start = index + 1
        strong = any(self._lower(back) in OWNERS or (back >= 0 and self.tokens[back].possessive)
                     for back in range(index - 1, max(-1, index - 1 - ADJECTIVES_LOOKBACK), -1))
        if self.tokens[index].possessive or self.tokens[index].lower in PROFESSIONALS:
            strong = strong and self.tokens[index].lower not in PROFESSIONALS and self._lower(start) in ("name", "names")
            start = self._skip(start, ("name", "names", "is", "are"))
        bare_is = self._lower(start) in ("is", "are", "was")
        after = self._skip(start, ("is", "are", "was", "called", "named", "name", ",", "-", ":", "(", "who", "whose", "who's", "'"))
        if self._lower(after) in ("aged", "age") or (after < len(self.tokens) and self.tokens[after].text.isdecimal()):
            return after, False
        named = any(self._lower(at) in ("called", "named", "name") for at in range(start, after))
        strong = strong or self._lower(start) == ":"
        return after, strong and (named or not bare_is)

    # -- names -----------------------------------------------------------------------------------------------------------------------

    def names_from(self, index: int, strong: bool) -> tuple[list[Span], int]:
        """A name, and the others of its list, beginning at `index`; the index after them."""
        spans: list[Span] = []
        plural = strong and index > 0 and any(self._lower(back) in PLURAL for back in range(max(0, index - 3), index))
        start = index
        for _ in range(_MOST_LISTED):
            end = self._name_end(start, strong=strong if not spans else plural)
            if end is None:
                break
            spans.append(Span(self.tokens[start].start, self.tokens[end - 1].end, "name"))
            index = end
            joiner = self._skip(end, JOINERS)
            if joiner == end or self.tokens[end - 1].possessive:
                break
            start = joiner
        return spans, index

    def uncued_at(self, index: int) -> tuple[list[Span], int]:
        """A first name that needs no sign, or "Zayden's mum"."""
        token = self.tokens[index]
        if not token.word or index in self.protected:
            return [], index
        if token.possessive and self._lower(index + 1) in PARENTS and self._unordinary(token) and not token.acronym:
            return [Span(token.start, token.end, "name")], index + 1
        if self._known(token) or self._clearly_a_name(index):
            return self.names_from(index, strong=False)
        return [], index

    def _name_end(self, index: int, *, strong: bool) -> int | None:
        """Index after the name that begins at `index`, or None when none begins there."""
        if index >= len(self.tokens) or not self._begins_name(index, strong=strong):
            return None
        end = index + 1
        while end < len(self.tokens) and end - index < _MOST_NAME_WORDS and not self.tokens[end - 1].possessive and self._goes_on(end):
            end += 1
        while self.tokens[end - 1].lower in PARTICLES and end - index > 1:
            end -= 1
        return end

    def _begins_name(self, index: int, *, strong: bool) -> bool:
        token = self.tokens[index]
        if not token.word or index in self.protected or len(token.lower) < 2 or token.lower in CLOSED or token.lower in TITLES:
            return False
        if self._known(token):
            return True
        if token.lower in self.words.other_meanings:
            return self._means_a_name(index, strong=strong)
        if token.acronym or token.lower in self.words.staying:
            return False
        if token.capital and not token.first:
            return self._unordinary(token) or (strong and token.lower not in self.words.family_life and not self._capital(index + 1))
        before_title = index > 0 and self.tokens[index - 1].lower in TITLES
        return strong and (before_title or (self._unordinary(token) and not is_misspelling(token.lower, self.words.ordinary)))

    def _goes_on(self, index: int) -> bool:
        """Whether the word at `index` is a further name of the person just named."""
        token, words = self.tokens[index], self.words
        if not token.word or index in self.protected or token.acronym or token.lower in CLOSED or token.lower in words.staying:
            return False
        if token.lower in PARTICLES:
            return index + 1 < len(self.tokens) and self.tokens[index + 1].word and (self._capital(index + 1) or self._unordinary(self.tokens[index + 1]))
        if token.capital:
            return token.lower not in words.family_life or token.lower in words.family_names
        if self._known(token) or (token.lower in words.family_names and token.lower not in words.ordinary):
            return True
        if token.lower in words.family_names or token.lower in words.other_meanings:
            return self._ends_name(index + 1)
        return len(token.lower) > 2 and self._unordinary(token) and not is_misspelling(token.lower, words.ordinary)

    def _means_a_name(self, index: int, *, strong: bool) -> bool:
        """Whether a word such as Will, Grace or Summer is meant as a name here."""
        token = self.tokens[index]
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if following and following.word and (following.lower in self.words.family_names - self.words.ordinary):
            return True
        if strong:
            return token.capital or token.lower not in self.words.ordinary | self.words.staying or self._lower(index + 1) in FINITE_VERBS
        introduced = self._lower(index - 1) in ("i'm", "im", "am")
        return token.capital and token.lower not in self.words.staying and (introduced or self._clearly_a_name(index))

    def _clearly_a_name(self, index: int) -> bool:
        """"Will is 8", "Grace Smith": a capital, and a verb or family name behind."""
        token = self.tokens[index]
        if not token.capital or token.lower not in self.words.other_meanings:
            return False
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if following is None or index + 1 in self.protected:
            return False
        named = following.capital and following.lower in self.words.family_names
        return named or (token.lower not in self.words.staying and not following.first and following.lower in FINITE_VERBS and token.lower not in ("charity", "art", "bay", "may"))

    # -- words -----------------------------------------------------------------------------------------------------------------------

    def _known(self, token: Token) -> bool:
        first_names = self.words.first_names
        if token.lower in first_names:
            return True
        if "-" in token.lower:
            return all(part in first_names or part in self.words.other_meanings for part in token.lower.split("-"))
        unwritten_possessive = len(token.lower) > 3 and token.lower.endswith("s") and token.lower[:-1] in first_names
        return unwritten_possessive and token.lower not in self.words.ordinary and token.lower not in self.words.family_names

    def _unordinary(self, token: Token) -> bool:
        words, lower = self.words, token.lower.replace("'", "")
        return len(lower) > 1 and lower not in words.ordinary and lower not in words.staying and not (
            "-" in lower and all(part in words.ordinary for part in lower.split("-")))

    def _ends_name(self, index: int) -> bool:
        token = self.tokens[index] if index < len(self.tokens) else None
        return token is None or not token.word or token.lower in FINITE_VERBS or token.lower in ("and", "born", "dob", "aged", "at", "from")

    def _capital(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].capital

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _skip(self, index: int, over: tuple[str, ...]) -> int:
        """The first index from here, at most four on, whose token is none of `over`."""
        for _ in range(4):
            if self._lower(index) not in over or index >= len(self.tokens):
                break
            index += 1
        return index


def _protected(tokens: Sequence[Token], words: WordLists) -> frozenset[int]:
    """Indexes of tokens in names of services that stay, such as "Julia's House"."""
    lowers = [token.text.lower() for token in tokens]
    firsts = {phrase[0] for phrase in words.staying_phrases}
    stay: set[int] = set()
    for index, lower in enumerate(lowers):
        if lower in firsts:
            for size in (2, 3, 4):
                if tuple(lowers[index:index + size]) in words.staying_phrases:
                    stay.update(range(index, index + size))
    return frozenset(stay)
