"""The index on disk: FAISS vectors, chunks, and a manifest that says from what it was built.

Layout of INDEX_DIR: one folder a build, named by corpus and model, and `CURRENT`, a file that names the one in use. A build is
written beside the others and only then named, so readers never see half of one.
"""
from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import faiss
import numpy as np

from encoder.onnx_encoder import OnnxEncoder
from knowledge_base.articles import ArticleContent, Revision
from knowledge_base.chunking import BODY, HEADING, WORDING, Chunk, chunk_article, lexical_text
from knowledge_base.lexical import LexicalIndex
from knowledge_base.recognition import Recogniser, fit_recogniser, load_recogniser
from knowledge_base.store import corpus_digest

FORMAT = 5
CURRENT = "CURRENT"
KEPT_BUILDS = 2


class IndexMissing(RuntimeError):
    """There is no index to search, or it does not fit the program."""


@dataclass(frozen=True)
class Manifest:
    """From what an index was built."""

    format: int
    model_sha256: str
    corpus_digest: str
    corpus_version: int
    articles: int
    chunks: int

    @property
    def name(self) -> str:
        """Name of the build: changes with the format, the corpus and the model."""
        return f"{self.format}-{self.corpus_digest[:12]}-{self.model_sha256[:8]}"


class SearchIndex:
    """A built index in memory, read-only and safe for threads."""

    def __init__(self, manifest: Manifest, revisions: Sequence[Revision], chunks: Sequence[Chunk], vectors: np.ndarray,
                 recogniser: Recogniser) -> None:
        self.recogniser = recogniser
        self.manifest = manifest
        self.revisions = tuple(revisions)
        self.positions = {revision.content.id: i for i, revision in enumerate(self.revisions)}
        self.chunks = tuple(chunks)
        self.parts = {part: PartIndex(chunks, vectors, part, len(self.revisions)) for part in (WORDING, BODY)}
        self._headings = _headings(chunks, vectors)
        self.lexical = LexicalIndex([lexical_text(article) for article in self.articles])

    @property
    def articles(self) -> tuple[ArticleContent, ...]:
        """The articles, in the index's order."""
        return tuple(revision.content for revision in self.revisions)

    def headings(self, article: int) -> tuple[list[int], np.ndarray]:
        """Numbers of an article's sections, and the vectors of their headings, shape (sections, dimension)."""
        return self._headings.get(article, ([], np.zeros((0, 0), np.float32)))


def _headings(chunks: Sequence[Chunk], vectors: np.ndarray) -> dict[int, tuple[list[int], np.ndarray]]:
    rows: dict[int, list[int]] = {}
    for row, chunk in enumerate(chunks):
        if chunk.part == HEADING:
            rows.setdefault(chunk.article, []).append(row)
    return {article: ([chunks[row].section for row in found], vectors[found]) for article, found in rows.items()}


class PartIndex:
    """FAISS (exact inner product) over the chunks of one part."""

    def __init__(self, chunks: Sequence[Chunk], vectors: np.ndarray, part: str, articles: int) -> None:
        self._rows = np.array([i for i, chunk in enumerate(chunks) if chunk.part == part])
        self._owner = np.array([chunks[i].article for i in self._rows])
        self._articles = articles
        self._faiss = faiss.IndexFlatIP(vectors.shape[1])
        self._faiss.add(np.ascontiguousarray(vectors[self._rows]))

    def best(self, query: np.ndarray, depth: int) -> tuple[np.ndarray, np.ndarray]:
        """Best cosine of each article and the chunk (row number in the whole index) that gave it.

        Articles beyond `depth` chunks get the score of the last chunk found, and chunk -1.
        """
        found, order = self._faiss.search(query[None], min(depth, len(self._rows)))
        scores = np.full(self._articles, found[0][-1], np.float32)
        chunk = np.full(self._articles, -1)
        owners = self._owner[order[0]]
        first, at = np.unique(owners, return_index=True)
        scores[first] = found[0][at]
        chunk[first] = self._rows[order[0][at]]
        return scores, chunk


def build_index(revisions: Sequence[Revision], encoder: OnnxEncoder, corpus_version: int, folder: Path) -> Manifest:
    """Build an index, put it in place and name it current. Old builds beyond the last two are removed.

    Raises:
        IndexMissing: there is no published article to index.
    """
    if not revisions:
        raise IndexMissing("there are no published articles to index: import the content first")
    chunks = [chunk for i, revision in enumerate(revisions) for chunk in chunk_article(i, revision.content)]
    vectors = encoder.encode([chunk.text for chunk in chunks])
    manifest = Manifest(FORMAT, encoder.model_hash, corpus_digest(revisions), corpus_version, len(revisions), len(chunks))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".build-") as made:
        _write(Path(made), manifest, revisions, chunks, vectors)
        _fit(chunks, vectors, len(revisions)).save(Path(made) / "recogniser.npz")
        target = folder / manifest.name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    _name_current(folder, manifest.name)
    _remove_old(folder, manifest.name)
    return manifest


def _fit(chunks: Sequence[Chunk], vectors: np.ndarray, articles: int) -> Recogniser:
    rows = [row for row, chunk in enumerate(chunks) if chunk.part != HEADING]
    return fit_recogniser(vectors[rows], [chunks[row].article for row in rows], articles)


def _write(folder: Path, manifest: Manifest, revisions: Sequence[Revision], chunks: Sequence[Chunk], vectors: np.ndarray) -> None:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(folder / "vectors.faiss"))
    articles = [{"revision_id": r.revision_id, "number": r.number, "content": r.content.to_json()} for r in revisions]
    _write_json(folder / "articles.json", articles)
    _write_json(folder / "chunks.json", [asdict(chunk) for chunk in chunks])
    _write_json(folder / "manifest.json", asdict(manifest))


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _name_current(folder: Path, name: str) -> None:
    pointer = folder / f".{CURRENT}.{os.getpid()}"
    pointer.write_text(name, encoding="utf-8")
    pointer.replace(folder / CURRENT)


def _remove_old(folder: Path, current: str) -> None:
    builds = sorted((path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")),
                    key=lambda path: path.stat().st_mtime, reverse=True)
    for path in builds[KEPT_BUILDS:]:
        if path.name != current:
            shutil.rmtree(path, ignore_errors=True)


def current_manifest(folder: Path) -> Manifest | None:
    """Manifest of the index in use, or None when there is none that this program can read."""
    try:
        name = (folder / CURRENT).read_text(encoding="utf-8").strip()
        manifest = Manifest(**json.loads((folder / name / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return manifest if manifest.format == FORMAT else None


def is_current(folder: Path, revisions: Sequence[Revision], model_sha256: str) -> bool:
    """Whether the index in use was built from these revisions with this model."""
    manifest = current_manifest(folder)
    return manifest is not None and (manifest.corpus_digest, manifest.model_sha256) == (corpus_digest(revisions), model_sha256)


def load_index(folder: Path) -> SearchIndex:
    """Read the index in use.

    Raises:
        IndexMissing: there is none, or its files are damaged.
    """
    manifest = current_manifest(folder)
    if manifest is None:
        raise IndexMissing(f"there is no index in {folder}")
    build = folder / manifest.name
    try:
        articles = json.loads((build / "articles.json").read_text(encoding="utf-8"))
        chunks = [Chunk(**chunk) for chunk in json.loads((build / "chunks.json").read_text(encoding="utf-8"))]
        stored = faiss.read_index(str(build / "vectors.faiss"))
        vectors = stored.reconstruct_n(0, stored.ntotal)
        recogniser = load_recogniser(build / "recogniser.npz")
    except (OSError, ValueError, TypeError, RuntimeError, KeyError) as error:
        raise IndexMissing(f"the index in {build} cannot be read: {type(error).__name__}") from error
    if len(chunks) != stored.ntotal:
        raise IndexMissing(f"the index in {build} is damaged: {len(chunks)} chunks, {stored.ntotal} vectors")
    revisions = [Revision(a["revision_id"], a["number"], ArticleContent.from_json(a["content"])) for a in articles]
    return SearchIndex(manifest, revisions, chunks, vectors, recogniser)
