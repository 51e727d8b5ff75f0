"""Facets: the organisations by kind of help, by region and by name, in pages small enough for a slow phone.

A shelf is one value of a facet; what does not fit on one page goes on, in numbered parts. No words are written
here: the directory's pages and lists, the navigation and the site map all read these shelves.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from fhp.content.addresses import DIRECTORY
from fhp.content.languages import Language
from fhp.content.library import Library, kept
from fhp.content.resources import Organisation
from fhp.text.alphabet import order

PART = 80  # rows of a page: 80 of the longest names stay within the 14,600 bytes of a page
FACETS = ("help", "people", "reach", "languages")
BY_NAME = "names"
FEW = 3  # fewer organisations than this on a shelf: it says that it is thin
QUIET = ("paused", "historical")  # not to be counted on: behind all others, and never under "help now"
# Which region lies in which; one that is not named here lies in the world.
WITHIN = {
    **dict.fromkeys(("guatemala", "el-salvador", "honduras", "nicaragua", "costa-rica", "panama"), "central-america"),
    **dict.fromkeys(("central-america", "mexico"), "mesoamerica"),
    **dict.fromkeys(("mesoamerica", "colombia", "brazil", "bolivia", "southern-cone"), "latin-america-caribbean"),
    **dict.fromkeys(("latin-america-caribbean", "usa"), "americas"),
    **dict.fromkeys(("east-africa", "southern-africa"), "africa"),
    "chile": "southern-cone", "spain": "europe", "southeast-asia": "asia",
}  # fmt: skip
WORLD = "global"
REGIONS = ("mesoamerica", "latin-america", "world", "elsewhere")  # nearest to the readers of this library first
RESERVED = {*FACETS, BY_NAME, DIRECTORY, "index"}  # ids that would stand where the build puts something else


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
            return f"{DIRECTORY}/{BY_NAME}/{part}.md"
        stem = f"{DIRECTORY}/{self.facet}/{self.value}"
        return f"{stem}.md" if part == 1 else f"{stem}/{part}.md"


@kept
def shelves(library: Library) -> tuple[Shelf, ...]:
    """Every shelf with something on it, in the order of the lists; by name only where one page is not enough."""
    entries = tuple(library.resources.organisations.values())
    found = []
    for facet in FACETS:
        for value in library.default.words.get(facet, {}):
            here = tuple(entry for entry in entries if value in getattr(entry, facet))
            count = sum(len(_groups(facet, entry)) for entry in here)
            found += [Shelf(facet, value, here, count)] if here else []
    if len(entries) > PART:
        found.append(Shelf(BY_NAME, "", entries, len(entries)))
    return tuple(found)


@kept
def shelf_pages(library: Library) -> dict[str, tuple[Shelf, int]]:
    """Maps the path of a shelf's page to the shelf and the number of the part."""
    return {shelf.path(part): (shelf, part) for shelf in shelves(library) for part in range(1, shelf.parts + 1)}


def rows(shelf: Shelf, language: Language, today: datetime.date) -> list[Row]:
    """Every row in reading order: by group, fresh before stale, then by name; names alone where they are the facet."""
    found = [Row(group, entry) for entry in shelf.organisations for group in _groups(shelf.facet, entry)]
    if shelf.facet == BY_NAME:
        return sorted(found, key=lambda row: by_name(row.organisation, language))
    groups = [*language.words.get("help", {})] if shelf.facet == "reach" else [*REGIONS]
    place = {group: number for number, group in enumerate(groups)}
    return sorted(found, key=lambda row: (place.get(row.group, len(place)), *rank(row.organisation, language, today)))


def rank(entry: Organisation, language: Language, today: datetime.date) -> tuple[Any, ...]:
    """A key to sort by: fresh entries before those past their review, quiet ones last, each by name."""
    return (entry.status in QUIET, entry.is_stale(today), *by_name(entry, language))


def shelf_title(language: Language, shelf: Shelf, part: int = 1) -> str:
    """What a reader calls a page of a shelf: 'Apoyo legal', 'Apoyo legal (2 de 4)'."""
    named = shelf.facet == BY_NAME
    title = language.word("directory", "by-name") if named else language.word(shelf.facet, shelf.value)
    text = language.word("directory", "part")
    return title if part == 1 and not named else text.format(title=title, part=part, parts=shelf.parts)


def region(organisation: Organisation) -> str:
    """The nearest of the REGIONS that an organisation serves."""
    inside = {place for value in organisation.reach for place in (value, *wider(value))}
    if "mesoamerica" in inside:
        return "mesoamerica"
    if "latin-america-caribbean" in inside or "americas" in organisation.reach:
        return "latin-america"
    return "world" if {WORLD, "global-south"} & set(organisation.reach) else "elsewhere"


def wider(value: str) -> list[str]:
    """The regions around a region, the nearest first: who serves them serves it too."""
    if value == WORLD:
        return []
    around = WITHIN.get(value, WORLD)
    return [around, *wider(around)]


def by_name(organisation: Organisation, language: Language) -> tuple[Any, ...]:
    """A key to sort by: the name as the language's readers look it up; the id settles a draw."""
    return (_order(organisation.name[language.code], language), organisation.id)


_order = lru_cache(maxsize=10_000)(order)  # an organisation stands on many shelves


def _groups(facet: str, entry: Organisation) -> list[str]:
    """The second grouping: a region is read by kind of help, all else by region, names as they come."""
    if facet == "reach":
        return list(dict.fromkeys(entry.help))
    return [""] if facet == BY_NAME else [region(entry)]
