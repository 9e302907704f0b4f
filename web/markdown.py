"""Articles' Markdown as HTML: no raw HTML is let through, and what comes out is cleaned once more."""
from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "ul", "ol", "li", "a", "strong", "em", "blockquote", "code", "pre", "h2", "h3", "h4", "br", "hr"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel", "sms"}


def to_html(markdown: str) -> Markup:
    """Safe HTML of a Markdown text."""
    rendered = MarkdownIt("commonmark", {"html": False}).render(markdown)
    return Markup(nh3.clean(rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noreferrer"))  # noqa: S704
