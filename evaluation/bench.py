"""`make bench`: the real program on free ports: time of `POST /api/v1/messages` alone and with 8 askers, memory, start-up time."""
from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from bootstrap.program import Program
from encoder.onnx_encoder import OnnxEncoder
from evaluation.dataset import load_rows
from evaluation.guardrail_speed import LENGTH, speed_figures
from knowledge_base.chunking import BODY, WORDING
from knowledge_base.index import load_index
from settings import Settings, load_settings

ASKERS = 8
WARM_UP = 20
RESULTS = Path("results") / "bench.json"


@dataclass(frozen=True)
class Times:
    """Milliseconds of requests."""

    milliseconds: Sequence[float]
    errors: int = 0

    def percentile(self, share: float) -> float:
        """The value below which that share lies."""
        return statistics.quantiles(self.milliseconds, n=1000)[round(share * 1000) - 1]

    def to_json(self) -> dict[str, float]:
        """p50, p95, p99, number and errors."""
        return {"p50 ms": round(self.percentile(0.50), 1), "p95 ms": round(self.percentile(0.95), 1),
                "p99 ms": round(self.percentile(0.99), 1), "requests": len(self.milliseconds), "errors": self.errors}


def bare_search(settings: Settings, questions: Sequence[str]) -> Times:
    """The floor: one embedding and two FAISS searches, in this process, one after the other."""
    encoder, index = OnnxEncoder(settings.encoder_dir), load_index(settings.index_dir)

    def once(question: str) -> None:
        vector = encoder.encode([question])[0]
        for part in (WORDING, BODY):
            index.parts[part].best(vector, 400)

    for question in questions[:WARM_UP]:
        once(question)
    return Times([_timed(lambda: once(question)) for question in questions])


def ask(url: str, questions: Sequence[str]) -> Times:
    """One asker: short conversations of four questions each, one after the other."""
    taken, errors, conversation = [], 0, None
    with httpx.Client(base_url=url, timeout=30) as client:
        for number, question in enumerate(questions):
            body = {"text": question[:2000]} | ({"conversation_id": conversation} if conversation and number % 4 else {})
            started = time.perf_counter()
            answer = client.post("/api/v1/messages", json=body)
            taken.append((time.perf_counter() - started) * 1000)
            errors += answer.status_code != 200 or answer.json()["outcome"] == "unavailable"
            conversation = answer.json().get("conversation_id") if answer.status_code == 200 else None
    return Times(taken, errors)


def ask_together(url: str, questions: Sequence[str], askers: int) -> Times:
    """Several askers at once, each with questions of its own."""
    found: list[Times] = []
    threads = [threading.Thread(target=lambda part=questions[i::askers]: found.append(ask(url, part))) for i in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Times([ms for times in found for ms in times.milliseconds], sum(times.errors for times in found))


def memory(program: Program) -> dict[str, int]:
    """Resident megabytes of each process with its children; shared pages count once a process (PSS where the system tells it)."""
    return {name: round(sum(_bytes(p) for p in _tree(process.pid)) / 2**20) for name, process in program.processes.items()}


def _tree(pid: int) -> list[psutil.Process]:
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]


def _bytes(process: psutil.Process) -> int:
    return getattr(process.memory_full_info(), "pss", 0) or process.memory_info().rss


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def measure(questions: Sequence[str], settings: Settings, folder: Path) -> dict[str, object]:
    """Start the program over a copy of the data and measure."""
    figures: dict[str, object] = {"bare encode and search": bare_search(settings, questions).to_json()}
    figures |= {f"{name}, {LENGTH:,} characters": times for name, times in speed_figures().items()}
    environment = {"DATABASE_URL": f"sqlite:///{folder / 'bench.db'}", "MESSAGE_RATE": "1000000 per minute", "LOG_LEVEL": "WARNING"}
    source = settings.var_dir / "signpost.db"
    if source.exists():
        with sqlite3.connect(source) as held, sqlite3.connect(folder / "bench.db") as copy:
            held.backup(copy)
    started = time.monotonic()
    with Program(folder, environment) as program:
        program.wait_ready()
        figures["start-up s"] = round(time.monotonic() - started, 1)
        ask(program.url, questions[:WARM_UP])
        figures["POST /api/v1/messages, 1 asker"] = ask(program.url, questions).to_json()
        figures[f"POST /api/v1/messages, {ASKERS} askers"] = ask_together(program.url, list(questions) * 2, ASKERS).to_json()
        figures["memory MB"] = memory(program)
    figures["memory MB, all"] = sum(figures["memory MB"].values())
    return figures


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit status: 1 when a request failed."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--questions", type=int, default=300)
    options = parser.parse_args(arguments)
    questions = [row.question for row in load_rows() if not row.history]
    random.Random(0).shuffle(questions)
    questions = (questions * (options.questions // len(questions) + 1))[:options.questions]
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(questions, load_settings(), Path(folder))
    for name, value in figures.items():
        print(f"{name:36} {value}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return int(any(isinstance(v, dict) and v.get("errors") for v in figures.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
