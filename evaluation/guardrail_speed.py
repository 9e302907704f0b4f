"""How long each guardrail takes for a message of 2,000 characters: 10,000 random ones, and 1,000 made to be slow. Milliseconds of this process.

`python -m evaluation.guardrail_speed [--random N] [--adversarial N]` prints the figures alone.
"""
from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from evaluation.guardrail_rows import load_danger, load_marked
from guardrails.cleaning import clean
from guardrails.redaction import redact
from guardrails.safeguarding import find_concern

LENGTH = 2_000
GUARDRAILS: tuple[Callable[[str], object], ...] = (clean, find_concern, redact)
# What rules with repetitions, look-arounds and lists of names are slowest on.
ODD = ("my son ", "my son jack and ", "a", "A ", "1 ", "0 ", "01", "0-", "+44 ", "1/", "3/5/", "aa-11/", "jane@", "a.", "x@y.", "oh one ", "born ", "born may ", "mrs ", "st st ",
       "st. ", "12 high ", "flat 3, ", "of school ", "Holy ", "Zxqv ", "zxqvk ", "'", "'s ", "-", "[name] ", "[name", "ref ", "i want ", "he he he ", "i not want to ", "took my ", "s u i ", "!",
       "\n", "\U0001f642", "e\u0301", "\ufe0f", "kill ", "my dad ", "called zxqvk and ", "sn1 ", "nhs number ", "dddd", "wwwwqqqqzzzz ", "\u0915\u093f ", "\u043d\u0435 ", "\u0645\u0627 ", "@", ": ")


def random_messages(count: int, seed: int) -> Iterator[str]:
    """Messages of families put together at random, cut at 2,000 characters; some in capitals or without stops."""
    chance = random.Random(seed)
    pieces = [row.text for row in load_danger()] + [row.text for row in load_marked()]
    for _ in range(count):
        text = ""
        while len(text) < LENGTH:
            text += chance.choice(pieces) + chance.choice((". ", " ", "\n", "? ", ", "))
        yield chance.choice((str, str, str, str.upper, str.lower, str.title))(text)[:LENGTH]


def adversarial_messages(count: int, seed: int) -> Iterator[str]:
    """Each odd piece alone over and over, then two to four of them in turn or at random."""
    chance = random.Random(seed)
    for number in range(count):
        if number < len(ODD):
            yield (ODD[number] * LENGTH)[:LENGTH]
            continue
        some = chance.sample(ODD, chance.randint(2, 4))
        text = "".join(some) * LENGTH if number % 2 else "".join(chance.choice(some) for _ in range(LENGTH))
        yield text[:LENGTH]


def speed_figures(randoms: int = 10_000, adversarials: int = 1_000, seed: int = 1) -> dict[str, dict[str, float]]:
    """p50, p99 and worst by guardrail and sort of message. The worst ones are run again: the best of three counts, so that a busy machine does not."""
    figures: dict[str, dict[str, float]] = {}
    sorts = {"random": list(random_messages(randoms, seed)), "adversarial": list(adversarial_messages(adversarials, seed))}
    for work in GUARDRAILS:
        work("warm up")
        for sort, messages in sorts.items():
            taken = sorted(((_timed(work, message), message) for message in messages), key=lambda pair: pair[0])
            again = [min(time_taken, _timed(work, message), _timed(work, message)) for time_taken, message in taken[-20:]]
            times = sorted([time_taken for time_taken, _ in taken[:-20]] + again)
            figures[f"{work.__name__}, {sort}"] = {"messages": len(times), "p50 ms": _at(times, 0.5), "p99 ms": _at(times, 0.99), "worst ms": round(times[-1], 2)}
    return figures


def speed_table(figures: dict[str, dict[str, float]]) -> str:
    """The figures for people."""
    lines = [f"\nGuardrails, messages of {LENGTH:,} characters{'':13}{'messages':>9}{'p50 ms':>9}{'p99 ms':>9}{'worst ms':>10}"]
    return "\n".join(lines + [f"  {name:50}{value['messages']:>9,}{value['p50 ms']:>9.2f}{value['p99 ms']:>9.2f}{value['worst ms']:>10.2f}" for name, value in figures.items()])


def _timed(work: Callable[[str], object], message: str) -> float:
    started = time.perf_counter()
    work(message)
    return (time.perf_counter() - started) * 1000


def _at(times: Sequence[float], share: float) -> float:
    return round(times[min(len(times) - 1, int(share * len(times)))], 2)


def main(arguments: list[str]) -> int:
    """Print the figures; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.guardrail_speed", description=__doc__)
    parser.add_argument("--random", type=int, default=10_000)
    parser.add_argument("--adversarial", type=int, default=1_000)
    options = parser.parse_args(arguments)
    print(speed_table(speed_figures(options.random, options.adversarial)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
