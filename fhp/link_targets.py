"""Link targets: every address that leads out of the library, with its owner's names and where an editor finds it.

Addresses in pages are those of the page as readers get it: rendered by the same Markdown as in the build, so that
brackets, angle brackets and raw HTML are read as a browser will.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from typing import Any

from markdown import Markdown

from fhp.languages import load_settings
from fhp.library import Library
from fhp.link_checker.targets import Target
from fhp.outer_links import ADDRESS_KEYS, find_outer
from fhp.pages import Page
from fhp.resources import FILE, Linked, Organisation

WEB = ("https://", "http://")


def find_targets(library: Library) -> Iterator[Target]:
    """Addresses of organisations, publications and pages; those an editor set `check_link: false` on are left out.

    Only an organisation's own pages must carry its name: that a name is gone is a sign that the site was taken over.
    """
    resources = library.resources
    entries: list[Linked] = [*resources.organisations.values(), *resources.publications.values()]
    for entry in entries:
        if not entry.check_link:
            continue
        names = tuple(dict.fromkeys([*entry.name.values(), *entry.formerly])) if isinstance(entry, Organisation) else ()
        for key in ADDRESS_KEYS:
            url = getattr(entry, key, None)
            if url:
                yield Target(url, names if key != "archive_url" else (), ((FILE, resources.line(entry.id, key)),))
    renderer = make_renderer(load_settings(library.root))
    for page in library.pages:
        for url, line in find_addresses(page, renderer):
            yield Target(url, (), ((page.name, line),))


def make_renderer(settings: dict[str, Any]) -> Markdown:
    """Markdown as the build's settings have it."""
    names, options = ["attr_list", "md_in_html"], {}
    for entry in settings.get("markdown_extensions", []):
        name, chosen = next(iter(entry.items())) if isinstance(entry, dict) else (entry, None)
        names.append(name)
        options[name] = chosen or {}
    return Markdown(extensions=list(dict.fromkeys(names)), extension_configs=options)


def find_addresses(page: Page, renderer: Markdown) -> Iterator[tuple[str, int]]:
    """Every address of the web that a page links to, with its line."""
    try:
        reader = _Links()
        reader.feed(renderer.reset().convert(page.body))
        reader.close()
        found = reader.found
    except Exception:  # what Markdown itself cannot render, the check refuses: here we read what there is
        found = [target for _, _, target in find_outer(page)]
    after: dict[str, int] = {}
    for url in found:
        if url.startswith(WEB):
            place = find_place(page.body, url, after.get(url, 0))
            after[url] = place + 1
            yield url, page.line_of(max(place, 0))


def find_place(body: str, url: str, start: int) -> int:
    """Where in the text the address stands, as an editor may have written it; -1 where that cannot be told."""
    for written in dict.fromkeys([url, escape(url), escape(url, quote=False)]):
        place = body.find(written, start)
        if place < 0:
            place = body.find(written)
        if place >= 0:
            return place
    plain = re.sub(r"\W", "", url)
    for line in re.finditer(r"[^\n]+", body):  # with backslashes or entities in it
        if plain and plain in re.sub(r"\W", "", line[0]):
            return line.start()
    return -1


class _Links(HTMLParser):
    """Collects where links lead, browsers' way: without the spaces and line breaks that they ignore."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") if tag in ("a", "area") else None
        if target:
            self.found.append(re.sub(r"[\t\n\r]", "", target).strip())
