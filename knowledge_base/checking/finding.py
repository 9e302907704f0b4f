"""What a check found."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One mistake: the article, what is wrong in plain words, and the words of the article in which it stands."""

    article_id: str
    message: str
    quote: str = ""
