"""`python -m evaluation.adapt`: adapt the encoder to the content's own wordings, and write encoder/adaptation.npz.

A question and a text of the same article (answer, section, title or another of its questions) are drawn together, and apart from the
texts of the other articles in the batch (softmax over the batch, both ways: the InfoNCE loss of van den Oord and others, 2018,
https://arxiv.org/abs/1807.03748). Only the thin matrices of encoder.adaptation are trained; the packaged weights stay as they are. Nothing of
`evaluation/datasets` is read. Some questions are made worse on purpose (lower case, no punctuation, slips of the finger), so that neat wording is not what is learnt.
"""
from __future__ import annotations

import math
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from encoder.adaptation import LAYERS, save_adaptation
from encoder.weights import verify_weights, weights_folder
from knowledge_base.articles import ArticleContent
from knowledge_base.pack import SHIPPED_PACK, load_pack
from knowledge_base.plain_text import to_text
from knowledge_base.shorthand import expand

SEED = 7
EPOCHS = 3
BATCH = 64           # articles in a batch; more are harder to tell apart, and cost time
RANK = 8             # of the thin matrices: 0.6 MB in half precision
RATE = 3e-4
SCALE = 20.0         # of the cosines in the softmax, as sentence-transformers has it
QUESTION_TOKENS, TEXT_TOKENS = 48, 72
BODY_SHARE, WORDING_SHARE = 0.5, 0.35     # what a question is drawn to: a body text, another wording, else a title
REPORT_STEPS = 20


@dataclass(frozen=True)
class Texts:
    """What an article offers to be drawn to."""

    bodies: tuple[str, ...]
    wordings: tuple[str, ...]
    titles: tuple[str, ...]


def texts_of(article: ArticleContent) -> Texts:
    """The article's texts as the index embeds them."""
    bodies = [f"{voice.title}. {voice.answer}" for voice in article.voices]
    bodies += [f"{voice.title}. {section.heading}. {to_text(section.body)}" for voice in article.voices for section in voice.sections]
    return Texts(tuple(map(expand, bodies)), tuple(map(expand, article.wordings)), tuple(expand(voice.title) for voice in article.voices))


def worsened(text: str, chance: random.Random) -> str:
    """The question as a tired thumb may have typed it; often unchanged."""
    if chance.random() < 0.25:
        text = text.lower()
    if chance.random() < 0.15:
        text = "".join(c for c in text if c.isalnum() or c in " '")
    if chance.random() < 0.15 and len(text) > 12:
        at = chance.randrange(len(text) - 2)
        text = chance.choice([text[:at] + text[at + 1:], text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + text[at] + text[at:]])
    return text


def drawn_to(texts: Texts, wording: str, chance: random.Random) -> str:
    """A text of the same article, not the wording itself."""
    kind, others = chance.random(), [other for other in texts.wordings if other != wording]
    if kind < BODY_SHARE:
        return chance.choice(texts.bodies)
    return chance.choice(others if others and kind < BODY_SHARE + WORDING_SHARE else texts.titles)


def batches(articles: Sequence[Texts], chance: random.Random) -> Iterator[list[tuple[int, str]]]:
    """(article, wording) pairs, every article at most once in a batch; each wording once an epoch, less what fills no batch."""
    waiting = [(number, wording) for number, texts in enumerate(articles) for wording in texts.wordings]
    chance.shuffle(waiting)
    while True:
        batch: list[tuple[int, str]] = []
        taken: set[int] = set()
        left: list[tuple[int, str]] = []
        for pair in waiting:
            if len(batch) < BATCH and pair[0] not in taken:
                batch.append(pair)
                taken.add(pair[0])
            else:
                left.append(pair)
        if len(batch) < BATCH:
            return
        waiting = left
        yield batch


def train(articles: Sequence[ArticleContent]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Module name -> (A, B) after training; prints how it goes."""
    import torch
    from sentence_transformers import SentenceTransformer

    chance = random.Random(SEED)
    torch.manual_seed(SEED)
    model = SentenceTransformer(str(weights_folder()), device="cpu")
    transformer, tokenize = model[0].auto_model, model.tokenizer
    added = add_matrices(transformer)
    texts = [texts_of(article) for article in articles]
    steps = EPOCHS * sum(len(each.wordings) for each in texts) // BATCH
    optimizer = torch.optim.AdamW([m for module in added.values() for m in (module.a, module.b)], lr=RATE, weight_decay=0.01)
    transformer.train()
    step, started = 0, time.monotonic()
    for _ in range(EPOCHS):
        for batch in batches(texts, chance):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / REPORT_STEPS) * max(0.05, 1 - step / steps)
            questions = embed(transformer, tokenize, [worsened(wording, chance) for _, wording in batch], QUESTION_TOKENS)
            answers = embed(transformer, tokenize, [drawn_to(texts[number], wording, chance) for number, wording in batch], TEXT_TOKENS)
            scores, own = SCALE * questions @ answers.T, torch.arange(len(batch))
            loss = (torch.nn.functional.cross_entropy(scores, own) + torch.nn.functional.cross_entropy(scores.T, own)) / 2
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            if step % REPORT_STEPS == 0:
                print(f"    step {step} of about {steps}, loss {loss.item():.2f}, {time.monotonic() - started:.0f} s", flush=True)
    return {name: (module.a.detach().numpy(), module.b.detach().numpy()) for name, module in added.items()}


def embed(transformer, tokenize, texts: list[str], tokens: int):
    """Embeddings of length 1 of the texts' first `tokens` tokens, a torch tensor of shape (texts, dimension)."""
    import torch

    encoded = tokenize(texts, padding=True, truncation=True, max_length=tokens, return_tensors="pt")
    mask = encoded["attention_mask"][:, :, None].float()
    pooled = (transformer(**encoded).last_hidden_state * mask).sum(1) / mask.sum(1)
    return torch.nn.functional.normalize(pooled, dim=1)


def add_matrices(transformer, rank: int = RANK) -> dict:
    """Put A and B beside each layer of LAYERS; everything else is fixed. B begins at zero, so that nothing is changed yet."""
    import torch

    class Adapted(torch.nn.Module):
        def __init__(self, layer: torch.nn.Linear) -> None:
            super().__init__()
            self.layer = layer
            self.a = torch.nn.Parameter(torch.randn(rank, layer.in_features) / math.sqrt(layer.in_features))
            self.b = torch.nn.Parameter(torch.zeros(layer.out_features, rank))

        def forward(self, values):
            return self.layer(values) + (values @ self.a.T) @ self.b.T

    for parameter in transformer.parameters():
        parameter.requires_grad_(False)
    added = {}
    for number, block in enumerate(transformer.encoder.layer):
        for path in LAYERS:
            *way, last = path.split(".")
            parent = block
            for name in way:
                parent = getattr(parent, name)
            added[f"encoder.layer.{number}.{path}"] = Adapted(getattr(parent, last))
            setattr(parent, last, added[f"encoder.layer.{number}.{path}"])
    return added


def main() -> int:
    """Train on the shipped pack and write; returns the exit status."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    verify_weights(weights_folder())
    articles = load_pack(SHIPPED_PACK)
    print(f"    adapting the encoder to {sum(len(a.wordings) for a in articles)} wordings of {len(articles)} articles", flush=True)
    save_adaptation(train(articles))
    print("    written; `make setup` exports the encoder and builds the index anew; then run `python -m evaluation.fit`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
