"""Book: all articles as one text, in which every link leads to a place of the text or says that it leaves it."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from fhp.editions.articles import Article, Target, follow, read_articles
from fhp.editions.making import Making

OUTSIDE = re.compile(r"(https?:)?//")
KEPT = ("class", "id", "href", "src", "alt", "lang", "dir", "datetime", "colspan", "rowspan", "scope", "start",
        "type", "checked", "disabled", "aria-label", "aria-labelledby", "role", "open", "viewbox", "d", "x", "y",
        "width", "height", "text-anchor", "fill", "stroke", "points", "transform", "cx", "cy", "r", "x1", "x2",
        "y1", "y2", "rx", "ry", "title", "hreflang")  # fmt: skip


@dataclass(frozen=True)
class Book:
    """The articles of one language in reading order, and where each place of the site is in them."""

    making: Making
    articles: tuple[Article, ...]
    ids: dict[str, frozenset[str]]  # url of an article → the anchors in it

    def find(self, article: Article, href: str) -> tuple[str, str] | None:
        """The url and the anchor in this book to which a link of an article leads; None where it leaves the book."""
        prefix = self.making.edition.prefix
        target = follow(prefix + article.url, href)
        if target is None or not target.url.startswith(prefix):
            return None
        url = target.url.removeprefix(prefix)
        if url not in self.ids:
            return None
        return url, target.anchor if target.anchor in self.ids[url] else ""

    def outside(self, article: Article, href: str) -> str:
        """The whole address of a link that leaves the book."""
        target = follow(self.making.edition.prefix + article.url, href)
        return self.making.edition.library.settings.site_url + _written(target) if target else href

    def prepared(self, article: Article, place: Callable[[str, str], str]) -> html.HtmlElement:
        """The article with links as `place` (url, anchor) writes them, ids likewise, and marks at those that leave."""
        element = deepcopy(article.element)
        for part in element.iter():
            if isinstance(part.tag, str):
                self._prepare(article, part, place)
        element.attrib.clear()
        if article.language != self.making.code:
            element.set("lang", article.language)
        element.set("id", place(article.url, "")[1:])
        return element

    def _prepare(self, article: Article, part: html.HtmlElement, place: Callable[[str, str], str]) -> None:
        for name in [name for name in part.attrib if name not in KEPT]:
            del part.attrib[name]
        if part.get("id"):
            part.set("id", place(article.url, part.get("id")).rpartition("#")[2])
        if part.get("aria-labelledby"):
            part.set("aria-labelledby", place(article.url, part.get("aria-labelledby")).rpartition("#")[2])
        href = part.get("href")
        if href is None:
            return
        found = self.find(article, href)
        if found:
            part.set("href", place(*found))
        elif href.startswith("mailto:"):
            return
        else:
            part.set("href", self.outside(article, href))
            _mark(part, self.making.word("needs-connection"))


def _written(target: Target) -> str:
    return f"{target.url}#{target.anchor}" if target.anchor else target.url


def _mark(link: html.HtmlElement, label: str) -> None:
    mark = html.Element("span", {"class": "out", "role": "img", "aria-label": label})
    mark.text = "\u00a0↗"
    mark.tail, link.tail = link.tail, None
    link.addnext(mark)


def read_book(making: Making, site: Path) -> Book:
    """The whole library of one language."""
    articles = tuple(read_articles(making.edition, site))
    ids = {article.url: frozenset(article.element.xpath(".//@id")) for article in articles}
    return Book(making, articles, ids)
