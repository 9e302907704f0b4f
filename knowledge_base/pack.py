"""A content pack: a folder of Markdown articles, read as a whole and written back without loss."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.articles import ArticleContent, Section, Source
from knowledge_base.checking import Finding, check_articles
from knowledge_base.errors import ContentInvalid, ContentProblem
from knowledge_base.front_matter import YOUNG_PERSON_HEADING, line_of, parse_article

SHIPPED_PACK = Path(__file__).with_name("content")


def load_pack(folder: Path) -> list[ArticleContent]:
    """Read every `*.md` under a folder.

    Raises:
        ContentInvalid: all the mistakes of all the files, duplicates of ids and questions among them.
    """
    return [article for _, article in read_pack(folder)]


def read_pack(folder: Path) -> list[tuple[Path, ArticleContent]]:
    """The same as `load_pack`, each article with its file."""
    problems: list[ContentProblem] = []
    articles: list[tuple[Path, ArticleContent]] = []
    for path in sorted(folder.rglob("*.md")):
        try:
            articles.append((path, parse_article(path)))
        except ContentInvalid as error:
            problems.extend(error.problems)
        except UnicodeDecodeError:
            problems.append(ContentProblem(path, 1, "the file is not UTF-8"))
    problems.extend(_duplicates(articles))
    problems.extend(_dangling(articles) if not problems else [])
    if not articles and not problems:
        problems.append(ContentProblem(folder, 1, "no articles here"))
    if problems:
        raise ContentInvalid(problems)
    return articles


def check_pack(folder: Path) -> list[ArticleContent]:
    """Read a pack and hold its articles against each other, the time limits and what is known.

    Raises:
        ContentInvalid: every mistake, each with its file and line.
    """
    articles = read_pack(folder)
    paths = {article.id: path for path, article in articles}
    found = check_articles([article for _, article in articles])
    if found:
        raise ContentInvalid([ContentProblem(paths[each.article_id], _line_of_words(paths[each.article_id], each.quote), _told(each)) for each in found])
    return [article for _, article in articles]


def _told(finding: Finding) -> str:
    return f"{finding.message}\n    {finding.quote}" if finding.quote else finding.message


def _line_of_words(path: Path, words: str) -> int:
    """The line on which a sentence begins; sentences may run over lines, so its first words are looked for."""
    wanted = [word.strip("*_`[]()") for word in words.split()[:5]]
    lines = path.read_text(encoding="utf-8").split("\n")
    for count in range(len(wanted), 0, -1):
        for number, line in enumerate(lines, 1):
            if " ".join(wanted[:count]) in line:
                return number
    return 1


def normal_question(question: str) -> str:
    """A question as compared for being the same: letters and digits alone, lower case."""
    return " ".join("".join(c if c.isalnum() else " " for c in question.lower()).split())


def _duplicates(articles: list[tuple[Path, ArticleContent]]) -> Iterable[ContentProblem]:
    ids: dict[str, Path] = {}
    questions: dict[str, Path] = {}
    for path, article in articles:
        if article.id in ids:
            yield ContentProblem(path, _line(path, ("id",)), f"id {article.id!r} stands in {ids[article.id]} too")
        ids.setdefault(article.id, path)
        for number, question in enumerate(article.wordings):
            key = normal_question(question)
            if key in questions:
                yield ContentProblem(path, _line(path, _place(article, number)), f"question {question!r} stands in {questions[key]} too")
            questions.setdefault(key, path)


def _place(article: ArticleContent, wording: int) -> tuple[str | int, ...]:
    """Where one of the article's wordings stands in its front matter."""
    young = wording - len(article.questions)
    return ("questions", wording) if young < 0 else ("young_person", "questions", young)


def _dangling(articles: list[tuple[Path, ArticleContent]]) -> Iterable[ContentProblem]:
    known = {article.id for _, article in articles}
    for path, article in articles:
        for number, other in enumerate(article.related):
            if other not in known:
                yield ContentProblem(path, _line(path, ("related", number)), f"related article {other!r} does not exist")


def _line(path: Path, location: tuple[str | int, ...]) -> int:
    return line_of(path.read_text(encoding="utf-8").split("\n---", 1)[0], location)


def write_pack(articles: Iterable[ArticleContent], folder: Path) -> int:
    """Write articles as `<topic>/<id>.md`; `load_pack` gives the same articles back. Returns how many."""
    count = 0
    for article in articles:
        path = folder / article.topic / f"{article.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_article(article), encoding="utf-8")
        count += 1
    return count


def render_article(article: ArticleContent) -> str:
    """The article as a Markdown file."""
    header: dict[str, Any] = {
        "id": article.id, "title": article.title, "topic": article.topic, "audience": article.audience,
        "status": article.status, "owner": article.owner, "checked_on": article.checked_on, "basis": article.basis,
        "check_again_on": article.check_again_on, "stage": article.stage, "duty_refs": list(article.duty_refs),
        "who_helps": list(article.who_helps), "related": list(article.related)}
    if article.corrects:
        header["corrects"] = article.corrects
    header |= {"questions": list(article.questions), "answer": article.answer}
    young = article.young_person
    if young:
        header["young_person"] = {name: value for name, value in (
            ("title", young.title), ("answer", young.answer), ("questions", list(young.questions))) if value}
    header["sources"] = [_source(source) for source in article.sources]
    text = yaml.safe_dump(header, sort_keys=False, allow_unicode=True, width=110)
    parts = [_body(article.sections)]
    if young and young.sections:
        parts += [YOUNG_PERSON_HEADING, _body(young.sections)]
    return f"---\n{text}---\n" + "\n\n".join(parts) + "\n"


def _body(sections: Iterable[Section]) -> str:
    return "\n\n".join(f"## {section.heading}\n{section.body}" for section in sections)


def _source(source: Source) -> dict[str, str]:
    return {name: value for name, value in vars(source).items() if value}
