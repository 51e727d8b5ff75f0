"""Citing: a page names its sources, and exactly those."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import SHEET, Page
from fhp.problems import Problem, nearest, problem
from fhp.text.citations import CITATION, DEFINITION, find_citations

ALMOST = re.compile(r"\[\^[^\]\n]*\]|\[ +\^[^\]\n]*\]")


def check_citations(library: Library) -> Iterator[Problem]:
    """A page cites only publications of resources.yaml, and lists in `sources` exactly those that it cites."""
    publications = library.resources.publications
    unread = library.unread if publications else {source for page in library.pages for source in page.meta.sources}
    for page in library.pages:
        yield from _check_form(page)
        cited: dict[str, int] = {}
        for offset, publication in find_citations(page):
            cited.setdefault(publication, page.line_of(offset))
        for publication, line in cited.items():
            if publication not in publications and publication not in unread:
                hint = nearest(publication, publications)
                yield problem("unknown-source", page.name, line, value=publication, nearest=hint)
            elif publication not in page.meta.sources:
                yield problem("source-not-listed", page.name, line, value=publication)
        for position, publication in enumerate(page.meta.sources):
            line = page.line("sources", position)
            if publication not in publications and publication not in unread:
                hint = nearest(publication, publications)
                yield problem("unknown-source", page.name, line, value=publication, nearest=hint)
            elif publication not in cited and not page.is_retired:  # whose text may be gone
                yield problem("source-not-cited", page.name, line, value=publication)


def _check_form(page: Page) -> Iterator[Problem]:
    """A citation is written `[^id]` or `[^id: p. 27]`, and in the text, where it can become a note."""
    for found in ALMOST.finditer(page.plain):
        if not CITATION.fullmatch(found.group()):
            line = page.line_of(found.start())
            yield problem("malformed-citation", page.name, line, value=found.group())
    for found in DEFINITION.finditer(page.plain):
        yield problem("own-note", page.name, page.line_of(found.start()), value=found.group().strip())
    for key in ("title", "description", "brief", *SHEET):
        if "[^" in str(getattr(page.meta, key, "")):
            yield problem("citation-outside-text", page.name, page.line(key), key=key)
