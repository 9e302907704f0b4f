"""Messages on which the rules in Python and in the page's script must agree: every labelled row, and seeded mixtures of their pieces."""
from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from evaluation.guardrail_rows import unmark

DATASETS = Path(__file__).parents[2] / "evaluation" / "datasets"
SEED = 20261125
# Letters, digits and signs of many scripts, within and beyond U+FFFF, whole and in pieces, and placeholders.
ODD = ("🙂", "👩‍👧", "👍🏽", "𝐉𝐚𝐜𝐤", "ß", "İ", "ı", "é", "e\u0301", "Ünal", "Пётр", "Ольга", "李雷", "मोहन", "٠٧٧٠٠", "０７７００", "\u00a0", "jack\u2019s", "–", "½", "①", "⑴", "Ǆ",
       "[name]", "[postcode]", "[date of birth]", "\U00010400", "\U0001e900", "𠀀", "ſmith", "\u212a", "\x1c", "_", "\x85", "\u2028", "ﬁ", "Ja\u200bck", "\ufe0f", "\t\t", "\n\n\n")
PERSONAL = ("my son", "Jack", "jack smith", "called", "Mrs Jones", "born", "3 may 2015", "03/05/2015", "applied on", "07700 900123", "jane@example.org", "jane at gmail dot com", "sn10 1aa",
            "SN10 1AA", "12 High Street", "flat 3, 4 the close", "goes to", "St Mary's", "primary school", "ref ABC12345", "943 476 5919", "nhs number", "EHC/2024/77415", "Zayden's mum", "@jack_2012",
            "oh seven seven double oh nine oh oh one two three", "QQ 12 34 56 C", "Will is 8", "twins", "and", ",", ".")


def labelled() -> list[str]:
    """Every text of every dataset, marks taken off."""
    texts = []
    for path in sorted(DATASETS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            texts += [unmark(row[name]).text for name in ("text", "marked", "question") if isinstance(row.get(name), str)]
            texts += [turn for turn in row.get("turns", []) if isinstance(turn, str)]
    return texts


def mixtures(count: int, texts: list[str], seed: int = SEED) -> Iterator[str]:
    """`count` messages made of pieces of the texts, personal data and odd signs, in any case."""
    rng = random.Random(seed)
    for _ in range(count):
        pieces = [_piece(rng, texts) for _ in range(rng.randrange(1, 30))]
        message = rng.choice((" ", " ", " ", "", "\n")).join(pieces)
        yield rng.choice((str, str, str.lower, str.upper, str.title, str.swapcase))(message)


def _piece(rng: random.Random, texts: list[str]) -> str:
    draw = rng.random()
    if draw < 0.45:
        words = rng.choice(texts).split(" ")
        start = rng.randrange(len(words))
        return " ".join(words[start:start + rng.randrange(1, 6)])
    return rng.choice(PERSONAL if draw < 0.85 else ODD)
