"""What the bench makes of times."""
from __future__ import annotations

from evaluation.bench import Times


def test_percentiles_and_errors():
    figures = Times([float(n) for n in range(1, 1001)], errors=2).to_json()
    assert figures["requests"] == 1000 and figures["errors"] == 2
    assert abs(figures["p50 ms"] - 500.5) < 1 and abs(figures["p95 ms"] - 950) < 2 and figures["p99 ms"] > 985
