"""Builders for articles, packs and a small encoder that knows words, not meaning."""
from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from knowledge_base.articles import ArticleContent, Revision, Section, Source, YoungPersonVersion
from knowledge_base.lexical import Tokenizer

LAW = Source("Children and Families Act 2014, section 36", "legislation.gov.uk", url="https://www.legislation.gov.uk/ukpga/2014/6/section/36",
             published_on="2014")


A_YOUNG_PERSONS = YoungPersonVersion("You can ask. The council answers.", "Asking for a break", ("can i ask myself",), (Section("Your part", "You say what you like."),))


def an_article(id: str = "short-breaks-apply", **changes) -> ArticleContent:
    """A valid article; any field can be changed."""
    words = id.replace("-", " ")
    values = dict(
        id=id, title=f"About {words}", topic="short_breaks", audience="parent", status="published", owner="WPCC information team",
        checked_on=date(2026, 11, 22), check_again_on=date(2027, 2, 22), basis="local",
        stage="getting_support", who_helps=("wpcc",),
        questions=tuple(f"{start} {words}" for start in ("how about", "who may", "when is", "where do we", "must i", "why is")),
        answer=f"You can ask about {words}. The council answers.", sources=(LAW,),
        sections=(Section("Who decides", f"The council decides on {words}."), Section("Time limits", "- six weeks\n- twenty weeks")))
    return ArticleContent(**{**values, **changes})


def revisions(*articles: ArticleContent) -> list[Revision]:
    """Articles as published revisions."""
    return [Revision(i + 1, 1, article) for i, article in enumerate(articles)]


def write_article(folder: Path, text: str, name: str = "short-breaks-apply") -> Path:
    """Write a file of a pack."""
    path = folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


class WordEncoder:
    """Embeds texts as bags of hashed word stems: equal words, equal vectors. Stands where the real encoder would be too slow."""

    dimension = 256
    model_hash = "words"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, shape (len(texts), dimension)."""
        rows = np.full((len(texts), self.dimension), 1e-3, np.float32)
        for row, text in zip(rows, texts):
            for word in Tokenizer()(text):
                row[int(hashlib.md5(word.encode()).hexdigest(), 16) % self.dimension] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
