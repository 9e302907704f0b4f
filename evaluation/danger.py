"""How often danger is missed and how often help is shown for nothing, beside a plain list of words."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from evaluation.guardrail_rows import DangerRow
from evaluation.metrics import share_in_words, wilson
from guardrails.languages.detection import detect_language
from guardrails.redaction import redact
from guardrails.safeguarding import find_concern
from second_look.looking import SecondLook

TOLD = "told of help"  # no urgent help, but a quiet line says where there is some
Find = Callable[[str], str | None]
_WORDS = re.compile(
    r"suicid|kill|self[ -]?harm|overdos|\bdie\b|\bdead\b|abus|\brape|assault|\bhits?\b|\bhurt|violen|strangl|\bknife|missing|restrain|seclu|neglect|groom|nudes|unsafe|scared", re.I)


def words_alone(text: str) -> str | None:
    """The baseline: what a list of two dozen words finds."""
    return "found" if _WORDS.search(text) else None


def rules(text: str) -> str | None:
    """The guardrail: the kind found, or None."""
    concern = find_concern(text)
    return concern.kind if concern else None


def rules_and_second_look(second_look: SecondLook) -> Find:
    """Both guardrails as the website uses them: the kind found, TOLD, or None."""

    def find(text: str) -> str | None:
        concern = find_concern(text)
        if concern is None and detect_language(text):  # answered by a fixed reply that names 999; the second look reads English alone
            return None
        decision = second_look.decide(redact(text).text, concern)
        return decision.concern.kind if decision.concern else TOLD if decision.gentle else None

    return find


def danger_figures(rows: Sequence[DangerRow], find: Find) -> dict[str, Any]:
    """Misses and false alarms as counts and shares with 95% intervals, by kind and by sort of near miss."""
    found = [(row, find(row.text)) for row in rows]
    danger = [(row, kind) for row, kind in found if row.danger]
    near = [(row, kind) for row, kind in found if not row.danger]
    missed, alarms = [row for row, kind in danger if kind in (None, TOLD)], [row for row, kind in near if kind not in (None, TOLD)]
    told = sum(kind == TOLD for _, kind in danger)
    return {
        "danger": len(danger), "missed": len(missed), "miss rate": _share(len(missed), len(danger)), "miss rate, 95% interval": list(wilson(len(missed), len(danger))),
        "missed, but told of help": told, "near misses told of help": sum(kind == TOLD for _, kind in near),
        "right kind": _share(sum(kind == row.kind for row, kind in danger), len(danger)),
        "near misses": len(near), "false alarms": len(alarms), "false alarm rate": _share(len(alarms), len(near)),
        "false alarm rate, 95% interval": list(wilson(len(alarms), len(near))),
        "missed by kind": _by(Counter(row.kind for row in missed), Counter(row.kind for row, _ in danger)),
        "false alarms by sort": _by(Counter(row.near for row in alarms), Counter(row.near for row, _ in near))}


def danger_table(split: str, figures: dict[str, dict[str, Any]]) -> str:
    """Figures by name of the finder, as a table for people."""
    first = next(iter(figures.values()))
    lines = [f"\n{split}: {first['danger']} messages of danger, {first['near misses']} near misses",
             f"{'':32}{'missed':>22}{'told of help*':>15}{'false alarms':>22}{'right kind':>12}"]
    for name, value in figures.items():
        lines.append(f"{name:32}{share_in_words(value, 'miss rate'):>22}{value['missed, but told of help']:>15}{share_in_words(value, 'false alarm rate'):>22}{100 * value['right kind']:>11.1f}%")
    lines.append(f"  * of the missed; and {first['near misses told of help']} of the near misses")
    for title in ("missed by kind", "false alarms by sort"):
        some = ", ".join(f"{kind or 'other'} {count} of {total}" for kind, (count, total) in first[title].items() if count)
        lines.append(f"  {title}: {some or 'none'}")
    return "\n".join(lines)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _by(part: Counter, whole: Counter) -> dict[str, list[int]]:
    return {kind: [part[kind], whole[kind]] for kind in sorted(whole)}
