"""The index on disk: built whole, swapped whole, never half read."""
from __future__ import annotations

import numpy as np
import pytest

from knowledge_base.index import CURRENT, IndexMissing, build_index, current_manifest, is_current, load_index
from tests.knowledge_base.builders import WordEncoder, an_article, revisions


@pytest.fixture
def built(tmp_path):
    build_index(revisions(an_article("apples-and-pears"), an_article("ships-and-boats")), WordEncoder(), 1, tmp_path)
    return tmp_path


def test_a_built_index_is_read_back_as_it_was(built):
    index = load_index(built)
    assert [a.id for a in index.articles] == ["apples-and-pears", "ships-and-boats"]
    assert index.articles[0] == an_article("apples-and-pears")
    scores, chunk = index.parts["wording"].best(WordEncoder().encode(["About ships and boats"])[0], 400)
    assert int(np.argmax(scores)) == 1 and scores[1] == pytest.approx(1, abs=1e-3)
    assert "ships and boats" in index.chunks[chunk[1]].text


def test_title_questions_answer_and_sections_are_searched_separately(built):
    texts = {(c.part, c.section) for c in load_index(built).chunks if c.article == 0}
    assert texts == {("wording", None), ("body", None), ("body", 0), ("body", 1), ("heading", 0), ("heading", 1)}


def test_the_manifest_says_from_what_it_was_built(built):
    same = revisions(an_article("apples-and-pears"), an_article("ships-and-boats"))
    assert is_current(built, same, "words")
    assert not is_current(built, same, "another model")
    assert not is_current(built, revisions(an_article("apples-and-pears", title="Changed")), "words")


def test_no_index_is_told(tmp_path):
    assert current_manifest(tmp_path) is None
    with pytest.raises(IndexMissing):
        load_index(tmp_path)
    with pytest.raises(IndexMissing, match="import the content"):
        build_index([], WordEncoder(), 1, tmp_path)


@pytest.mark.parametrize("file", ["articles.json", "chunks.json", "vectors.faiss", "manifest.json", "recogniser.npz"])
def test_a_damaged_index_is_told(built, file):
    (built / (built / CURRENT).read_text() / file).write_bytes(b"{ broken")
    with pytest.raises(IndexMissing):
        load_index(built)


def test_a_build_that_breaks_off_leaves_the_old_index_in_place(built):
    class Breaking(WordEncoder):
        def encode(self, texts):
            raise RuntimeError("no memory")

    before = current_manifest(built)
    with pytest.raises(RuntimeError):
        build_index(revisions(an_article("new-thing")), Breaking(), 2, built)
    assert current_manifest(built) == before and load_index(built).articles


def test_old_builds_are_removed(built):
    for number in range(4):
        build_index(revisions(an_article(f"thing-{number}")), WordEncoder(), number, built)
    assert len([p for p in built.iterdir() if p.is_dir()]) == 2
    assert load_index(built).articles[0].id == "thing-3"
