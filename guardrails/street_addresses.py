"""Street addresses: "12 High Street", "flat 3, 4 the close". A town or village alone stays."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrails.spans import Span
from guardrails.tokens import Token
from guardrails.word_lists import WordLists

# After these a number and a word are an address whatever the word is ("12 Anything Road").
_CLEAR_TYPES = frozenset("street st road rd avenue ave lane ln crescent cres terrace mews".split())
# These are also ordinary words; then the words between must look like a street's name.
_TYPES = _CLEAR_TYPES | frozenset(
    "close cl drive dr way court ct place pl gardens gdns grove hill rise view square sq park row walk green parade mead meadow meadows croft orchard path "
    "lodge heights vale wharf bungalow cottage cottages house farm barn mill villas buildings common yard end side field fields drove gate ridge bank "
    "hollow leaze piece paddock paddocks spinney copse forge quay reach garth lines drove leas bungalows maltings estate weir lock steps drift alley passage mount walks fold".split())
# Words that streets are called by though they are ordinary words.
_STREET_WORDS = frozenset(
    "high church the station school park mill new old west north south east london king kings queen queens victoria albert green long upper lower main market chapel "
    "manor castle bridge river spring meadow oak ash elm beech cedar chestnut birch willow maple holly ivy rose orchard hill wood forest field farm grange "
    "abbey priory vicarage rectory college hospital canal railway common bath bristol marlborough salisbury devizes silver blue white red brown black "
    "saint st dr great little middle cross broad water sheep wool cherry apple pear lime swan bell crown".split())
_NOT_STREETS = frozenset(
    "year years yr yrs minute minutes min mins hour hours hr hrs day days week weeks month months mile miles metre metres step steps page pages child children "
    "school place places session sessions night nights old to of a an and or per in at on for with from by is are was were drive walk away "
    "may will can must should my our his her their your special primary secondary mainstream nursery".split())
# Street names in front of a clear type ("School Lane"), ordinary words in front of another ("1 school place").
_ONLY_BEFORE_CLEAR_TYPES = frozenset("school college hospital church station common long little".split())
# "4 The Close", but not "8 the way they …".
_AFTER_ONLY_THE = frozenset("close green mews crescent orchard paddock paddocks grove terrace gardens avenue street square lane croft meadows meadow hollow parade".split())
_UNITS = frozenset("flat apartment apt unit plot caravan".split())
_LIVING = frozenset("live lives living lived moved address".split())
_NUMBERED_BEFORE = frozenset("year years yr age aged ages section part chapter paragraph regulation reg schedule page stage key grade level band tier week term article option £".split())
_LONGEST_NAME = 4


# Houses that have a name and no number.
_HOUSES = frozenset("cottage cottages house farm farmhouse barn lodge mill forge bungalow rectory vicarage manor grange villa croft stables dairy granary smithy caravan bakery chapel schoolhouse parsonage gatehouse brewery oast stores".split())
_NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred".split())


def find_addresses(tokens: Sequence[Token], words: WordLists) -> Iterator[Span]:
    """Addresses with a house number or a house's name; parts with a comma between are one address."""
    sure = list(_numbered(tokens, words))
    pieces = sorted([(span, True) for span in sure] + [(span, False) for span in _named(tokens, words) if not any(span.start < other.end and other.start < span.end for other in sure)])
    group: list[tuple[Span, bool]] = []
    gaps = {token.end: following for token, following in zip(tokens, tokens[1:], strict=False)}
    for piece in pieces:
        comma = gaps.get(group[-1][0].end) if group else None
        if comma is None or comma.text != "," or not 0 < piece[0].start - comma.end < 2:
            yield from _one_address(group, tokens)
            group = []
        group.append(piece)
    yield from _one_address(group, tokens)


def _one_address(group: list[tuple[Span, bool]], tokens: Sequence[Token]) -> Iterator[Span]:
    if group and (len(group) > 1 or group[0][1]):
        yield Span(group[0][0].start, group[-1][0].end, "address")


def _named(tokens: Sequence[Token], words: WordLists) -> Iterator[Span]:
    """ "Hollyhock Cottage", "Back Lane": an address only beside another part of one."""
    for index, token in enumerate(tokens):
        if token.word and token.capital and token.lower in _TYPES | _HOUSES and index and tokens[index - 1].capital and tokens[index - 1].end + 1 == token.start:
            first = index - 1
            while first > 0 and index - first < _LONGEST_NAME and tokens[first - 1].capital and tokens[first - 1].end + 1 == tokens[first].start and not tokens[first].first:
                first -= 1
            yield Span(tokens[first].start, token.end, "address")


def _home_with_a_name(tokens: Sequence[Token], index: int) -> int | None:
    """Index where "The Old Forge" begins, when somebody lives there: "we're in The Old Forge", "address: Tumbledown Barn"."""
    first = index
    while first > 0 and index - first < _LONGEST_NAME and tokens[first - 1].capital and not tokens[first].first:
        first -= 1
    if first == index:
        return None
    before = [token.lower for token in tokens[max(0, first - 3):first]]
    lives = bool(before) and (before[-1] in ("we're", "i'm", "were", "im", "address") or (before[-1] in ("in", "at", "is", ":") and any(word in _LIVING | {"we're", "i'm", "were", "im", "are", "am", "home"} for word in before[:-1])))
    return first if lives else None


def _unit(tokens: Sequence[Token], index: int) -> int:
    """Index behind "flat 3", "flat 3 tannery court", "unit 5"."""
    end = index + 2
    if end < len(tokens) and len(tokens[end].text) == 1 and tokens[end].word and tokens[end].start == tokens[end - 1].end:
        end += 1
    for last in range(end, min(end + 3, len(tokens))):
        if not tokens[last].word or tokens[last].lower in _NOT_STREETS:
            break
        if last > end and tokens[last].lower in _TYPES:
            return last + 1
    return end


def _numbered(tokens: Sequence[Token], words: WordLists) -> Iterator[Span]:
    """Addresses with a house number, and homes that somebody says they live in."""
    for index, token in enumerate(tokens):
        if token.word and token.lower in _TYPES:
            start = _start_of_address(tokens, index, words)
            if start is None and token.capital and token.lower in _HOUSES:
                start = _home_with_a_name(tokens, index)
            if start is not None:
                yield Span(tokens[start].start, token.end, "address")
        elif token.word and token.lower in _UNITS and index + 1 < len(tokens) and _is_house_number(tokens[index + 1]):
            yield Span(token.start, tokens[_unit(tokens, index) - 1].end, "address")


def _start_of_address(tokens: Sequence[Token], index: int, words: WordLists) -> int | None:
    """Index of the house number (or flat) that begins the address ending at `index`, or None."""
    first = index
    while first > 0 and index - first < _LONGEST_NAME and _names_a_street(tokens[first - 1], tokens[index], words):
        first -= 1
    if first == index or (first == index - 1 and tokens[first].lower == "the" and tokens[index].lower not in _AFTER_ONLY_THE):
        return None
    number = first - 1
    if number >= 0 and tokens[number].text == ",":
        number -= 1
    if number >= 0 and _letter_after_number(tokens, number):
        number -= 1
    if number >= 0 and _is_house_number(tokens[number]):
        if number and (tokens[number - 1].lower in _NUMBERED_BEFORE or tokens[number - 1].text in "£$"):
            return None
        return _with_unit(tokens, number)
    if number >= 0 and tokens[number].lower in _NUMBER_WORDS and number == first - 1:
        return _said_number(tokens, number)
    return first if _somebody_lives_there(tokens, first) and _is_proper(tokens[first:index], words) else None


def _names_a_street(token: Token, street_type: Token, words: WordLists) -> bool:
    if not token.word or token.lower in _NOT_STREETS or token.lower in _NUMBER_WORDS:
        return False
    if street_type.lower in _CLEAR_TYPES or token.capital:
        return True
    if token.lower in _STREET_WORDS:
        return token.lower not in _ONLY_BEFORE_CLEAR_TYPES
    return token.lower not in words.english or token.lower in words.family_names or token.lower in words.other_meanings


def _is_house_number(token: Token) -> bool:
    return token.text.isdecimal() and len(token.text) <= 4 and token.text != "0"


def _letter_after_number(tokens: Sequence[Token], index: int) -> bool:
    """The b of "12b": a single letter directly behind a number."""
    return index > 0 and tokens[index].word and len(tokens[index].text) == 1 and tokens[index - 1].end == tokens[index].start


def _said_number(tokens: Sequence[Token], number: int) -> int:
    """Where "one hundred and six" begins."""
    while number > 0 and (tokens[number - 1].lower in _NUMBER_WORDS or (tokens[number - 1].lower == "and" and number > 1 and tokens[number - 2].lower == "hundred")):
        number -= 1
    return number


def _with_unit(tokens: Sequence[Token], number: int) -> int:
    """Take in "flat 3," and "12-14" before the house number."""
    back = number - 1
    if back >= 1 and tokens[back].text in "-/" and _is_house_number(tokens[back - 1]):
        number = back - 1
        back = number - 1
    if back >= 0 and tokens[back].text == ",":
        back -= 1
    if back >= 1 and tokens[back - 1].lower in _UNITS:
        return back - 1
    return back if back >= 0 and tokens[back].lower in _UNITS else number


def _somebody_lives_there(tokens: Sequence[Token], first: int) -> bool:
    return any(token.lower in _LIVING for token in tokens[max(0, first - 8):first])


def _is_proper(name: Sequence[Token], words: WordLists) -> bool:
    """Whether the words before "Road" are a name, not "in a quiet road"."""
    return all(token.capital or token.lower in _STREET_WORDS - {"the", "new", "old", "long", "little", "great"} or token.lower not in words.english for token in name)
