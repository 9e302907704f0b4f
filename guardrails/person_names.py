"""People's names: after a sign ("my son …", "called …", "Mrs …"), and well-known first names wherever they stand.

How sure a sign must be: a word that cannot be anything else (a first name of the list, a capitalised word that is no ordinary word) needs
little; an unknown lower-case word needs a strong sign; an ordinary word is never a name unless a capital and a sign say so.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrails.name_evidence import looks_like_a_name, means_a_name, nickname_before, surname_first
from guardrails.name_words import (
    ADJECTIVES_LOOKBACK, CALLED, CHILD, CLOSED, FAMILY, FINITE_VERBS, JOINERS, OWNERS, PARENTS, PARTICLES, PLURAL, PROFESSIONALS, SIGN_OFFS, TITLES)
from guardrails.spans import Span
from guardrails.tokens import Token
from guardrails.word_lists import WordLists
from guardrails.word_view import WordView

_MOST_NAME_WORDS = 4
_MOST_LISTED = 12
_SHORT_NAMES = frozenset("an so do my ho ha hoa on ly ai".split())  # "Nguyen Van An"
_NO_INITIALS = frozenset("aixnurycv&")
_CUED = FAMILY | PROFESSIONALS


def find_names(tokens: Sequence[Token], words: WordLists, stay: frozenset[int]) -> Iterator[Span]:
    """Spans of names, titles and possessive 's left out; a list ("Jack, Ella and Tom") gives one span a person."""
    finder = _Finder(tokens, words, stay)
    index = 0
    while index < len(tokens):
        start, strong = finder.sign_at(index)
        spans, after = finder.names_from(start, strong) if start is not None else ([], index)
        if not spans:
            spans, after = finder.uncued_at(index)
        yield from spans
        index = max(index + 1, after)


class _Finder(WordView):

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
        if token.lower in ("i'm", "im") or (token.lower == "am" and self.lower(index - 1) == "i"):
            return index + 1, False
        if token.lower == "is" and self.lower(index - 1) == "this" and self.lower(index + 2) in ("here", "from", "speaking", ",", "again"):
            return index + 1, False
        if token.lower in ("surname", "firstname", "forename"):
            return self.skip(index + 1, (":", "is", "-", "=")), True
        if token.lower in ("him", "her", "them") and self.lower(index - 1) in ("call", "calls", "called", "calling", "nicknamed") and self.capital(index + 1):
            return index + 1, True
        if token.lower in ("of", "to", "for") and self.lower(index - 1) in PARENTS:
            return index + 1, True
        if token.lower in SIGN_OFFS:
            return self.skip(index + 1, (",", "\n", "-", "from")), False
        return None, False

    def _after_title(self, index: int) -> int | None:
        start = self.skip(index + 1, (".",))
        if start >= len(self.tokens) or self.tokens[index].possessive:
            return None
        token, title = self.tokens[start], self.tokens[index]
        if not token.word or token.lower in CLOSED or token.acronym or start in self.protected:
            return None
        if token.capital or self.unordinary(token):
            return start
        if title.lower in ("mr", "mrs"):
            return start if token.lower in self.words.family_names or token.lower not in self.words.family_life else None
        known = token.lower in self.words.family_names and (title.lower != "miss" or self.lower(index - 1) in _CUED | {"with", "her", "his", "called", "from", "by", "is", "and"})
        return start if known else None

    def _after_called(self, index: int) -> tuple[int | None, bool]:
        token, before = self.tokens[index], [self.lower(back) for back in range(max(0, index - 5), index)]
        start = index + 1
        if token.lower in ("name", "names"):
            joined = self.lower(start) in ("is", "are", ":", "-", "=", "was") or token.text.lower() == "name's"
            if not joined:
                return None, False
            start = self.skip(start, ("is", "are", ":", "-", "=", "was"))
            return start, self.tokens[index + 1].text in (":", "=") or bool(before) and before[-1] in OWNERS | FAMILY | {"first", "last", "full"}
        return start, bool(set(before) & (FAMILY | {"he", "she", "he's", "she's", "hes", "shes", "i'm", "who", "who's", "whos", "they're", "i", "friend"}))

    def _after_person(self, index: int) -> tuple[int | None, bool]:
        """After "my [eldest autistic] son": strong with an owner before it, weak with none."""
        start = index + 1
        if self.capital(index) and not self.tokens[index].first and self.tokens[index].text.lower() in CHILD | {"carer", "parent"}:
            return None, False  # Child Benefit, Parent Carer Council
        strong = any(self.lower(back) in OWNERS or (back >= 0 and self.tokens[back].possessive)
                     for back in range(index - 1, max(-1, index - 1 - ADJECTIVES_LOOKBACK), -1))
        if self.tokens[index].possessive or self.tokens[index].lower in PROFESSIONALS:
            strong = strong and self.tokens[index].lower not in PROFESSIONALS and self.lower(start) in ("name", "names")
            start = self.skip(start, ("name", "names", "is", "are"))
        bare_is = self.lower(start) in ("is", "are", "was")
        after = self.skip(start, ("is", "are", "was", "called", "named", "name", ",", "-", ":", "(", "who", "whose", "who's", "'"))
        if self.lower(after) in ("aged", "age") or (after < len(self.tokens) and self.tokens[after].text.isdecimal()):
            return after, False
        named = any(self.lower(at) in ("called", "named", "name") for at in range(start, after))
        strong = strong or self.lower(start) == ":"
        return after, strong and (named or not bare_is)

    # -- names -----------------------------------------------------------------------------------------------------------------------

    def names_from(self, index: int, strong: bool, *, sure: bool = False) -> tuple[list[Span], int]:
        """A name, and the others of its list, beginning at `index`; the index after them."""
        spans: list[Span] = []
        plural = strong and index > 0 and any(self.lower(back) in PLURAL for back in range(max(0, index - 3), index))
        start = index
        for _ in range(_MOST_LISTED):
            end = self._name_end(start, strong=strong if not spans else plural, sure=sure and not spans)
            if end is None:
                break
            first = start if spans else self._with_nickname(start)
            spans += self._apart(first, end)
            index = end
            joiner = self.skip(end, JOINERS)
            if joiner == end or self.tokens[end - 1].possessive:
                break
            start = joiner
        return spans, index

    def _with_nickname(self, start: int) -> int:
        """Where "Big Dave" or "Md. Shahriar" begins."""
        before = start - 1 if self.lower(start - 1) == "." and self.lower(start - 2) in ("md", "mohd") else start
        return before - 1 if nickname_before(self, before) else start

    def _apart(self, start: int, end: int) -> list[Span]:
        """ "harvey harper hudson and hallie" and "rehan rayan and ruqayya" are as many people as names; "jack smith and ella" is not."""
        people = self.tokens[start:end]
        listed = self.lower(end) in ("and", "&") and end + 1 < len(self.tokens) and self.known(self.tokens[end + 1])
        if listed and end - start > 1 and all((self.known(token) or token.lower in self.words.other_meanings) and not token.capital for token in people) and (end - start > 2 or people[-1].lower not in self.words.family_names):
            return [Span(token.start, token.end, "name") for token in people]
        return [Span(self.tokens[start].start, self.tokens[end - 1].end, "name")]

    def uncued_at(self, index: int) -> tuple[list[Span], int]:
        """A first name that needs no sign, or "Zayden's mum"."""
        token = self.tokens[index]
        if not token.word or index in self.protected:
            return [], index
        after = surname_first(self, index)
        if after is not None:
            return [Span(token.start, self.tokens[after - 1].end, "name")], after
        if token.possessive and self.lower(index + 1) in PARENTS and self.unordinary(token) and not token.acronym:
            return [Span(token.start, token.end, "name")], index + 1
        if looks_like_a_name(self, index):
            return self.names_from(index, strong=False, sure=True)
        return [], index

    def _name_end(self, index: int, *, strong: bool, sure: bool = False) -> int | None:
        """Index after the name that begins at `index`, or None when none begins there."""
        if index >= len(self.tokens) or not (sure or self._begins_name(index, strong=strong)):
            return None
        end = index + 1
        while end < len(self.tokens) and end - index < _MOST_NAME_WORDS and not self.tokens[end - 1].possessive and self._goes_on(end):
            end += 1
        if end + 1 < len(self.tokens) and self.tokens[end].word and len(self.tokens[end].text) == 1 and self.lower(end) not in _NO_INITIALS and self.tokens[end + 1].word and not self.tokens[end - 1].possessive:
            end += 1  # "callum b"
        while self.tokens[end - 1].lower in PARTICLES and end - index > 1:
            end -= 1
        return end

    def _begins_name(self, index: int, *, strong: bool) -> bool:
        token = self.tokens[index]
        if strong and len(token.text) == 1 and token.text.isupper() and self.lower(index - 1) in TITLES:
            return True  # "Miss B"
        if not token.word or index in self.protected or (len(token.lower) < 2 and token.lower not in PARTICLES) or token.lower in CLOSED or token.lower in TITLES:
            return False
        if self.known(token):
            return True
        if strong and index > 0 and self.tokens[index - 1].lower in TITLES:
            return True
        if token.lower in self.words.other_meanings:
            return self._means_a_name(index, strong=strong)
        if token.acronym or token.lower in self.words.staying:
            return False
        if token.capital and not token.first:
            return self.unordinary(token) or (strong and token.lower not in self.words.family_life and not self.capital(index + 1))
        return strong and self.unordinary(token) and not self.hurried(token) and not self.foreign()

    def _goes_on(self, index: int) -> bool:
        """Whether the word at `index` is a further name of the person just named."""
        token, words = self.tokens[index], self.words
        if token.capital and not token.first and token.lower in _SHORT_NAMES and not self.capital(index + 1):
            return True
        if not token.word or index in self.protected or token.acronym or token.lower in CLOSED or token.lower in words.staying:
            return False
        if token.lower in PARTICLES:
            return index + 1 < len(self.tokens) and self.tokens[index + 1].word and (self.capital(index + 1) or self.unordinary(self.tokens[index + 1]))
        if token.text[0].isupper() and not token.text.isupper() and not token.capital and self.tokens[index - 1].text[0].isupper() and not self.is_word(index + 1):
            return True
        if token.capital:
            return token.lower not in words.family_life or token.lower in words.family_names
        if self.known(token) or (token.lower in words.family_names and token.lower not in words.english):
            return True
        if token.lower in words.family_names or token.lower in words.other_meanings:
            return self._ends_name(index + 1) or (index + 1 < len(self.tokens) and self.tokens[index + 1].word and self.unordinary(self.tokens[index + 1]))
        if self.lower(index + 1) in ("born", "dob", "aged"):
            return token.lower not in FINITE_VERBS and token.lower not in words.family_life
        return len(token.lower) > 2 and self.unordinary(token) and not self.slip(token, 5) and not self.foreign()

    def _means_a_name(self, index: int, *, strong: bool) -> bool:
        """Whether a word such as Will, Grace or Summer is meant as a name here."""
        token = self.tokens[index]
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if following and following.word and (following.lower in self.words.family_names and following.lower not in self.words.english):
            return True
        if strong:
            return token.capital or (token.lower not in self.words.english and token.lower not in self.words.staying) or self._ends_name(index + 1)
        introduced = self.lower(index - 1) in ("i'm", "im", "am")
        return token.capital and token.lower not in self.words.staying and (introduced or means_a_name(self, index)) or means_a_name(self, index)

    def _ends_name(self, index: int) -> bool:
        token = self.tokens[index] if index < len(self.tokens) else None
        return token is None or not token.word or token.lower in FINITE_VERBS or token.lower in ("and", "born", "dob", "aged", "at", "from", "&", "in", "needs", "wants", "year")
