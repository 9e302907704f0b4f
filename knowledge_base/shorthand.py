"""Families' shorthand made plain, in questions and in articles alike, so that both speak the same words to search."""
from __future__ import annotations

import re
from functools import lru_cache

from knowledge_base.glossary import glossary

PLACEHOLDER = re.compile(r"\[[A-Za-z ]{3,30}\]")


@lru_cache(maxsize=1)
def _glossary() -> tuple[re.Pattern[str], dict[str, str]]:
    plain = {form: term.plain for term in glossary() for form in term.forms}
    forms = sorted(plain, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w'])(" + "|".join(map(re.escape, forms)) + r")(?!\w)", re.IGNORECASE)
    return pattern, plain


def expand(text: str) -> str:
    """Replace each shorthand with its plain words; everything else stays as it was."""
    pattern, plain = _glossary()
    return pattern.sub(lambda match: plain[match.group(1).lower()], text)


def without_placeholders(text: str) -> str:
    """The text less what stands for masked personal data ("[name]", "[date of birth]"), which says nothing about the question."""
    return " ".join(PLACEHOLDER.sub(" ", text).split()) or text
