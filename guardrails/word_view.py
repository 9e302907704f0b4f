"""A message's tokens with what the word lists say of each."""
from __future__ import annotations

from collections.abc import Sequence

from guardrails.name_words import CLOSED, LAWS, THINGS
from guardrails.spelling import SHORTEST_SLIP, is_english, is_slip
from guardrails.tokens import Token
from guardrails.word_lists import WordLists

_LONGEST_PHRASE = 5
_FEWEST_STRANGE, _STRANGE_SHARE = 2, 0.25


class WordView:
    """Questions about the word at an index; an index outside the message is no word."""

    def __init__(self, tokens: Sequence[Token], words: WordLists, stay: frozenset[int]) -> None:
        self.tokens = tokens
        self.words = words
        self.protected = stay
        self._english: dict[str, bool] = {}
        self._foreign: bool | None = None
        self._slips: dict[tuple[str, int], bool] = {}

    def lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def capital(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].capital

    def is_word(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].word

    def skip(self, index: int, over: tuple[str, ...]) -> int:
        """The first index from here, at most four on, whose token is none of `over`."""
        for _ in range(4):
            if self.lower(index) not in over or index >= len(self.tokens):
                break
            index += 1
        return index

    def known(self, token: Token) -> bool:
        """A first name that cannot be anything else."""
        first_names = self.words.first_names
        if token.lower in first_names:
            return True
        if "-" in token.lower:
            parts = token.lower.split("-")
            return any(part in first_names for part in parts) and all(part in first_names or part in self.words.other_meanings or part in self.words.family_names for part in parts)
        unwritten_possessive = len(token.lower) > 4 and token.lower.endswith("s") and token.lower[:-1] in first_names
        return unwritten_possessive and not self.english(token) and token.lower not in self.words.family_names

    def english(self, token: Token) -> bool:
        lower = token.lower
        if lower not in self._english:
            self._english[lower] = is_english(lower, self.words.english)
        return self._english[lower]

    def slip(self, token: Token, shortest: int) -> bool:
        """An ordinary word with a letter wrong, or one of a phrase that is not masked ("whatsap")."""
        key = token.lower, shortest
        if key not in self._slips:
            self._slips[key] = is_slip(token.lower, self.words.spelled, shortest)
        return self._slips[key]

    def unordinary(self, token: Token) -> bool:
        """No English word and nothing that stays."""
        lower, staying = token.lower, self.words.staying
        return len(lower) > 1 and lower not in staying and not (token.possessive and token.text.lower() in staying) and not (lower[-1] == "s" and lower[:-1] in staying) and not self.english(token)

    def hurried(self, token: Token) -> bool:
        """After a sign of a name: an ordinary word all the same, with a letter missing ("my son aply himself")."""
        return is_slip(token.lower, self.words.spelled, 4, SHORTEST_SLIP)

    def readable(self, index: int) -> bool:
        """A word that may be a name at all."""
        return self.is_word(index) and index not in self.protected and self.lower(index) not in CLOSED

    def foreign(self) -> bool:
        """Whether so many small words are unknown that the message is in another language: then an unknown one is no sign of a name."""
        if self._foreign is None:
            small = [token for token in self.tokens if token.word and token.text.islower()]
            strange = sum(self._strange(token) for token in small)
            self._foreign = strange >= _FEWEST_STRANGE and strange > _STRANGE_SHARE * len(small)
        return self._foreign

    def _strange(self, token: Token) -> bool:
        if token.lower in self.words.foreign:
            return True
        return len(token.lower) > 2 and not self.known(token) and self.unordinary(token) and token.lower not in self.words.family_names and not self.slip(token, 5)

    def family(self, token: Token) -> bool:
        return token.lower in self.words.family_names and not self.english(token)

    def vowels(self, token: Token) -> int:
        return sum(letter in "aeiouyáéíóúàèìòùäëïöüâêîôûãõåæøłyąęı" for letter in token.lower)


def protected(tokens: Sequence[Token], words: WordLists) -> frozenset[int]:
    """Indexes of tokens in names of services that stay ("Julia's House") and in laws named after people ("Clare's Law")."""
    lowers = [token.text.lower() for token in tokens]
    firsts = _first_words(words)
    stay: set[int] = set()
    for index, lower in enumerate(lowers):
        if not lower[0].isalpha():
            continue
        if lower in firsts:
            for size in range(2, _LONGEST_PHRASE + 1):
                if tuple(lowers[index:index + size]) in words.staying_phrases:
                    stay.update(range(index, index + size))
        if _in_an_address(tokens, index):
            stay.update((index, index + 2))
        if index and lower in LAWS and _names_a_law(tokens, index, words):
            stay.add(index - 1)
        elif index and tokens[index].lower in THINGS and tokens[index - 1].capital and tokens[index - 1].lower not in words.first_names and not tokens[index - 1].possessive:
            stay.add(index - 1)
    return frozenset(stay)


def _in_an_address(tokens: Sequence[Token], index: int) -> bool:
    """The parts around a full stop of "localoffer.wiltshire.gov.uk": written small and without a space."""
    if index + 2 >= len(tokens) or tokens[index + 1].text != "." or not tokens[index + 2].word:
        return False
    return tokens[index].end == tokens[index + 1].start == tokens[index + 2].start - 1 and tokens[index].text.islower() and tokens[index + 2].text.islower() and len(tokens[index].text) > 1


def _names_a_law(tokens: Sequence[Token], index: int, words: WordLists) -> bool:
    """ "Martha's Rule", "harpers law", "Julian House"; not "Jack's report"."""
    before, law = tokens[index - 1], tokens[index]
    if not before.word or index > 1 and tokens[index - 2].lower in ("my", "our", "at", "mr", "mrs", "miss"):
        return False
    owner = before.possessive or (before.lower.endswith("s") and (before.lower[:-1] in words.first_names or before.lower[:-1] in words.other_meanings))
    if law.lower in ("law", "rule"):
        return owner
    return law.capital and before.capital and (owner or before.lower in words.first_names) and law.lower not in ("report",)


_FIRSTS: dict[int, frozenset[str]] = {}


def _first_words(words: WordLists) -> frozenset[str]:
    key = id(words.staying_phrases)
    if key not in _FIRSTS:
        _FIRSTS[key] = frozenset(phrase[0] for phrase in words.staying_phrases)
    return _FIRSTS[key]
