"""The composition root opens once, whatever the number of threads, and looks again after a failure."""
from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from subprocess import run

import pytest

from actions.services import NothingToSearch, Services
from encoder.onnx_encoder import EncoderMissing
from knowledge_base.answering import Answered, IndexMissing, Thread


class FakeAnswerer:
    """Answers, unless told that there is no index."""

    def __init__(self, index: bool = True) -> None:
        self.index = index

    def answer(self, question: str, thread: Thread, audience: str) -> Answered:
        if not self.index:
            raise IndexMissing("nothing built")
        return Answered("answered", [], {}, "a", question)

    def ready(self) -> bool:
        return self.index


def test_many_threads_open_one_answerer():
    opened: list[FakeAnswerer] = []
    gate = threading.Barrier(8)

    def open_it() -> FakeAnswerer:
        opened.append(FakeAnswerer())
        return opened[-1]

    services = Services(open_it)

    def ask(_: int) -> str:
        gate.wait(5)
        return services.answer("q", Thread(), "parent").outcome

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == ["answered"] * 8
    assert len(opened) == 1


def test_a_missing_encoder_is_looked_for_again():
    tries: list[int] = []

    def open_it() -> FakeAnswerer:
        tries.append(1)
        if len(tries) < 3:
            raise EncoderMissing("not built")
        return FakeAnswerer()

    services = Services(open_it)
    assert services.warm_up() is False
    with pytest.raises(NothingToSearch, match="EncoderMissing"):
        services.answer("q", Thread(), "parent")
    assert services.answer("q", Thread(), "parent").outcome == "answered"


def test_a_missing_index_is_found_once_it_is_built():
    answerer = FakeAnswerer(index=False)
    services = Services(lambda: answerer)
    with pytest.raises(NothingToSearch, match="IndexMissing"):
        services.answer("q", Thread(), "parent")
    answerer.index = True
    assert services.warm_up() and services.answer("q", Thread(), "parent").question == "q"


def test_importing_actions_reads_no_settings_and_opens_nothing(tmp_path):
    code = ("import sys, actions.answer_question, actions.ask_a_person, actions.services as s; "
            "assert not s._shared and 'onnxruntime' not in sys.modules")
    done = run([sys.executable, "-c", code], env={"VAR_DIR": str(tmp_path / "none"), "PYTHONPATH": ":".join(sys.path)},
               capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "none").exists()
