"""Markdown to HTML that is safe to show, and to the plain text that search and answers use."""
from __future__ import annotations

from functools import lru_cache

import nh3
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

TAGS = {"p", "ul", "ol", "li", "a", "strong", "em", "blockquote", "code", "pre", "h2", "h3", "h4", "br", "hr"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel", "sms"}


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def to_html(markdown: str) -> str:
    """Safe HTML: no raw HTML of the author's, only the allowed tags, links with rel set."""
    return nh3.clean(_markdown().render(markdown), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noreferrer")


@lru_cache(maxsize=20_000)
def to_text(markdown: str) -> str:
    """The words alone: one line a paragraph, list items marked with "- "."""
    soup = BeautifulSoup(_markdown().render(markdown), "html.parser")
    lines = []
    for block in soup.find_all(["p", "li", "h2", "h3"]):
        if block.name == "li" and block.find("p") is None or block.name != "li":
            text = " ".join(block.get_text().split())
            mark = "- " if block.name == "li" or block.find_parent("li") else ""
            if text:
                lines.append(mark + text)
    return "\n".join(lines)
