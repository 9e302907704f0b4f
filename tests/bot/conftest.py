"""The dialogue trained afresh, a small index of shipped articles, and both servers on free ports."""
from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from encoder.onnx_encoder import OnnxEncoder
from knowledge_base.articles import Revision
from knowledge_base.index import build_index
from knowledge_base.pack import SHIPPED_PACK, load_pack
from settings import load_settings
from tests.bot.servers import BOT_PYTHON, ROOT, Servers, bot_environment

TOPICS = ("personal_budgets", "transport")


@pytest.fixture(scope="session")
def trained_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dialogue's model, from the data as they stand."""
    out = tmp_path_factory.mktemp("dialogue") / "models" / "signpost.tar.gz"
    done = subprocess.run([BOT_PYTHON, "-m", "bot.train", "--out", out], cwd=ROOT, env=bot_environment(),
                          capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    return out


@pytest.fixture(scope="session")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A VAR_DIR with the encoder and an index of two topics' shipped articles."""
    folder = tmp_path_factory.mktemp("var")
    encoder_dir = load_settings().encoder_dir
    (folder / "encoder").symlink_to(encoder_dir)
    pack = folder / "pack"
    for topic in TOPICS:
        shutil.copytree(SHIPPED_PACK / topic, pack / topic)
    for path in pack.rglob("*.md"):  # articles of other topics are not there to be related to
        text = path.read_text(encoding="utf-8")
        path.write_text("".join(line for line in text.splitlines(True) if not line.startswith("related:")), encoding="utf-8")
    articles = [Revision(i + 1, 1, article) for i, article in enumerate(load_pack(pack))]
    build_index(articles, OnnxEncoder(encoder_dir, threads=2), 1, folder / "index")
    return folder


@pytest.fixture(scope="session")
def servers(trained_model: Path, var_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Dialogue and action server, started."""
    with Servers(trained_model, var_dir, tmp_path_factory.mktemp("logs")) as started:
        started.wait_ready()
        yield started
