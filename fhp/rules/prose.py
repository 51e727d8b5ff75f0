"""Prose: slips of Markdown that no tool complains of, and that a reader would see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import Page
from fhp.problems import Problem, problem
from fhp.text.rendering import headings_of

ITEM = re.compile(r"(?:[-*+]|\d+\.) +\S")


def check_prose(library: Library) -> Iterator[Problem]:
    """The text of a page has no second title, and an empty line before each list."""
    for page in library.pages:
        for heading in headings_of(library, page):
            if heading.level == 1:
                yield problem("second-title", page.name, heading.line, value=heading.text)
        yield from _check_lists(page)


def _check_lists(page: Page) -> Iterator[Problem]:
    """A list that follows a paragraph without an empty line is shown as part of that paragraph."""
    in_list = False
    previous = ""
    for number, row in enumerate(page.plain.split("\n"), page.body_line):
        is_item = ITEM.match(row) is not None
        if is_item and not in_list and previous.strip() and not previous.startswith(("#", "<", ":", " ")):
            yield problem("glued-list", page.name, number)
        in_list = is_item or (in_list and bool(row.strip()))
        previous = row
