"""Articles: the finished pages of one language, read from the built site, in reading order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree, html

from fhp.content.addresses import DIRECTORY, organisation_path, url_of
from fhp.content.library import Edition
from fhp.content.pages import Page
from fhp.directory.shelves import by_name
from fhp.lists.letter_pages import letter_parts
from fhp.text.long_lists import A_Z, BIBLIOGRAPHY, homes

# within an article, of use on a site only: ways around it, and pictures that are there for their looks
AROUND = ".//nav[not(contains(@class, 'need'))] | .//form | .//script | .//style | .//svg[@aria-hidden]"


@dataclass(frozen=True)
class Article:
    """A page: `url` is below the language's root; `element` is its <article>, without what only a site needs."""

    url: str
    title: str
    language: str
    element: html.HtmlElement
    page: Page | None = None

    @property
    def key(self) -> str:
        """A name for files and anchors: 'framework-principles', 'index'."""
        return self.url.strip("/").replace("/", "-") or "index"


def read_articles(edition: Edition, site: Path) -> list[Article]:
    """What stands in the whole library in one file: pages, organisations, sources. Lists that only a site needs, no."""
    return [found for path in whole_paths(edition) if (found := read_article(edition, site, path))]


def whole_paths(edition: Edition) -> list[str]:
    """Paths below the language's folder: the pages in reading order, after each list what it lists."""
    standing = [page.path for page in edition.standing if page.path != homes(edition).get(A_Z)]
    entries = sorted(edition.resources.organisations.values(), key=lambda e: by_name(e, edition.language))
    organisations = [organisation_path(entry.id) for entry in entries]
    sources = sorted(path for path, (marker, _) in letter_parts(edition.library).items() if marker == BIBLIOGRAPHY)
    last = next((path for path in reversed(standing) if path.startswith(f"{DIRECTORY}/")), "")
    paths = []
    for path in standing:
        paths.append(path)
        if path == last:
            paths += organisations
        elif path == homes(edition).get(BIBLIOGRAPHY):
            paths += sources
    return paths if last else paths + organisations


def read_article(edition: Edition, site: Path, path: str) -> Article | None:
    """The page at `path` as the site shows it; None where it has none."""
    url = url_of(path)
    file = site / edition.prefix / url / "index.html"
    if not file.is_file():
        return None
    tree = html.document_fromstring(file.read_text(encoding="utf-8"))
    article = next(tree.iter("article"), None)
    if article is None:
        return None
    clean(article)
    for found in article.xpath(".//*[@id='editions']"):
        fill_place(found, edition)
    title = " ".join(next(article.iter("h1")).text_content().split())
    page = edition.shown(path)
    if page:
        article.extend(_about(edition, page))
    return Article(url, title, article.get("lang") or edition.code, article, page)


def _about(edition: Edition, page: Page) -> Iterator[html.HtmlElement]:
    """What was mended on a page, and when it was last changed."""
    said = [f"{edition.language.day(one.date)}: {one.text}" for one in page.meta.corrections]
    said = [f"{edition.word('ui', 'corrections')}. {row}" for row in said]
    for row in [*said, edition.word("ui", "updated").format(date=edition.language.day(page.meta.updated))]:
        line = html.Element("p", {"class": "meta", "lang": edition.code})
        line.text = row
        yield line


def clean(article: html.HtmlElement) -> None:
    """Leaves out what only a site needs: its lists of contents, its marks for scripts, the places to jump back to."""
    for found in article.xpath(AROUND):
        found.drop_tree()
    for choices in article.iter("nav"):
        choices.tag = "div"  # the situations, which lead to what stands below
    for comment in article.xpath(".//comment()"):
        comment.drop_tree()
    for found in article.xpath(".//*[@tabindex or @loading or @aria-current]"):
        for name in ("tabindex", "loading", "aria-current"):
            found.attrib.pop(name, None)


def fill_place(place: html.HtmlElement, edition: Edition) -> None:
    """Where the site lists the editions, an edition says where newer ones are: its own size it cannot know."""
    home = edition.library.settings.site_url + edition.prefix
    place.clear()
    line = html.Element("p")
    line.text = edition.word("editions", "newer") + " "
    link = html.Element("a", {"href": home})
    link.text = home
    line.append(link)
    place.append(line)


@dataclass(frozen=True)
class Target:
    """Where a link of the site leads: `url` from the root of the site, '' for the page itself."""

    url: str
    anchor: str


def follow(here: str, href: str) -> Target | None:
    """Where `href` leads from the page at `here` (from the root of the site); None where it leads outside."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return Target(here, parts.fragment)
    found = posixpath.normpath(posixpath.join("/", here, parts.path)).lstrip("/")
    if parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", ".."):
        found = f"{found}/" if found else ""
    return Target(found, parts.fragment)


def text_of(element: html.HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join(element.text_content().split())


def as_xml(element: html.HtmlElement) -> str:
    """The element as XHTML, without what follows it."""
    text: str = etree.tostring(element, encoding="unicode", method="xml", with_tail=False)
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
