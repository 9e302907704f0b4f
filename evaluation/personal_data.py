"""How much personal data is masked and how often something else is, beside masking by form alone."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from evaluation.guardrail_rows import MarkedMessage
from evaluation.metrics import share_in_words, wilson
from guardrails.redaction import redact
from guardrails.redaction_rules import find_by_form
from guardrails.spans import Span, merge
from guardrails.tokens import plain

Mask = Callable[[str], Sequence[Span]]


def rules(text: str) -> Sequence[Span]:
    """The guardrail."""
    return redact(text).spans


def forms_alone(text: str) -> Sequence[Span]:
    """The baseline: numbers, e-mail addresses, postcodes and references by their form; no names, dates, streets or schools."""
    return merge(find_by_form(plain(text)))


def masking_figures(rows: Sequence[MarkedMessage], mask: Mask) -> dict[str, Any]:
    """Recall over the marks (every letter and digit of a mark must be covered), and the share of clean messages with a mask in them."""
    covered, total, wrong, clean, beside = Counter(), Counter(), 0, 0, 0
    for row in rows:
        spans = mask(row.text)
        hidden = {place for span in spans for place in range(span.start, span.end)}
        for span in row.spans:
            total[span.kind] += 1
            covered[span.kind] += all(place in hidden for place in range(span.start, span.end) if row.text[place].isalnum())
        wanted = {place for span in row.spans for place in range(span.start, span.end)}
        if not row.spans:
            clean += 1
            wrong += bool(spans)
        else:
            beside += any(not any(place in wanted for place in range(span.start, span.end)) for span in spans)
    marks, found = sum(total.values()), sum(covered.values())
    return {
        "messages": len(rows), "marks": marks, "recall": found / marks if marks else 0.0, "recall, 95% interval": list(wilson(found, marks)),
        "recall by kind": {kind: [covered[kind], total[kind]] for kind in sorted(total)},
        "clean messages": clean, "wrongly masked": wrong / clean if clean else 0.0, "wrongly masked, 95% interval": list(wilson(wrong, clean)),
        "marked messages with something else masked too": beside}


def masking_table(split: str, figures: dict[str, dict[str, Any]]) -> str:
    """Figures by name of the masker, as a table for people."""
    first = next(iter(figures.values()))
    lines = [f"\nPersonal data, {split}: {first['messages']} messages, {first['marks']} marks, {first['clean messages']} clean messages",
             f"{'':32}{'recall':>22}{'clean, wrongly masked':>24}"]
    for name, value in figures.items():
        lines.append(f"{name:32}{share_in_words(value, 'recall'):>22}{share_in_words(value, 'wrongly masked'):>24}")
    lines.append("  recall by kind: " + ", ".join(f"{kind} {count} of {total}" for kind, (count, total) in first["recall by kind"].items()))
    lines.append(f"  something else masked too in {first['marked messages with something else masked too']} of the marked messages")
    return "\n".join(lines)
