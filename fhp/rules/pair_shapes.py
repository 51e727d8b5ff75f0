"""Shapes of pairs: both languages of a page have the same headings, anchors, lists, tables and notes, in one order.

A link to `#cost` must lead somewhere in either language, and what one of them lacks is nearly always forgotten. Only
pairs that count as up to date are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import Page
from fhp.content.pairs import find_pairs
from fhp.problems import Problem, problem
from fhp.rules.typed_marks import SHOWN, line_of_text
from fhp.text.citations import find_citations
from fhp.text.html import find_blocks
from fhp.text.rendering import Rendered, rendered_pages


def check_pair_shapes(library: Library) -> Iterator[Problem]:
    """At most one line a pair, for the first part in which the two differ."""
    rendered = rendered_pages(library)
    for pair in find_pairs(library):
        if pair.state != "up-to-date" or pair.page is None:
            continue
        ours, theirs = rendered.get(pair.page.name), rendered.get(pair.original.name)
        if ours and theirs and not (ours.failed_at or theirs.failed_at):
            yield from _first(_headings(ours, theirs), _notes(pair.page, pair.original), _parts(ours, theirs))


def _first(*found: Iterator[Problem]) -> Iterator[Problem]:
    for problems in found:
        if one := next(problems, None):
            yield one
            return


def _headings(ours: Rendered, theirs: Rendered) -> Iterator[Problem]:
    """The first heading that has another level or anchor, or that only one side has."""
    pairs = zip(ours.headings, theirs.headings, strict=False)
    for here, there in pairs:
        if (here.level, here.anchor) != (there.level, there.anchor):
            where = f"{theirs.page.name}:{there.line}"
            yield problem("headings-differ", ours.page.name, here.line, value=here.text, other=where)
    shared = min(len(ours.headings), len(theirs.headings))
    for one, other in ((ours, theirs), (theirs, ours)):
        for heading in one.headings[shared:]:
            yield problem("headings-differ", one.page.name, heading.line, value=heading.text, other=other.page.name)


def _notes(page: Page, original: Page) -> Iterator[Problem]:
    """The first publication that one side cites more often than the other."""
    for one, other in ((page, original), (original, page)):
        cited, there = list(find_citations(one)), Counter(name for _, name in find_citations(other))
        seen = Counter[str]()
        for place, name in cited:
            seen[name] += 1
            if seen[name] > there[name]:
                value = f"[^{name}]"
                yield problem("citations-differ", one.name, one.line_of(place), value=value, other=other.name)


def _parts(ours: Rendered, theirs: Rendered) -> Iterator[Problem]:
    """The first paragraph, point, cell or title of a box that is of another kind, or that only one side has."""
    here, there = (list(find_blocks(page.tokens)) for page in (ours, theirs))
    kinds = [[(block.tag, block.around) for block in blocks] for blocks in (here, there)]
    if kinds[0] == kinds[1]:
        return
    shared = next((at for at, both in enumerate(zip(*kinds, strict=False)) if both[0] != both[1]), min(map(len, kinds)))
    one, other, blocks = (ours, theirs, here) if shared < len(here) else (theirs, ours, there)
    text = blocks[shared].text.strip()
    line = line_of_text(one.page, text)
    yield problem("parts-differ", one.page.name, line, value=text[:SHOWN], other=other.page.name)
