"""Family-facing words, read from words.yml and young_people.yml, with the area's names filled in."""
from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

WORDS_FILE = Path(__file__).with_name("words.yml")
YOUNG_WORDS_FILE = Path(__file__).with_name("young_people.yml")


class Words:
    """Look words up by dotted path: `words("problems.404.title")`."""

    def __init__(self, tree: Mapping[str, Any], names: Mapping[str, str]) -> None:
        self._tree = tree
        self._names = dict(names)

    def __call__(self, path: str, **values: object) -> str:
        """The words at `path`, with names and `values` filled in. Raises KeyError for an unknown path."""
        found = self.data(path)
        if not isinstance(found, str):
            raise KeyError(path)
        return self.filled(found, **values)

    def filled(self, text: str, **values: object) -> str:
        """Words that are kept elsewhere, with names and `values` filled in."""
        return string.Formatter().vformat(text, (), {**self._names, **values})

    def lines(self, path: str, **values: object) -> list[str]:
        """The list of words at `path`, filled in. Raises KeyError for an unknown path."""
        found = self.data(path)
        if not isinstance(found, list):
            raise KeyError(path)
        return [self.filled(line, **values) for line in found]

    def get(self, path: str, default: str) -> str:
        """The words at `path`, or `default` where there are none."""
        try:
            return self(path)
        except KeyError:
            return default

    def data(self, path: str) -> Any:
        """The value at `path` as it stands in the file. Raises KeyError for an unknown path."""
        value: Any = self._tree
        for key in path.split("."):
            value = value[key]
        return value

    def masked(self, kinds: Iterable[str]) -> str:
        """Kinds of personal data in words: "a name, a postcode"."""
        return ", ".join(self.get(f"masked.{kind}", kind.replace("_", " ")) for kind in kinds)

def load_words(names: Mapping[str, str], path: Path = WORDS_FILE, **more: Mapping[str, str]) -> Words:
    """Read the file; every key is text, numbers included. `names` fills {forum}, {short}, {phone}, {area} and the periods ({conversation_days} …).

    The words for young people lie below "young". `more` adds words that are kept elsewhere, such as the topics of the knowledge base.
    """
    return Words({**_tree(path), "young": _tree(YOUNG_WORDS_FILE), **more}, names)


@lru_cache
def _tree(path: Path) -> dict[str, Any]:
    return _text_keys(yaml.safe_load(path.read_text(encoding="utf-8")))


def _text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _text_keys(item) for key, item in value.items()}
    return value
