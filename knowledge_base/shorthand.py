"""Families' shorthand made plain, in questions and in articles alike, so that both speak the same words to search."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

PLACEHOLDER = re.compile(r"\[[A-Za-z ]{3,30}\]")
GLOSSARY_FILE = Path(__file__).with_name("glossary.yml")


@lru_cache(maxsize=1)
def _glossary() -> tuple[re.Pattern[str], dict[str, str]]:
    entries = yaml.safe_load(GLOSSARY_FILE.read_text(encoding="utf-8"))
    plain = {form: entry["plain"] for entry in entries for form in entry["forms"]}
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
