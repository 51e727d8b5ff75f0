"""Allowances: what an editor lets stand, in the entry or the page itself, with her reason (`allowed:`)."""

from __future__ import annotations

import bisect
import unicodedata
from collections.abc import Iterable

from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.library import Library
from fhp.content.pages import Allowed
from fhp.content.resources import FILE as RESOURCES
from fhp.content.timeline import FILE as TIMELINE

FEWEST = 3  # signs of a value that may cover a piece


class Allowances:
    """What is allowed in each page, and in each entry of a file from its first line to the next entry's."""

    def __init__(self, library: Library) -> None:
        self.places: dict[str, list[tuple[int, list[str]]]] = {}
        for page in library.pages:
            self._add(page.name, 1, page.meta.allowed)
        resources = library.resources
        for entry in [*resources.organisations.values(), *resources.publications.values()]:
            self._add(RESOURCES, resources.line(entry.id), entry.allowed)
        for name, entries in ((GLOSSARY, library.glossary), (TIMELINE, library.timeline)):
            for held in entries:
                self._add(name, library.lines[name].get(held.id, 1), held.allowed)
        for found in self.places.values():
            found.sort(key=lambda place: place[0])

    def _add(self, name: str, line: int, allowed: Iterable[Allowed]) -> None:
        self.places.setdefault(name, []).append((line, [_form(one.value) for one in allowed]))

    def cover(self, name: str, line: int, piece: str) -> bool:
        """Whether the entry around a line allows what was found there."""
        places = self.places.get(name, [])
        at = bisect.bisect_right([first for first, _ in places], line) - 1
        found = _form(piece)
        return at >= 0 and any(
            len(value) >= FEWEST and (value in found or found in value) for value in places[at][1] if found
        )


def _form(text: str) -> str:
    """A text as it is compared: without the difference of capitals, spaces and accents' composition."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" .,;:()[]\"'«»“”")
