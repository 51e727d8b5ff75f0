"""Inner links: what a page links to exists, in its own language, down to the heading; pictures stand elsewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from fhp.content.library import Library
from fhp.content.pages import IMAGES, LEAFLET, MARKER, Page
from fhp.directory.made_pages import made_pages
from fhp.problems import Problem, nearest, problem
from fhp.text.rendering import headings_of, lacks_anchor, leads_out, links_of


def check_links_within(library: Library) -> Iterator[Problem]:
    """A page links to pages and headings that exist, by their path, in its own language."""
    for page in library.pages:
        for link in links_of(library, page):
            if not leads_out(link.target) and (link.is_image or _is_picture(link.target)):
                yield problem("typed-picture", page.name, link.line, value=link.target)
            elif not leads_out(link.target):
                yield from _check_target(library, page, link.line, unquote(link.target))
            if not link.is_image and not link.text.strip():
                yield problem("empty-link", page.name, link.line, value=link.target)


def _is_picture(target: str) -> bool:
    """Whether an address leads to a file that is put under `pictures:`."""
    return posixpath.splitext(target.partition("#")[0])[1].lower() in {*IMAGES, LEAFLET}


def _check_target(library: Library, page: Page, line: int, target: str) -> Iterator[Problem]:
    path, _, anchor = target.partition("#")
    codes = [language.code for language in library.languages]
    if "\ufffd" in target:  # percent signs that spell no letter
        yield problem("malformed-link", page.name, line, value=target)
    elif not target:
        yield problem("broken-link", page.name, line, value="()", nearest="")
    elif path.startswith("/"):
        yield problem("absolute-link", page.name, line, value=target)
    else:
        full = posixpath.normpath(posixpath.join(page.language, page.section, path)) if path else ""
        first = full.split("/")[0]
        if path and first != page.language and (first in codes or full.startswith("..")):
            yield problem("other-language", page.name, line, value=target)
        elif path:
            yield from _check_file(library, page, line, target, full.partition("/")[2], anchor)
        elif lacks_anchor(library, page, anchor):
            yield _no_anchor(library, page, page, line, anchor)


def _check_file(library: Library, page: Page, line: int, target: str, path: str, anchor: str) -> Iterator[Problem]:
    if path in made_pages(library):
        return
    if not path.endswith(".md"):
        if not (library.root / "docs" / page.language / path).is_file():
            yield _broken(library, page, line, target)
        return
    other = library.editions[page.language].shown(path)
    if other is None and any(library.is_there(language.code, path) for language in library.languages):
        return
    if other is None:
        yield _broken(library, page, line, target)
    elif anchor and (other.is_retired or lacks_anchor(library, other, anchor) and not MARKER.search(other.body)):
        yield _no_anchor(library, page, other, line, anchor)


def _no_anchor(library: Library, page: Page, other: Page, line: int, anchor: str) -> Problem:
    there = [heading.anchor for heading in headings_of(library, other)]
    return problem("broken-anchor", page.name, line, value=anchor, nearest=nearest(anchor, there))


def _broken(library: Library, page: Page, line: int, target: str) -> Problem:
    paths = [posixpath.relpath(other.path, page.section or ".") for other in library.pages]
    return problem("broken-link", page.name, line, value=target, nearest=nearest(target, paths))
