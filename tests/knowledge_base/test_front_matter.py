"""A mistake in an article names its file and line."""
from __future__ import annotations

import pytest

from knowledge_base.errors import ContentInvalid
from knowledge_base.front_matter import parse_article
from knowledge_base.pack import load_pack, render_article, write_pack
from tests.knowledge_base.builders import A_YOUNG_PERSONS, an_article, write_article

GOOD = render_article(an_article())
IN_TWO_VOICES = an_article(young_person=A_YOUNG_PERSONS, corrects="Only school can ask.")


def problems_of(tmp_path, text, name="short-breaks-apply"):
    path = write_article(tmp_path, text, name)
    with pytest.raises(ContentInvalid) as caught:
        parse_article(path)
    return caught.value.problems


def line_with(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if line.startswith(start))


def test_a_good_article_is_read_and_written_without_loss(tmp_path):
    path = write_article(tmp_path, GOOD)
    assert parse_article(path) == an_article()


def test_both_voices_are_read_and_written_without_loss(tmp_path):
    assert parse_article(write_article(tmp_path, render_article(IN_TWO_VOICES))) == IN_TWO_VOICES


def test_sections_for_young_people_need_an_answer_for_them(tmp_path):
    text = GOOD + "\n# For young people\n\n## Your part\nYou can ask.\n"
    (found,) = problems_of(tmp_path, text)
    assert "need young_person" in found.message and found.line == line_with(text, "# For young people")


@pytest.mark.parametrize("old, new, line_start, says", [
    ("topic: short_breaks", "topic: holidays", "topic:", "unknown topic 'holidays'"),
    ("stage: getting_support", "stage: nowhere", "stage:", "unknown stage"),
    ("checked_on: 2026-11-22", "checked_on: 2026-13-45", "checked_on:", ""),
    ("check_again_on: 2027-02-22", "check_again_on: 2020-01-01", "---", "before checked_on"),
    ("status: published", "status: maybe", "status:", "unknown status"),
    ("basis: local", "basis: hearsay", "basis:", "unknown basis 'hearsay'"),
    ("- wpcc", "- nobody", "who_helps:", "unknown 'nobody'"),
    ("duty_refs: []", "duty_refs: ['Schedule 2, paragraph 99']", "duty_refs:", "unknown 'Schedule 2, paragraph 99'"),
    ("owner: WPCC information team", "ownner: WPCC", "ownner:", "Extra inputs"),
    ("published_on: '2014'", "published_on: spring", "  published_on:", "must be YYYY"),
    ("  url: https://www", "  url: ftp://www", "- title:", "must start with https"),
])
def test_a_mistake_names_its_line(tmp_path, old, new, line_start, says):
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    found = problems_of(tmp_path, text)
    assert any(p.line == line_with(text, line_start) and says in p.message for p in found), found


def test_a_missing_source_is_told(tmp_path):
    start, end = GOOD.index("sources:"), GOOD.index("---\n## ")
    found = problems_of(tmp_path, GOOD[:start] + GOOD[end:])
    assert any("sources: is missing" in str(p) for p in found)
    found = problems_of(tmp_path, GOOD[:start] + "sources: []\n" + GOOD[end:])
    assert any(p.message.startswith("sources") for p in found)


def test_too_few_questions_are_told_at_their_line(tmp_path):
    text = GOOD.replace("- must i short breaks apply\n", "")
    (found,) = problems_of(tmp_path, text)
    assert found.line == line_with(text, "questions:")


@pytest.mark.parametrize("text", ["", "no front matter", "---\nid: x\n", "---\n- a\n- b\n---\n", "---\nid: [\n---\n"])
def test_a_file_without_front_matter_is_told(tmp_path, text):
    assert problems_of(tmp_path, text)[0].line >= 1


def test_a_name_that_differs_from_the_id_is_told(tmp_path):
    assert "differs from the file's name" in str(problems_of(tmp_path, GOOD, "other")[0])


def test_a_heading_without_words_is_told(tmp_path):
    assert "a section needs" in str(problems_of(tmp_path, GOOD + "\n## Empty\n")[0])


def test_duplicates_across_a_pack_are_told_with_both_files(tmp_path):
    one, two = an_article("one-thing"), an_article("another-thing")
    write_pack([one, two], tmp_path)
    again = an_article("third-thing", questions=(*an_article("third-thing").questions[:5], "HOW ABOUT one thing?"))
    write_pack([again], tmp_path)
    write_article(tmp_path / "copy", render_article(one), "one-thing")
    with pytest.raises(ContentInvalid) as caught:
        load_pack(tmp_path)
    text = str(caught.value)
    assert "id 'one-thing' stands in" in text and "'HOW ABOUT one thing?' stands in" in text


def test_a_related_article_that_does_not_exist_is_told(tmp_path):
    write_pack([an_article(related=("nothing-there",))], tmp_path)
    with pytest.raises(ContentInvalid, match="'nothing-there' does not exist"):
        load_pack(tmp_path)


def test_an_empty_pack_is_told(tmp_path):
    with pytest.raises(ContentInvalid, match="no articles"):
        load_pack(tmp_path)


def test_a_pack_that_is_not_utf8_is_told(tmp_path):
    (tmp_path / "bad.md").write_bytes(b"---\nid: \xff\n---\n")
    with pytest.raises(ContentInvalid, match="not UTF-8"):
        load_pack(tmp_path)


def test_a_wording_that_two_articles_share_is_told_in_the_young_persons_list_too(tmp_path):
    write_pack([an_article("one-thing", young_person=A_YOUNG_PERSONS), an_article("two-things", questions=(
        *an_article("two-things").questions, "Can I ask myself?"))], tmp_path)
    with pytest.raises(ContentInvalid, match="'Can I ask myself.' stands in"):
        load_pack(tmp_path)
