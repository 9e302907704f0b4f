"""The database as the record: revisions, withdrawals, corpus version."""
from __future__ import annotations

import pytest
from sqlalchemy import select

from knowledge_base.models import ArticleRevisionRow
from knowledge_base.pack import load_pack, write_pack
from knowledge_base.store import ArticleStore, corpus_digest
from tests.knowledge_base.builders import A_YOUNG_PERSONS, an_article


@pytest.fixture
def store(database, clock):
    return ArticleStore(database, clock)


def test_a_pack_goes_in_and_comes_out_the_same(store, tmp_path):
    articles = [an_article("one-thing", young_person=A_YOUNG_PERSONS, corrects="You cannot ask."), an_article("two-things")]
    store.import_pack(articles, "editor", "first")
    write_pack(store.published(), tmp_path)
    assert sorted(load_pack(tmp_path), key=lambda a: a.id) == sorted(articles, key=lambda a: a.id)


def test_importing_the_same_again_changes_nothing(store):
    first = store.import_pack([an_article()], "editor", "first")
    again = store.import_pack([an_article()], "editor", "again")
    assert (first.added, again.added, again.changed, again.unchanged) == (1, 0, 0, 1)
    assert first.corpus_version == again.corpus_version == store.corpus_version() == 1


def test_a_change_makes_a_revision_and_keeps_the_old_one(store, database, clock):
    store.import_pack([an_article()], "first editor", "first")
    clock.advance(days=1)
    report = store.import_pack([an_article(answer="It is different now. Ask the council.")], "second editor", "the rule changed")
    assert (report.changed, report.corpus_version) == (1, 2)
    assert store.get("short-breaks-apply").answer.startswith("It is different")
    with database.reading() as session:
        rows = session.scalars(select(ArticleRevisionRow).order_by(ArticleRevisionRow.number)).all()
    assert [(r.number, r.created_by, r.reason) for r in rows] == [(1, "first editor", "first"), (2, "second editor", "the rule changed")]
    assert rows[0].content["answer"] != rows[1].content["answer"]


def test_an_article_gone_from_the_pack_is_withdrawn_and_can_come_back(store):
    store.import_pack([an_article("one-thing"), an_article("two-things")], "editor", "first")
    assert store.import_pack([an_article("one-thing")], "editor", "gone").withdrawn == 1
    assert store.get("two-things") is None and store.count() == 1
    store.import_pack([an_article("one-thing"), an_article("two-things")], "editor", "back")
    assert store.get("two-things") is not None and store.corpus_version() == 3


def test_a_draft_is_kept_but_not_shown(store):
    store.import_pack([an_article("one-thing", status="draft")], "editor", "first")
    assert store.published() == [] and store.count() == 0


def test_a_failed_import_changes_nothing(store):
    store.import_pack([an_article("one-thing")], "editor", "first")

    def broken():
        yield an_article("two-things")
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError):
        store.import_pack(broken(), "editor", "second")
    assert [a.id for a in store.published()] == ["one-thing"]


def test_the_digest_of_the_corpus_does_not_depend_on_order(store):
    store.import_pack([an_article("b-b"), an_article("a-b"), an_article("ab")], "editor", "first")
    found = store.published_revisions()
    assert corpus_digest(found) == corpus_digest(reversed(found))
