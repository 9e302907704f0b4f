"""Jargon made plain in place: where a glossary term first stands in an answer or article, its words open the meaning.

The meaning is an element with the `popover` attribute, opened by a button: no script is needed, keyboard and screen reader reach it,
and a browser that does not know popovers shows the meanings as a list.
"""
from __future__ import annotations

from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString
from markupsafe import Markup, escape

from knowledge_base.glossary import Term, first_uses

LEFT_ALONE = ("a", "code", "pre", "h2", "h3", "h4", "button")
"""Elements in which no term is marked: links stay links, headings stay headings."""


@dataclass
class TermMarker:
    """Marks each term once over all the texts of one answer or article.

    `prefix` makes the meanings' ids unique on the page; `audience` picks the words of the meanings.
    """

    prefix: str
    audience: str
    terms: list[Term] = field(default_factory=list)

    def text(self, text: str) -> Markup:
        """Plain text as HTML, its first uses marked."""
        return Markup("").join(self._pieces(text))

    def html(self, html: str) -> Markup:
        """Safe HTML with its first uses marked."""
        soup = BeautifulSoup(html, "html.parser")
        for string in list(soup.find_all(string=True)):
            if type(string) is NavigableString and not string.find_parent(LEFT_ALONE):
                pieces = self._pieces(str(string))
                if len(pieces) > 1:
                    string.replace_with(BeautifulSoup("".join(pieces), "html.parser"))
        return Markup(soup.decode(formatter="minimal"))

    def id_of(self, term: Term) -> str:
        """The id of a meaning's element."""
        return f"{self.prefix}-{term.id}"

    def _pieces(self, text: str) -> list[Markup]:
        pieces, at = [], 0
        for use in first_uses(text, frozenset(term.id for term in self.terms)):
            pieces += [escape(text[at:use.start]), self._button(use.term, text[use.start:use.end])]
            self.terms.append(use.term)
            at = use.end
        return [*pieces, escape(text[at:])]

    def _button(self, term: Term, words: str) -> Markup:
        return Markup('<button type="button" class="term" popovertarget="{}" aria-label="{}: what this means">{}</button>').format(
            self.id_of(term), words, words)
