"""Unfinished: what `fhp new` left for the editor to write, and nobody has written yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhp.content.files import plain_files
from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.library import Library
from fhp.content.resources import FILE as RESOURCES
from fhp.content.timeline import FILE as TIMELINE
from fhp.problems import Problem, problem

MARKS = {"es": "POR ESCRIBIR", "en": "TO BE WRITTEN"}
MARK = re.compile(rf"\b(?:{'|'.join(MARKS.values())})\b")


def check_unfinished(library: Library) -> Iterator[Problem]:
    """No gap is published: one line a page, and one an entry of the other files."""
    for path in plain_files(library.root, "docs/**/*.md"):
        rows = _rows(path.read_text(encoding="utf-8", errors="replace"))
        if rows:
            name = path.relative_to(library.root).as_posix()
            yield problem("to-be-written", name, rows[0], found=len(rows))
    for name in (RESOURCES, GLOSSARY, TIMELINE):
        path = library.root / name
        last = -2
        for row in _rows(path.read_text(encoding="utf-8", errors="replace")) if path.exists() else []:
            if row > last + 1:  # the two languages of one text stand one below the other
                yield problem("to-be-written", name, row, found=1)
            last = row


def _rows(text: str) -> list[int]:
    """The lines that hold a mark."""
    if not MARK.search(text):
        return []
    return [number for number, row in enumerate(text.split("\n"), 1) if MARK.search(row)]
