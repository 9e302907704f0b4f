"""Articles in the database: import, read, and the corpus version that tells every worker of a change."""
from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from database import Database, utc_now
from knowledge_base.articles import ArticleContent, Revision
from knowledge_base.models import ArticleRevisionRow, ArticleRow, CorpusRow

CORPUS_ROW = 1


@dataclass(frozen=True)
class ImportReport:
    """What an import did, in numbers of articles."""

    added: int
    changed: int
    unchanged: int
    withdrawn: int
    corpus_version: int


class ArticleStore:
    """Reads and writes articles and their revisions."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    def published(self) -> list[ArticleContent]:
        """Every article families may see, by id."""
        return [revision.content for revision in self.published_revisions()]

    def published_revisions(self) -> list[Revision]:
        """Every published revision, by article id."""
        with self._database.reading() as session:
            return [_revision(row) for row in session.scalars(_published().order_by(ArticleRow.id))]

    def get(self, article_id: str) -> ArticleContent | None:
        """The published state of one article, or None."""
        with self._database.reading() as session:
            row = session.scalar(_published().where(ArticleRow.id == article_id))
            return None if row is None else _revision(row).content

    def corpus_version(self) -> int:
        """Number that moves with every change of what families may see; 0 before the first import."""
        with self._database.reading() as session:
            row = session.get(CorpusRow, CORPUS_ROW)
            return 0 if row is None else row.version

    def import_pack(self, articles: Iterable[ArticleContent], by: str, reason: str) -> ImportReport:
        """Bring the record to the state of a whole pack, in one transaction: new and changed articles get a revision,
        published ones that the pack no longer holds are withdrawn, and nothing moves where nothing changed."""
        counts = {"added": 0, "changed": 0, "unchanged": 0}
        with self._database.writing() as session:
            held = {row.id: row for row in session.scalars(select(ArticleRow))}
            for content in articles:
                counts[self._import_one(session, held.pop(content.id, None), content, by, reason)] += 1
            gone = [row for row in held.values() if row.published_number is not None]
            for row in gone:
                row.status, row.published_number, row.updated_at = "withdrawn", None, self._clock()
            session.flush()
            version = self._move_corpus(session)
        return ImportReport(**counts, withdrawn=len(gone), corpus_version=version)

    def _import_one(self, session: Session, row: ArticleRow | None, content: ArticleContent, by: str, reason: str) -> str:
        now, digest = self._clock(), content.digest
        latest = None if row is None else session.scalar(
            select(ArticleRevisionRow).where(ArticleRevisionRow.article_id == content.id)
            .order_by(ArticleRevisionRow.number.desc()).limit(1))
        visible = content.status == "published"
        if latest is not None and latest.digest == digest and row.published_number == (latest.number if visible else None):
            return "unchanged"
        number = 1 if latest is None else latest.number + 1
        if row is None:
            row = ArticleRow(id=content.id, created_at=now)
            session.add(row)
        row.status, row.updated_at, row.published_number = content.status, now, number if visible else None
        session.flush()
        session.add(ArticleRevisionRow(article_id=content.id, number=number, content=content.to_json(), digest=digest,
                                       created_at=now, created_by=by, reason=reason))
        return "added" if latest is None else "changed"

    def _move_corpus(self, session: Session) -> int:
        digest = _digest((row.id, row.digest) for row in session.execute(
            select(ArticleRow.id, ArticleRevisionRow.digest).join_from(ArticleRow, ArticleRevisionRow, _is_published())))
        corpus = session.get(CorpusRow, CORPUS_ROW)
        if corpus is None:
            corpus = CorpusRow(id=CORPUS_ROW, version=0, digest="", changed_at=self._clock())
            session.add(corpus)
        if corpus.digest != digest:
            corpus.version, corpus.digest, corpus.changed_at = corpus.version + 1, digest, self._clock()
        return corpus.version

    def count(self) -> int:
        """Number of published articles."""
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(ArticleRow).where(
                ArticleRow.published_number.is_not(None))) or 0


def corpus_digest(revisions: Iterable[Revision]) -> str:
    """Digest of a set of published revisions; equal exactly when families would see the same."""
    return _digest((revision.content.id, revision.content.digest) for revision in revisions)


def _digest(pairs: Iterable[tuple[str, str]]) -> str:
    return hashlib.sha256("\n".join(f"{article_id} {digest}" for article_id, digest in sorted(pairs)).encode()).hexdigest()


def _is_published():
    return (ArticleRevisionRow.article_id == ArticleRow.id) & (ArticleRevisionRow.number == ArticleRow.published_number)


def _published():
    return select(ArticleRevisionRow).join(ArticleRow, _is_published())


def _revision(row: ArticleRevisionRow) -> Revision:
    return Revision(row.id, row.number, ArticleContent.from_json(row.content))
