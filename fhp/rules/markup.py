"""Markup: nothing on a page asks another host, runs what we did not write or restyles what the theme shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import MARKER, SHEET, Page, mask
from fhp.lists.markers import MARKERS
from fhp.problems import Problem, nearest, problem
from fhp.text.rendering import (
    Rendered,
    find_too_long,
    leads_out,
    rendered_pages,
)

OPEN_MARKER = re.compile(r"^<!-- [a-z]+(?:: [a-z-]+)?[ \t]*$(?!.*-->)", re.MULTILINE | re.DOTALL)
RULES = {"unsafe": "unsafe-html", "comment": "hidden-comment", "unclosed": "unclosed-html"}


def check_markup(library: Library) -> Iterator[Problem]:
    """A page brings nothing that could fetch, run, store or restyle, nothing hidden, and leaves nothing unclosed."""
    rendered = rendered_pages(library)
    for page in library.pages:
        yield from _check_words(page)
        found = rendered.get(page.name)
        if found is None:
            yield problem("too-much-text", page.name, find_too_long(page))
        elif found.failed_at:
            yield problem("unreadable-markdown", page.name, found.failed_at)
        else:
            for offence, line in found.offences:
                if offence.kind in RULES:  # an address is judged with the others
                    yield problem(RULES[offence.kind], page.name, line, value=offence.value)
            yield from _check_ids(found)
        for link in found.links if found else ():
            if link.is_image and leads_out(link.target):
                yield problem("outside-image", page.name, link.line, value=link.target)


def _check_ids(rendered: Rendered) -> Iterator[Problem]:
    """An anchor is there once: a link to it must know where to lead."""
    page = rendered.page
    for anchor, times in Counter(rendered.ids).items():
        if times > 1:
            offset = page.body.rfind(anchor)
            yield problem("double-anchor", page.name, page.line_of(max(offset, 0)), value=anchor)


def _check_words(page: Page) -> Iterator[Problem]:
    """Titles and descriptions travel into feeds, histories and other people's sites: words only."""
    for key in ("title", "description", "brief", *SHEET):
        text = str(getattr(page.meta, key, ""))
        if any(char in text for char in "<>&"):
            yield problem("markup-in-text", page.name, page.line(key), key=key, value=text)


def check_markers(library: Library) -> Iterator[Problem]:
    """A marker is one that the build knows, is closed and stands once."""
    for page in library.pages:
        if cut := OPEN_MARKER.search(mask(page.body)):
            yield problem("unclosed-html", page.name, page.line_of(cut.start()), value="<!--")
        seen: set[str] = set()
        for found in MARKER.finditer(page.body):
            if found["name"] in seen:
                yield problem("double-marker", page.name, page.line_of(found.start()), value=found["name"])
            seen.add(found["name"])
            if found["name"] not in MARKERS:
                hint = nearest(found["name"], MARKERS)
                yield problem("unknown-marker", page.name, page.line_of(found.start()), value=found["name"],
                              nearest=hint, options=", ".join(MARKERS))  # fmt: skip
