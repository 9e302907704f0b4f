"""`python -m evaluation.fit_danger`: trains the second look for danger and writes second_look/{adaptation.npz,head.npz,thresholds.json}.

The packaged encoder is adapted by thin matrices (as `evaluation.adapt` does for search) together with one linear layer over the kinds of danger.
Trained on the tune part of the messages of danger and near misses, masked as the program masks them, and on ordinary questions: the tune questions
and the articles' own wordings. Thresholds come from messages held out of the training (`--folds`), one whole writer's batch at a time, so that they do
not flatter. Nothing of a report part is read. About 15 minutes a run on two cores, and as many runs as there are folds plus one.
"""
from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import numpy as np

from encoder.adaptation import save_adaptation
from encoder.weights import verify_weights, weights_folder
from evaluation.adapt import add_matrices, embed, worsened
from evaluation.dataset import load_rows
from evaluation.guardrail_rows import load_danger
from guardrails.redaction import redact
from guardrails.safeguarding import find_concern
from knowledge_base.pack import SHIPPED_PACK, load_pack
from second_look.danger_model import DangerModel
from second_look.head import ADAPTATION_FILE, NO_DANGER, THRESHOLDS_FILE, Head, Thresholds, save_head

SEED = 11
EPOCHS = 4
BATCH = 32
RANK = 16
RATE, HEAD_RATE = 1e-3, 1e-2
TOKENS = 128
SMOOTHING = 0.05
SCALE = 8.0                # embeddings have length 1; the head wants room
WORDINGS = 1_500           # of the articles' wordings, drawn at random among those in which no rule finds danger
REPORT_STEPS = 25
FALSE_ALARMS = 0.02        # share of near misses at which the urgent threshold stands
GENTLE_ALARMS = 0.10       # and the gentle one
LOST_BY_VETO = 0.002       # share of messages of danger that the veto may take from the rules


@dataclass(frozen=True)
class Example:
    """A masked message, its kind ("none" for no danger) and the batch that it was written in."""

    text: str
    kind: str
    batch: str


def examples() -> list[Example]:
    """Everything that may be learnt from."""
    chance = random.Random(SEED)
    danger = [Example(redact(row.text).text, row.kind, row.batch) for row in load_danger() if row.split == "tune" and row.language == "en"]
    questions = [Example(redact(row.question).text, NO_DANGER, "questions") for row in load_rows() if row.split == "tune"]
    wordings = [wording for article in load_pack(SHIPPED_PACK) for wording in article.wordings if find_concern(wording) is None]
    chance.shuffle(wordings)
    return [*danger, *questions, *(Example(wording, NO_DANGER, "wordings") for wording in wordings[:WORDINGS])]


def train(rows: Sequence[Example], kinds: tuple[str, ...], epochs: int = EPOCHS):
    """Returns (encode, matrices, head): `encode` embeds texts with what was learnt."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    model = SentenceTransformer(str(weights_folder()), device="cpu")
    transformer, tokenize = model[0].auto_model, model.tokenizer
    added = add_matrices(transformer, RANK)
    layer = torch.nn.Linear(model.get_embedding_dimension(), len(kinds))
    optimizer = torch.optim.AdamW([{"params": [m for module in added.values() for m in (module.a, module.b)], "lr": RATE},
                                   {"params": layer.parameters(), "lr": HEAD_RATE}], weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    steps, step, started = epochs * -(-len(rows) // BATCH), 0, time.monotonic()
    transformer.train()
    for _ in range(epochs):
        for batch in _batches(rows, chance):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / 40) * max(0.05, 1 - step / steps)
            pooled = torch.nn.functional.dropout(embed(transformer, tokenize, [worsened(row.text, chance) for row in batch], TOKENS) * SCALE, 0.1)
            loss = torch.nn.functional.cross_entropy(layer(pooled), torch.tensor([kinds.index(row.kind) for row in batch]), label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            if step % REPORT_STEPS == 0:
                print(f"    step {step} of {steps}, loss {loss.item():.2f}, {time.monotonic() - started:.0f} s", flush=True)
    transformer.eval()
    head = Head(kinds, (layer.weight.detach() * SCALE).numpy(), layer.bias.detach().numpy())
    return _Trained(transformer, tokenize), {name: (module.a.detach().numpy(), module.b.detach().numpy()) for name, module in added.items()}, head


class _Trained:
    """The encoder as it was just trained, as `DangerModel` wants it."""

    def __init__(self, transformer, tokenize) -> None:
        self._transformer, self._tokenize = transformer, tokenize

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        import torch

        with torch.no_grad():
            return np.concatenate([embed(self._transformer, self._tokenize, list(texts[start:start + 64]), TOKENS).numpy() for start in range(0, len(texts), 64)])


def _batches(rows: Sequence[Example], chance: random.Random) -> list[list[Example]]:
    """Batches of messages of about one length, in a new order each time."""
    order = sorted(rows, key=lambda row: len(row.text) + 60 * chance.random())
    batches = [order[start:start + BATCH] for start in range(0, len(order), BATCH)]
    chance.shuffle(batches)
    return batches


def held_out(rows: Sequence[Example], kinds: tuple[str, ...], batches: Sequence[str], epochs: int) -> list[tuple[Example, float]]:
    """(example, probability of danger) for every message of these batches, each seen by a model that was not trained on its batch."""
    found: list[tuple[Example, float]] = []
    for batch in batches:
        print(f"    held out: {batch}", flush=True)
        encoder, _, head = train([row for row in rows if row.batch != batch], kinds, epochs)
        own = [row for row in rows if row.batch == batch]
        found += [(row, look.probability) for row, look in zip(own, DangerModel(encoder, head).look_at([row.text for row in own]), strict=True)]
    return found


def thresholds(found: Sequence[tuple[Example, float]]) -> Thresholds:
    """Where the held-out near misses leave the shares of false alarms that are allowed."""
    near = np.sort([probability for row, probability in found if row.kind == NO_DANGER])[::-1]
    danger = [(row, probability) for row, probability in found if row.kind != NO_DANGER]
    ruled = np.sort([probability for row, probability in danger if find_concern(row.text) is not None])
    at = lambda share: float(near[int(share * len(near))])  # noqa: E731
    urgent, gentle = at(FALSE_ALARMS), at(GENTLE_ALARMS)
    veto = float(ruled[int(LOST_BY_VETO * len(danger))]) if len(ruled) else 0.0
    share = lambda least: round(float(np.mean([probability >= least for _, probability in danger])), 4)  # noqa: E731
    return Thresholds(round(urgent, 4), round(gentle, 4), round(min(veto, gentle), 4), {
        "run": "python -m evaluation.fit_danger", "at": datetime.now(UTC).date().isoformat(), "held out": len(found), "near misses": len(near),
        "danger at or above urgent": share(urgent), "danger at or above gentle": share(gentle)})


def main(arguments: list[str]) -> int:
    """Train, choose thresholds, write; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.fit_danger", description=__doc__)
    parser.add_argument("--folds", nargs="*", default=None, help="batches to hold out for the thresholds; all that were written blind by default; none keeps the thresholds")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args(arguments)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    verify_weights(weights_folder())
    rows = examples()
    kinds = (NO_DANGER, *sorted({row.kind for row in rows} - {NO_DANGER}))
    print(f"    {len(rows)} messages, {sum(row.kind != NO_DANGER for row in rows)} of danger", flush=True)
    folds = sorted({row.batch for row in rows if row.batch.startswith("blind")}) if options.folds is None else options.folds
    if folds:
        THRESHOLDS_FILE.write_text(json.dumps(asdict(thresholds(held_out(rows, kinds, folds, options.epochs))), indent=1) + "\n", encoding="utf-8")
    _, matrices, head = train(rows, kinds, options.epochs)
    save_adaptation(matrices, ADAPTATION_FILE)
    save_head(head)
    print("    written; `make setup` exports the encoder anew")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
