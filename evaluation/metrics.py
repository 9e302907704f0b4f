"""Metrics, named as the field names them."""
from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1.0 when a relevant article stands among the first k, else 0.0 (hit rate: any acceptable article will do)."""
    return float(any(article in relevant for article in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """1 / rank of the first relevant article among the first k, else 0.0. Its mean is MRR@k."""
    return next((1 / rank for rank, article in enumerate(ranking[:k], 1) if article in relevant), 0.0)


def mean(values: Sequence[float]) -> float:
    """Mean, 0.0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """95% interval of a share (Wilson, 1927: "Probable inference", JASA 22)."""
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    centre = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (centre - spread) / (1 + z * z / total), (centre + spread) / (1 + z * z / total)


def share_in_words(figures: Mapping[str, Any], name: str) -> str:
    """A share among figures with its interval, which stands beside it as "NAME, 95% interval": "5.8% (3.9 to 8.6)"."""
    low, high = figures[f"{name}, 95% interval"]
    return f"{100 * figures[name]:.1f}% ({100 * low:.1f} to {100 * high:.1f})"


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Probability that a positive scores above a negative (ties count half); 0.5 of nothing."""
    if not positive or not negative:
        return 0.5
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))
