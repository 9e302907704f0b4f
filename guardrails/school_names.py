"""Names of schools: "goes to Holy Trinity primary", "St Mary's School". Kinds of school ("special school", "which school") stay."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrails.spans import Span
from guardrails.spelling import is_english, is_slip
from guardrails.tokens import Token
from guardrails.word_lists import WordLists

_TYPES = frozenset("school academy college nursery preschool pre-school primary secondary infant infants junior juniors kindergarten playgroup grammar high montessori schools".split())
# May stand between a school's name and its last word; no sign of a name in themselves.
_DESCRIPTORS = _TYPES | frozenset(
    "community catholic roman c of e ce rc cofe church england voluntary aided controlled va vc special first middle comprehensive upper lower prep preparatory girls boys free day foundation and & . "
    "specialist sixth form sports technology language memorial through all".split()) - {"schools"}
# Before "school" these are kinds, activities or places in life, never a name.
_GENERIC = frozenset(
    "one many several no our a an the my our his her their your its which what this that any every each another local authority special independent mainstream residential state private boarding maintained village new old current previous "
    "home forest sunday after before out summer holiday breakfast hospital virtual alternative resource base elp sen send semh asd autism specialist good better best right wrong same different named suitable "
    "nearest small big large faith public non-maintained section at to from in for with of and or by on about between most some other few all two three no not into not-for-profit open online military forces "
    "drama dance driving law medical night stage swimming football primary secondary junior infant wiltshire england uk british english welsh scottish steiner montessori pupil referral next last whole every "
    "mixed rural secondary-modern grammar ordinary normal regular transition outside inside during start starting leaving leave miss missing refuse refusing when if is was are were has had".split())
_SAINTS = frozenset({"st", "saint", "ss"})
# Words that schools are called by though they are ordinary words; lower case, two together or one after "goes to" make a name.
_NAME_WORDS = frozenset(
    "holy trinity cross lady our all saints souls sacred heart christ king kings queen queens royal park grove hill hills green oak oaks ash elm beech manor valley vale wood woods woodland field fields meadow meadows "
    "castle abbey priory bridge mead river lake stone church lane road north south east west view court house grange farm lodge spring springs brook mill mount rise way white black red blue silver gold golden "
    "rowan willow holly ivy maple cedar lime pine orchard garden gardens acorn rainbow sunshine little stars tree trees bank end lea leaze down downs common heath marsh moor ford well wells".split())
_ATTENDING = frozenset("attends attend attending attended".split())
# "she is at Hardenhuish": somebody who may be a pupil, just before "at"
_PUPILS = frozenset("lad lass kid kids twins grandson granddaughter nephew niece dd ds brother sister boys girls children sons daughters eldest youngest he he's hes she she's shes son daughter child boy girl".split())
_SHORTEST_LOWER = 5  # letters of a lower-case word after "at" that may be a school
_LONGEST_NAME = 5
_TITLES_OF_LAWS = frozenset("act bill code fund forum admissions regulations order white green".split())
_HOLY = tuple(tuple(name.split()) for name in ("christ the king", "our lady", "holy trinity", "holy family", "holy rood", "sacred heart", "all saints", "good shepherd", "corpus christi", "immaculate conception"))
_QUESTION_WORDS = frozenset("does do did can could will would should shall must may might is are was were has have had when why how what who where if but and so because then now our my the".split())
_EARLY_YEARS = frozenset("nursery preschool pre-school playgroup kindergarten".split())
# Said of a school, or near one: then "Wyvern Gate" is a school.
_ABOUT_SCHOOL = _TYPES | frozenset(
    "senco sendco ta ta's class teacher teachers pupil pupils headteacher head funding place exclude excluded exclusion uniform assembly reception governors curriculum sen ehcp plan named attendance lessons maths term detention tutor ta".split())
# What comes behind the name of a school in the words of families: "holbrook lane said".
_SCHOOLS_DO = frozenset("allowed say says said saying wont won't refuse refuses refused cant can't have hav has asked want wants keep keeps sent send think thinks reckon told tell dont don't didnt didn't never lost rang called is are offered".split())
# Names that end so are schools, streets or estates.
_LAST_WORDS = frozenset("gate mead meads lane acorns oaks hill hills park wood woods grove green down downs field fields vale valley bridge cross road court manor lodge hall farm grange park way rise view brook water springs leaze meadow meadows explorers stars tree trees".split())
_NOT_SCHOOLS_BEHIND = frozenset("hospital court centre center road street lane club surgery station stadium pool church hall barracks camp library ambulance café cafe park house clinic".split())


def _more_schools(tokens: Sequence[Token], words: WordLists, stay: frozenset[int]) -> Iterator[Span]:
    """Names without the word school behind: "nursery Little Acorns", "at Greystones", "St Sampson's", "is holbrook lane allowed"."""
    for index, token in enumerate(tokens):
        if not token.word or index in stay:
            continue
        end = _saintly(tokens, index, words) or _holy(tokens, index) or _behind_type(tokens, index, words, stay) or _at_a_school(tokens, index, words, stay) or _by_last_word(tokens, index, words, stay)
        if end is not None:
            yield Span(token.start, tokens[end - 1].start + len(tokens[end - 1].text), "school")


def _holy(tokens: Sequence[Token], index: int) -> int | None:
    """Index behind "Christ the King" or "Our Lady's", where the talk is of a school and not of a church."""
    for name in _HOLY:
        end = index + len(name)
        if end <= len(tokens) and tokens[index].lower == name[0] and tuple(token.lower for token in tokens[index:end]) == name and any(token.text[0].isupper() for token in tokens[index:end]):
            if end < len(tokens) and tokens[end].lower in _NOT_SCHOOLS_BEHIND:
                return None
            around = tokens[max(0, index - 14):end + 14]
            return end if any(token.lower in _ABOUT_SCHOOL | _SCHOOLS_DO for token in around) else None
    return None


def _saintly(tokens: Sequence[Token], index: int, words: WordLists) -> int | None:
    """Index behind "St Sampson's C of E" or "saint katherins"; a town, a hospital or a street of that name is none."""
    if tokens[index].lower not in ("st", "saint"):
        return None
    name = index + 2 if index + 1 < len(tokens) and tokens[index + 1].text == "." else index + 1
    if name >= len(tokens) or not tokens[name].word or not (tokens[name].possessive or tokens[name].lower in words.first_names or tokens[name].lower.endswith("s")):
        return None
    if is_english(tokens[name].lower, words.common) and not tokens[name].capital:
        return None
    end = name + 1
    if end + 1 < len(tokens) and tokens[end].lower in ("à", "a", "the") and tokens[end + 1].capital:
        end += 2
    if end < len(tokens) and tokens[end].lower in _NOT_SCHOOLS_BEHIND | {"close", "avenue", "drive", "terrace", "way"}:
        return None
    while end < len(tokens) and end - name < 6 and (_describes(tokens, end) or (tokens[end].word and is_slip(tokens[end].lower, _TYPES, shortest=5))) and tokens[end].text != "." and tokens[end].lower not in ("and", "all", "free", "for", "day"):
        end += 1
    while tokens[end - 1].lower in ("of", "and", "&", "through", "."):
        end -= 1
    return end


def _run(tokens: Sequence[Token], begin: int, words: WordLists, stay: frozenset[int]) -> int:
    """Index behind one to four words with capitals that begin at `begin`."""
    end = begin
    while end < len(tokens) and end - begin < 4 and tokens[end].capital and end not in stay and not tokens[end].acronym and not (end > begin and tokens[end].first):
        end += 1
    return end


def _behind_type(tokens: Sequence[Token], index: int, words: WordLists, stay: frozenset[int]) -> int | None:
    """Index behind the Little Acorns of "nursery Little Acorns say"."""
    if index > 1 and tokens[index - 1].text == "(" and tokens[index - 2].lower in _EARLY_YEARS | {"school", "academy", "college"}:
        end = _run(tokens, index, words, stay)
        return end if end > index and end < len(tokens) and tokens[end].text == ")" and len(tokens[index].text) > 2 and tokens[index].lower not in words.staying else None
    if index > 1 and tokens[index - 1].text in ":-=" and tokens[index - 2].lower in _EARLY_YEARS | {"school", "academy", "college"}:
        end = _run(tokens, index, words, stay)
        return end if end > index and tokens[index].lower not in words.staying and (end > index + 1 or _unknown(tokens[index], words)) else None
    if index == 0 or tokens[index - 1].lower not in ("school", "nursery", "academy", "college", "preschool", "pre-school", "playgroup") or tokens[index].first:
        return None
    end = _run(tokens, index, words, stay)
    name = tokens[index:end]
    if any(token.lower in words.first_names or token.lower in words.staying for token in name) or (tokens[index - 1].capital and not tokens[index - 1].first):
        return None
    return end if (len(name) > 1 and (name[-1].lower in _LAST_WORDS or any(_unknown(token, words) for token in name))) or (len(name) == 1 and _unknown(name[0], words)) else None


def _at_a_school(tokens: Sequence[Token], index: int, words: WordLists, stay: frozenset[int]) -> int | None:
    """Index behind the Greystones of "at Greystones": nothing known, and no other thing behind."""
    if index == 0 or tokens[index - 1].lower != "at" or not tokens[index].capital or tokens[index].first:
        return None
    end = _run(tokens, index, words, stay)
    name = tokens[index:end]
    if end == index or (end < len(tokens) and tokens[end].lower in _NOT_SCHOOLS_BEHIND):
        return None
    if any(token.lower in words.staying or token.possessive or token.lower in words.first_names for token in name):
        return None
    return end if any(_unknown(token, words) for token in name) or (len(name) > 1 and name[-1].lower in _LAST_WORDS) else None


def _by_last_word(tokens: Sequence[Token], index: int, words: WordLists, stay: frozenset[int]) -> int | None:
    """Index behind "Wyvern Gate" or "holbrook lane" where the talk is of a school."""
    token = tokens[index]
    if token.lower in words.staying and token.capital and index + 1 < len(tokens) and tokens[index + 1].lower in ("excluded", "suspended", "expelled", "offrolled"):
        return index + 1
    if token.lower in words.staying or token.lower in words.first_names or index + 1 >= len(tokens) or tokens[index + 1].lower not in _LAST_WORDS or index + 1 in stay:
        return None
    before = tokens[index - 1] if index else None
    if before is not None and (before.text.isdecimal() or before.lower in ("the", "in", "on", "near", "behind")):
        return None
    behind = tokens[index + 2].lower if index + 2 < len(tokens) else ""
    if token.capital and tokens[index + 1].capital and (not token.first or _unknown(token, words)):
        around = tokens[max(0, index - 14):index + 16]
        return index + 2 if behind in _SCHOOLS_DO or any(other.lower in _ABOUT_SCHOOL for other in around) else None
    return index + 2 if behind in _SCHOOLS_DO and _unknown(token, words) and len(token.lower) > 3 else None


def find_schools(tokens: Sequence[Token], words: WordLists, stay: frozenset[int]) -> Iterator[Span]:
    """Schools with their type ("… primary school"), and bare names after "goes to" or "attends"."""
    for index, token in enumerate(tokens):
        if token.word and (token.lower in _TYPES or _sixth_form(tokens, index)) and not _goes_on(tokens, index):
            start = _start_of_school(tokens, index, words)
            if start is not None and not (start in stay and tokens[start].possessive):
                yield Span(tokens[start].start, token.end, "school")
        elif token.word and (begin := _attended(tokens, index)) is not None:
            end = _end_of_bare_name(tokens, begin, words)
            if end is not None:
                yield Span(tokens[begin].start, tokens[end - 1].end, "school")
    yield from _more_schools(tokens, words, stay)


def _sixth_form(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].lower == "form" and index > 0 and tokens[index - 1].lower == "sixth"


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether the type goes on ("primary" in "primary school")."""
    return index + 1 < len(tokens) and tokens[index + 1].lower in _TYPES and not tokens[index].possessive


def _start_of_school(tokens: Sequence[Token], index: int, words: WordLists) -> int | None:
    """Index of the first word of the name that ends in the type at `index`, or None when it is only a kind of school."""
    if index + 1 < len(tokens) and tokens[index + 1].lower in _TITLES_OF_LAWS and tokens[index + 1].capital:
        return None
    last = index
    while last > 0 and index - last < 6 and _describes(tokens, last - 1):
        last -= 1
    first = last
    while first > 0 and last - first < _LONGEST_NAME and _may_name_a_school(tokens, first - 1, words):
        first -= 1
    while first < last and not tokens[first].word:
        first += 1
    return first if first < last and _is_name(tokens, first, last, words) else None


def _describes(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token belongs to the kind of school; a full stop only in "C. of E."."""
    token = tokens[index]
    return token.lower in _DESCRIPTORS and (token.text != "." or (index > 0 and tokens[index - 1].lower in ("c", "e", "r")))


def _may_name_a_school(tokens: Sequence[Token], index: int, words: WordLists) -> bool:
    token = tokens[index]
    if token.text == "." and index > 0 and tokens[index - 1].lower in _SAINTS:
        return True
    if token.text == "&" or token.lower == "and":
        return 0 < index and tokens[index - 1].capital and tokens[index + 1].capital
    if not token.word or token.acronym or len(token.lower) < 2:
        return False
    if token.lower in ("of", "the") and any(before.capital and before.lower in _NAME_WORDS | _TYPES for before in tokens[max(0, index - 2):index]):
        return True  # Our Lady of the Rosary
    saintly = index > 0 and (tokens[index - 1].lower in _SAINTS or (tokens[index - 1].text == "." and index > 1 and tokens[index - 2].lower in _SAINTS))
    if saintly or token.lower in _SAINTS:
        return True
    if token.lower in _GENERIC - {"all", "our"} or (token.lower in ("all", "our") and not token.capital):
        return False
    if tokens[index + 1].lower in _EARLY_YEARS and index > 0 and tokens[index - 1].lower in ("at", "to", "from", "called"):
        return True
    if token.capital or token.lower in _NAME_WORDS:
        return not (token.first and token.lower in words.english and token.lower not in _NAME_WORDS and not tokens[index + 1].capital and not _said_to_act(tokens, index))
    known_person = token.lower in words.first_names or token.lower.rstrip("s") in words.first_names
    return not known_person and (token.lower in words.staying or _unknown(token, words))


def _said_to_act(tokens: Sequence[Token], index: int) -> bool:
    """ "Uplands sixth form wont": behind the kind of school comes what schools do."""
    if tokens[index].lower in _QUESTION_WORDS:
        return False
    end = index + 1
    while end < len(tokens) and end - index < 4 and _describes(tokens, end):
        end += 1
    return end < len(tokens) and tokens[end].lower in _SCHOOLS_DO


def _is_name(tokens: Sequence[Token], first: int, last: int, words: WordLists) -> bool:
    """Whether the gathered words, taken together, name one school."""
    name = tokens[first:last]
    if any(token.lower in _SAINTS for token in name):
        return len([token for token in name if token.word]) > 1
    if len(name) == 1 and name[0].lower in words.first_names:  # "jack school", "Jack's school" is a person; "Sheldon School" is not
        return name[0].capital and tokens[last].capital and not name[0].possessive
    if any(_unknown(token, words) or (token.capital and not token.first and token.lower not in words.staying) for token in name):
        return True
    if len(name) == 1 and tokens[last].lower in _EARLY_YEARS and first > 0 and tokens[first - 1].lower in ("at", "to", "from", "called"):
        return True
    if len(name) == 1 and name[0].capital and not _describes(tokens, first) and _said_to_act(tokens, first):
        return True
    attending = any(token.lower in ("goes", "go", "going", "attends", "attending", "at", "from") for token in tokens[max(0, first - 2):first])
    return len(name) > 1 or attending


def _unknown(token: Token, words: WordLists) -> bool:
    lower = token.lower
    return (len(lower) > 2 and lower not in words.staying and not is_english(lower, words.english)
            and not is_slip(lower, words.spelled) and not is_slip(lower, _DESCRIPTORS, shortest=5))


def _attended(tokens: Sequence[Token], index: int) -> int | None:
    """Index behind "attends", "goes to", "pupil at" or "place at", or None."""
    token = tokens[index]
    before = tokens[index - 1].lower if index else ""
    if token.lower in _ATTENDING:
        return index + 1
    if token.lower == "to" and before in ("goes", "go", "going"):
        return index + 1
    if token.lower == "at" and any(back.lower in _PUPILS for back in tokens[max(0, index - 3):index]):
        return index + 1
    if token.lower == "at" and before in ("pupil", "student", "place", "enrolled", "teacher", "registered"):
        return index + 1
    return None


def _end_of_bare_name(tokens: Sequence[Token], begin: int, words: WordLists) -> int | None:
    """Index after one to three words that can only be a school's name, as in "goes to Hardenhuish"."""
    end = begin
    while end < len(tokens) and end - begin < 3 and _names_alone(tokens[end], words, strong=tokens[begin - 1].lower != "at"):
        end += 1
    if end == begin or (end < len(tokens) and (tokens[end].lower in _TYPES or tokens[end].lower in ("hospital", "court", "centre", "road", "street", "lane", "club"))):
        return None
    known_person = all(token.lower in words.first_names for token in tokens[begin:end])
    return None if known_person or any(token.possessive for token in tokens[begin:end]) else end


def _names_alone(token: Token, words: WordLists, *, strong: bool) -> bool:
    if not token.word or token.acronym or token.lower in words.staying or token.lower in _GENERIC:
        return False
    return _unknown(token, words) and (token.capital or strong or len(token.lower) >= _SHORTEST_LOWER)
