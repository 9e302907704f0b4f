"""`make evaluate`: holds both guardrails against their messages, answers every labelled question, and prints the figures beside the baselines'."""
from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from encoder.onnx_encoder import OnnxEncoder
from evaluation.baselines import Bm25Alone, MiniLmAlone
from evaluation.dataset import FAMILIES, QUESTIONS, SPLITS, load_rows
from evaluation.guardrails import guardrail_figures
from evaluation.masking_cost import masking_cost, masking_line
from evaluation.report import answering_figures, baseline_figures, table
from evaluation.running import prepared, run_rows
from knowledge_base.answerability import load_model
from knowledge_base.answering import Answerer
from knowledge_base.answering.answerer import CurrentRetriever
from knowledge_base.search_settings import load_search_settings
from settings import load_settings

RESULTS = Path("results") / "evaluation.json"


def main(arguments: list[str]) -> int:
    """Run the evaluation; returns the exit status."""
    parser = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    parser.add_argument("--dataset", type=Path, action="append", help="a file of questions; both shipped ones by default")
    parser.add_argument("--wrong", action="store_true", help="list what was answered wrongly or not at all, of the tune part")
    parser.add_argument("--guardrails", action="store_true", help="the guardrails' figures alone: seconds")
    options = parser.parse_args(arguments)
    settings, search = load_settings(), load_search_settings()
    guardrails = guardrail_figures(settings.danger_encoder_dir)
    if options.guardrails:
        return 0
    retriever = CurrentRetriever(settings.index_dir, OnnxEncoder(settings.encoder_dir, threads=2), search)
    answerer = Answerer(retriever, load_model(), search, settings.forum_short_name)
    rows = [row for dataset in options.dataset or (QUESTIONS, FAMILIES) for row in load_rows(dataset)]
    print(f"{len(rows)} questions, {len(retriever().index.articles)} articles, index {retriever().index.manifest.name}", flush=True)
    results = run_rows(answerer, rows)
    print("    embedding the articles with the weights as they are, for the baseline ...", flush=True)
    baselines = (Bm25Alone(retriever()), MiniLmAlone(retriever(), OnnxEncoder(settings.plain_encoder_dir, threads=2)))
    figures = {}
    for split in SPLITS:
        part = [r for r in results if r.row.split == split]
        if not part:
            continue
        ours = answering_figures(part)
        chosen = [r.row for r in part]
        beside = {b.name: baseline_figures(chosen, [b.rank(prepared(row.question)) for row in chosen], ours["shown"]) for b in baselines}
        figures[split] = {"Signpost": ours, **beside}
        figures[split]["masking"] = masking_cost(answerer, part)
        print(table(split, ours, beside), flush=True)
        print(masking_line(figures[split]["masking"]), flush=True)
    if options.wrong:
        _print_wrong(results)
    _write(figures, guardrails, search.model_dump(), retriever().index.manifest.name)
    return 0


def _print_wrong(results) -> None:
    for r in results:
        fine = r.right if r.row.answerable else not r.shown
        if r.row.split == "tune" and not fine:
            print(f"{r.outcome:14} p={r.probability:.2f} wanted={','.join(r.row.articles) or r.row.outcome:40} "
                  f"first={r.ranking[0]:36} {r.row.id} {r.row.question[:110]!r}")


def _write(figures: dict, guardrails: dict, search: dict, index: str) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    value = {"at": datetime.now(UTC).isoformat(), "index": index, "search": search, "answerability": load_model().fitted, "figures": figures, "guardrails": guardrails}
    RESULTS.write_text(json.dumps(value, indent=1), encoding="utf-8")
    print(f"\nWritten to {RESULTS}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
