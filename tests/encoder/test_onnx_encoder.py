"""The exported encoder is the original one."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

from encoder.onnx_encoder import EncoderMissing, OnnxEncoder
from encoder.weights import WeightsInvalid, verify_weights, weights_folder
from settings import ROOT, load_settings

QUESTIONS = [
    "What is a personal health budget?", "my ds has been out of school for 3 weeks and camhs wont see him what can i do",
    "respite", "who decides", "Can the school say no to an EHC needs assessment? " * 30, "ÉHCP — naïve ‘quotes’ 🙂", "12345", "?"]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder(load_settings().encoder_dir)


@pytest.mark.model
@pytest.mark.slow
def test_parity_with_sentence_transformers(encoder):
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer
    original = SentenceTransformer(str(weights_folder()), device="cpu")
    expected = original.encode(QUESTIONS, normalize_embeddings=True, show_progress_bar=False)
    found = encoder.encode(QUESTIONS)
    assert np.abs(found - expected).max() < 1e-5
    assert (np.argsort(-found @ found.T, axis=1) == np.argsort(-expected @ expected.T, axis=1)).all()


@pytest.mark.model
def test_a_vector_does_not_depend_on_the_company_it_is_in(encoder):
    together, alone = encoder.encode(QUESTIONS), np.concatenate([encoder.encode([q]) for q in QUESTIONS])
    assert np.abs(together - alone).max() < 1e-5
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dimension)


@pytest.mark.model
@pytest.mark.rasa
def test_both_environments_give_the_same_vectors(encoder):
    code = ("from pathlib import Path; from encoder.onnx_encoder import OnnxEncoder; import sys, json; "
            "print(json.dumps(OnnxEncoder(Path(sys.argv[1])).encode(json.loads(sys.argv[2])).tolist()))")
    import json
    done = subprocess.run([str(ROOT / ".venv-bot" / "bin" / "python"), "-c", code, str(load_settings().encoder_dir), json.dumps(QUESTIONS)],
                          cwd=ROOT, capture_output=True, text=True, check=True)
    assert np.abs(np.array(json.loads(done.stdout)) - encoder.encode(QUESTIONS)).max() < 1e-5


def test_a_missing_encoder_is_told(tmp_path: Path):
    with pytest.raises(EncoderMissing, match="not built"):
        OnnxEncoder(tmp_path)


def test_weights_that_are_not_the_official_ones_are_refused(tmp_path: Path):
    with pytest.raises(WeightsInvalid, match="missing"):
        verify_weights(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(WeightsInvalid, match="SHA-256"):
        verify_weights(tmp_path)
