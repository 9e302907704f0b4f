"""The counts of a pack, the list of time limits, and the commands that print them."""
from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
from click.testing import CliRunner

from cli import main
from knowledge_base.articles import Section, Voice, YoungPersonVersion
from knowledge_base.content_report import gap_lines, limit_lines, report_lines
from knowledge_base.duties import duties
from knowledge_base.organisations import known_phones, organisations
from knowledge_base.pack import write_pack
from knowledge_base.reading_age import reading_age
from tests.knowledge_base.builders import A_YOUNG_PERSONS, an_article

LIMIT = "The council must tell you within 6 weeks whether it will assess. Ask in writing."


def test_the_report_counts_topics_voices_steps_duties_and_dates():
    ref = next(iter(duties()))
    articles = [an_article("one-thing", young_person=A_YOUNG_PERSONS, duty_refs=(ref,), corrects="You cannot ask."), an_article("two-things", topic="ehcp")]
    lines = list(report_lines(articles, date(2027, 3, 1)))
    text = "\n".join(lines)
    assert lines[0].startswith("2 articles, 1 with a young person's version")
    assert any(line.split() == ["short_breaks", "1", "1"] for line in lines) and any(line.split() == ["ehcp", "1", "0"] for line in lines)
    assert any(line.split()[:2] == ["getting_support", "2"] for line in lines)
    assert f"1 of {len(duties())} paragraphs told" in text and f"{len(duties()) - 1} gaps" in text
    assert "2 local" in text and "Due to be checked again by 2027-03-01: 2" in text and "You cannot ask." in text


def test_hard_words_are_listed_as_outliers():
    hard = Section("More", "Notwithstanding considerable administrative complexity, determination necessitates comprehensive multidisciplinary consideration.")
    text = "\n".join(report_lines([an_article("plain-thing"), an_article("hard-thing", sections=(hard,))], date(2026, 11, 24)))
    assert "outlier" in text and "hard-thing" in text.split("outlier")[1] and "plain-thing" not in text.split("outlier")[1]


def test_reading_age_reads_list_items_as_sentences_and_no_headings():
    short = Voice("parent", "T", "Ask the school.", (Section("Consideration of administrative complexity", "Do this:\n\n- ask\n- wait\n- ask again"),))
    assert reading_age(short) < 7


def test_each_time_limit_is_listed_with_its_rule_and_its_articles():
    lines = list(limit_lines([an_article("one-thing", answer=LIMIT)]))
    at = next(number for number, line in enumerate(lines) if line.startswith("6 weeks") and "whether it will assess" in line)
    assert "regulation 5" in lines[at] and lines[at + 1].strip() == "in 1: one-thing"


def test_check_names_file_and_line_and_fails_and_a_good_pack_passes(tmp_path):
    write_pack([an_article("one-thing", answer=LIMIT, sections=())], tmp_path)
    assert CliRunner().invoke(main, ["content", "check", str(tmp_path)]).output == "1 articles, no mistakes.\n"
    write_pack([an_article("one-thing", answer=LIMIT.replace("6", "9"), sections=())], tmp_path)
    found = CliRunner().invoke(main, ["content", "check", str(tmp_path)])
    assert found.exit_code == 1 and "one-thing.md:" in found.output and "'9 weeks'" in found.output


def test_report_commands_print(tmp_path):
    write_pack([an_article("one-thing", answer=LIMIT)], tmp_path)
    assert "1 articles" in CliRunner().invoke(main, ["content", "report", str(tmp_path)]).output
    assert "regulation 5" in CliRunner().invoke(main, ["content", "report", str(tmp_path), "--time-limits"]).output


def test_fingerprints_are_taken_from_text_files(tmp_path):
    (tmp_path / "a.txt").write_text("one two three four five six seven eight nine", encoding="utf-8")
    to = tmp_path / "prints.npy"
    assert CliRunner().invoke(main, ["content", "fingerprint", str(tmp_path), "--to", str(to)]).output == "2 fingerprints of 1 documents.\n"
    assert len(np.load(to)) == 2


def test_every_organisation_has_words_and_local_ones_a_date():
    for each in organisations().values():
        assert each.name and each.does and (not each.local or each.checked_on), each.id
    assert {"01225764647", "999", "116123"} <= known_phones()


def test_gaps_that_young_people_met_come_first_and_those_written_since_are_told_apart():
    articles = [an_article("met"), an_article("unmet"), an_article("written", young_person=YoungPersonVersion("You can."))]
    lines = list(gap_lines(articles, Counter({"written": 1, "met": 3}), 30))
    assert lines[0] == "Young people got parents' words 4 times in the last 30 days"
    assert lines[1].split()[:2] == ["3", "met"] and "has words for young people now" in lines[2]
    assert lines[-1] == "2 of 3 articles have no young person's version; 1 of them nobody met"
