"""The encoder used at query time. Needs numpy, onnxruntime and tokenizers only; runs on Python 3.10 and 3.11+."""
from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MANIFEST_FILE = "manifest.json"
BATCH_SIZE = 32


class EncoderMissing(RuntimeError):
    """The exported encoder is not where it should be."""


class OnnxEncoder:
    """Sentence embeddings, mean-pooled and normalised, equal to sentence-transformers' within float32 rounding.

    Args:
        folder: where `encoder.export` wrote model, tokenizer and manifest.
        threads: CPU threads for one call; 1 suits a server with several askers.

    Raises:
        EncoderMissing: a file of the folder is missing.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        folder = Path(folder)
        for name in (MODEL_FILE, TOKENIZER_FILE, MANIFEST_FILE):
            if not (folder / name).is_file():
                raise EncoderMissing(f"the encoder is not built: {folder / name} is missing")
        import onnxruntime
        from tokenizers import Tokenizer

        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        self.model_hash: str = manifest["model_sha256"]
        self.dimension: int = manifest["dimension"]
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.enable_truncation(manifest["max_tokens"])
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Embed texts.

        Returns:
            float32 array of shape (len(texts), dimension); every row has length 1.
        """
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        rows = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(order), BATCH_SIZE):
            part = order[start:start + BATCH_SIZE]
            rows[part] = self._encode_batch([texts[i] for i in part])
        return rows

    def _encode_batch(self, texts: list[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encoded], np.int64)
        mask = np.array([e.attention_mask for e in encoded], np.int64)
        tokens = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        weights = mask[:, :, None].astype(np.float32)
        pooled = (tokens * weights).sum(1) / np.maximum(weights.sum(1), 1e-9)
        return pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12)
