"""Facets: the organisations by kind of help, by region and by name, in pages small enough for a slow phone.

A shelf is one value of a facet; what does not fit on one page goes on, in numbered parts. No words are written
here: the directory's pages and lists, the navigation and the site map all read these shelves.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fhp.resources import Organisation

PART = 80  # rows of a page: 80 of the longest names stay within the 14,600 bytes of a page
FACETS = ("help", "reach")
BY_NAME = "names"
FOLDER = "directory"
QUIET = ("paused", "historical")  # not to be counted on: behind all others, and never under "help now"
# Nearest to the readers of this library first; a region that is not named here belongs to the last.
REGIONS = {
    "mesoamerica": ("mesoamerica", "central-america", "mexico", "guatemala", "el-salvador", "honduras", "nicaragua",
                    "costa-rica", "panama"),
    "latin-america": ("latin-america-caribbean", "americas", "colombia", "brazil", "chile"),
    "world": ("global", "global-south"),
    "elsewhere": (),
}  # fmt: skip
RESERVED = {*FACETS, BY_NAME, FOLDER, "index"}  # ids that would stand where the build puts something else


@dataclass(frozen=True)
class Row:
    """One line of a shelf: an organisation, under the heading of a group."""

    group: str
    organisation: Organisation


@dataclass(frozen=True)
class Shelf:
    """The organisations under one value of a facet; `count` rows, the same in every language."""

    facet: str
    value: str
    organisations: tuple[Organisation, ...] = field(repr=False)
    count: int

    @property
    def parts(self) -> int:
        """How many pages it takes."""
        return max(1, -(-self.count // PART))

    @property
    def updated(self) -> datetime.date:
        """The day its data last changed."""
        return max(entry.updated for entry in self.organisations)

    def path(self, part: int = 1) -> str:
        """Where a part is read, below the language's folder: 'directory/help/legal.md', '…/legal/2.md'."""
        if self.facet == BY_NAME:
            return f"{FOLDER}/{BY_NAME}/{part}.md"
        stem = f"{FOLDER}/{self.facet}/{self.value}"
        return f"{stem}.md" if part == 1 else f"{stem}/{part}.md"


def organisation_path(organisation: str) -> str:
    """The permanent place of an organisation's page."""
    return f"{FOLDER}/{organisation}.md"


def find_shelves(organisations: Iterable[Organisation], words: Mapping[str, Any]) -> tuple[Shelf, ...]:
    """Every shelf with something on it, in the order of the controlled lists; by name only where one page is not enough."""
    entries = tuple(organisations)
    shelves = []
    for facet in FACETS:
        for value in words.get(facet, {}):
            found = tuple(entry for entry in entries if value in getattr(entry, facet))
            count = sum(len(_groups(facet, entry)) for entry in found)
            shelves += [Shelf(facet, value, found, count)] if found else []
    if len(entries) > PART:
        shelves.append(Shelf(BY_NAME, "", entries, len(entries)))
    return tuple(shelves)


def rows(shelf: Shelf, language: str, today: datetime.date, words: Mapping[str, Any]) -> list[Row]:
    """Every row in reading order: by group, fresh before stale, then by name."""
    order = [*REGIONS] if shelf.facet == "help" else [*words.get("help", {}), ""]
    found = [Row(group, entry) for entry in shelf.organisations for group in _groups(shelf.facet, entry)]
    return sorted(found, key=lambda row: (order.index(row.group), *_rank(row.organisation, language, today)))


def in_order(
    organisations: Iterable[Organisation], language: str, today: datetime.date
) -> list[Organisation]:
    """Fresh entries before those past their review, quiet ones last, each by name."""
    return sorted(organisations, key=lambda entry: _rank(entry, language, today))


def region(organisation: Organisation) -> str:
    """The nearest of the REGIONS that an organisation serves."""
    return next((name for name, values in REGIONS.items() if set(values) & set(organisation.reach)), "elsewhere")


def by_name(organisation: Organisation, language: str) -> tuple[str, str]:
    """How a name sorts: as read, without regard to accents and capitals; the id settles a draw."""
    name = unicodedata.normalize("NFKD", organisation.name[language])
    return "".join(char for char in name if not unicodedata.combining(char)).casefold(), organisation.id


def _rank(entry: Organisation, language: str, today: datetime.date) -> tuple[bool, bool, str, str]:
    return (entry.status in QUIET, entry.is_stale(today), *by_name(entry, language))


def _groups(facet: str, entry: Organisation) -> list[str]:
    """The second grouping: a kind of help is read by region, a region by kind of help, names as they come."""
    if facet == "reach":
        return list(dict.fromkeys(entry.help))
    return [region(entry)] if facet == "help" else [""]
