"""The exported encoder is the original one."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

from encoder.adaptation import adapt, adapted_hash, load_adaptation, save_adaptation
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
    adapt(original[0].auto_model, load_adaptation())
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


def test_an_adaptation_is_kept_small_and_read_as_it_was_written(tmp_path: Path):
    path, made = tmp_path / "adaptation.npz", np.random.default_rng(3)
    matrices = {"layer.one": (made.normal(size=(4, 6)), made.normal(size=(5, 4))), "layer.two": (made.normal(size=(4, 6)), np.zeros((5, 4)))}
    save_adaptation(matrices, path)
    read = load_adaptation(path)
    assert set(read) == set(matrices)
    for name, pair in matrices.items():
        assert all(np.allclose(kept, given, atol=2e-3) for kept, given in zip(read[name], pair))
    assert load_adaptation(tmp_path / "none.npz") == {}


def test_the_weights_in_use_have_a_name_of_their_own(tmp_path: Path):
    path = tmp_path / "adaptation.npz"
    assert adapted_hash("abc", path) == "abc"
    save_adaptation({"layer": (np.ones((1, 2)), np.ones((3, 1)))}, path)
    first = adapted_hash("abc", path)
    save_adaptation({"layer": (np.ones((1, 2)), np.zeros((3, 1)))}, path)
    assert len({"abc", first, adapted_hash("abc", path), adapted_hash("abd", path)}) == 4


@pytest.mark.slow
def test_an_adaptation_adds_the_product_of_its_matrices_and_refuses_another_model():
    import torch
    model = torch.nn.Sequential(torch.nn.Linear(3, 2))
    before = model[0].weight.detach().numpy().copy()
    a, b = np.array([[1.0, 2.0, 3.0]], np.float32), np.array([[10.0], [0.0]], np.float32)
    adapt(model, {"0": (a, b)})
    assert np.allclose(model[0].weight.detach().numpy() - before, [[10, 20, 30], [0, 0, 0]], atol=1e-5)
    with pytest.raises(AttributeError, match="another model"):
        adapt(model, {"7": (a, b)})
