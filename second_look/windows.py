"""Long messages are read in overlapping pieces, so that one sentence of danger is not lost among two hundred words."""
from __future__ import annotations

WORDS = 90    # what the encoder takes in at once (128 tokens) with some room for long words
OVERLAP = 30


def windows(text: str) -> list[str]:
    """The whole text where it is short, else pieces of 90 words that overlap by 30."""
    words = text.split()
    if len(words) <= WORDS:
        return [text]
    starts = range(0, len(words) - OVERLAP, WORDS - OVERLAP)
    return [" ".join(words[start:start + WORDS]) for start in starts]
