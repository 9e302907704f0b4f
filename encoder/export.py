"""Export the packaged sentence-transformers model to ONNX fp32, adapted or as it is: `python -m encoder.export FOLDER[=ADAPTATION.npz] …`."""
from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np

from encoder.adaptation import ADAPTATION_FILE, adapt, adapted_hash, load_adaptation
from encoder.onnx_encoder import MANIFEST_FILE, MODEL_FILE, TOKENIZER_FILE, OnnxEncoder
from encoder.weights import verify_weights, weights_folder

OPSET = 17
PARITY_TOLERANCE = 1e-5
"""Largest difference in any coordinate between the exported encoder and sentence-transformers."""
PROBES = ("How do I ask for an EHC needs assessment?", "short breaks", "my son is 9 and waiting " * 40, "what is a PHB?")


def export(folder: Path, adaptation: Path | None = ADAPTATION_FILE) -> None:
    """Write model.onnx, tokenizer.json and manifest.json, compare with the original, and only then put them in place.

    Args:
        folder: where they go.
        adaptation: a file of `encoder.adaptation`, by default the one for search; None exports the packaged weights alone.

    Raises:
        WeightsInvalid: the packaged weights are not the official ones.
        RuntimeError: the exported model disagrees with sentence-transformers.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    source = weights_folder()
    sha256 = verify_weights(source)
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(source), device="cpu").eval()
    if adaptation:
        adapt(model[0].auto_model, load_adaptation(adaptation))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        target = Path(made) / "encoder"
        target.mkdir()
        _export_transformer(model[0].auto_model, target / MODEL_FILE)
        shutil.copyfile(source / TOKENIZER_FILE, target / TOKENIZER_FILE)
        manifest = {"model_sha256": adapted_hash(sha256, adaptation) if adaptation else sha256, "dimension": model.get_embedding_dimension(),
                    "max_tokens": model.max_seq_length}
        (target / MANIFEST_FILE).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        difference = parity(OnnxEncoder(target), model)
        if difference > PARITY_TOLERANCE:
            raise RuntimeError(f"the exported encoder differs from sentence-transformers by {difference:.2g}")
        if folder.exists():
            shutil.rmtree(folder)
        target.rename(folder)


def parity(encoder: OnnxEncoder, model) -> float:
    """Largest absolute difference between the two encoders over a few texts."""
    expected = model.encode(list(PROBES), normalize_embeddings=True, show_progress_bar=False)
    return float(np.abs(encoder.encode(PROBES) - expected).max())


def _export_transformer(transformer, path: Path) -> None:
    import torch

    class Tokens(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids, attention_mask):
            return self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    ids = torch.ones((2, 8), dtype=torch.long)
    axes = {0: "batch", 1: "tokens"}
    with torch.no_grad():
        torch.onnx.export(
            Tokens(), (ids, torch.ones_like(ids)), str(path), input_names=["input_ids", "attention_mask"],
            output_names=["tokens"], dynamic_axes={"input_ids": axes, "attention_mask": axes, "tokens": axes},
            opset_version=OPSET, dynamo=False)


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    warnings.simplefilter("ignore")  # the exporter's remarks are for its developers; parity is what counts here
    logging.disable(logging.WARNING)
    for argument in sys.argv[1:]:
        place, _, changes = argument.partition("=")
        export(Path(place), Path(changes) if changes else None)
