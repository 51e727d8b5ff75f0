"""Markup: nothing on a page asks another host, runs what we did not write or restyles what the theme shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import MARKER, Page
from fhp.lists.markers import MARKERS
from fhp.problems import Problem, nearest, problem
from fhp.text.links import SCHEME, find_links

UNSAFE = re.compile(
    r"<(?P<tag>script|style|iframe|frame|object|embed|form|input|button|img|picture|video|audio|source|track|link|meta"
    r"|base|svg|math)\b|<[a-z][^>]*\s(?P<attribute>style|on[a-z]+|src|srcset|formaction)\s*=",
    re.IGNORECASE,
)


def check_markup(library: Library) -> Iterator[Problem]:
    """A page brings no markup that could fetch, run, store or restyle, and no image from another host."""
    for page in library.pages:
        yield from _check_words(page)
        for found in UNSAFE.finditer(page.plain):
            value = f"<{found['tag']}>" if found["tag"] else f"{found['attribute']}="
            yield problem("unsafe-html", page.name, page.line_of(found.start()), value=value)
        for link in find_links(page):
            if link["image"] and SCHEME.match(link["target"] or ""):
                yield problem("outside-image", page.name, page.line_of(link.start()), value=link["target"])


def _check_words(page: Page) -> Iterator[Problem]:
    """Titles and descriptions travel into feeds, histories and other people's sites: words only."""
    for key in ("title", "description", "brief"):
        text = str(getattr(page.meta, key, ""))
        if any(char in text for char in "<>&"):
            yield problem("markup-in-text", page.name, page.line(key), key=key, value=text)


def check_markers(library: Library) -> Iterator[Problem]:
    """A marker is one that the build knows."""
    for page in library.pages:
        for found in MARKER.finditer(page.body):
            if found["name"] not in MARKERS:
                hint = nearest(found["name"], MARKERS)
                yield problem("unknown-marker", page.name, page.line_of(found.start()), value=found["name"],
                              nearest=hint, options=", ".join(MARKERS))  # fmt: skip
