"""Navigation: where the reader is, what lies around her, and what this page is tied to.

The cost is constant: a path, a bounded number of neighbours, one step back and one on; never the whole tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from fhp.content.addresses import DIRECTORY, organisation_path
from fhp.content.dates import write_dates
from fhp.content.glossary import Term
from fhp.content.languages import Language
from fhp.content.library import Edition, Library, kept
from fhp.content.pages import Page
from fhp.content.pairs import state_of
from fhp.content.timeline import Event
from fhp.directory.made_pages import made_pages
from fhp.directory.shelves import FACETS, shelf_pages, shelf_title, shelves
from fhp.lists.letter_pages import letter_parts
from fhp.text.long_lists import TIMELINE, homes
from fhp.text.references import refer_to_term

NEIGHBOURS = 12  # at most, the page itself included
ORDER = ("strategy", "tool", "pillar", "principle", "concept", "case", "dialogue", "news", "page", "organisation",
         "term", "event")  # fmt: skip
ABOVE = {"strategy": ("pillar", "principle")}  # what a page of this type says at its top that it belongs to
EVENTS = 8  # of the timeline, at most: who has more to her name has the timeline itself
Naming = TypeVar("Naming", Term, Event)


@dataclass(frozen=True)
class Step:
    """A link: `path` below the language's folder (as in 'framework/index.md'), `language` of the text behind it."""

    title: str
    path: str
    language: str
    is_current: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class Reading:
    """What the theme needs to know of the page being read, beyond its text."""

    language: Language
    page: Page
    state: str
    crumbs: tuple[Step, ...]
    neighbours: tuple[Step, ...]
    previous: Step | None
    following: Step | None
    belongs: tuple[tuple[str, tuple[Step, ...]], ...]  # of the ties, those that are said at the top of the page
    ties: tuple[tuple[str, tuple[Step, ...]], ...]  # (type, links)
    versions: tuple[tuple[Language, bool], ...]  # every language, and whether the page is written in it

    @property
    def is_fallback(self) -> bool:
        """Whether the reader gets another language's text, since hers has none."""
        return self.page.language != self.language.code


def find_reading(edition: Edition, page: Page) -> Reading:
    """Everything around `page` as `language` shows it."""
    if page.path in made_pages(edition.library):
        return _find_directory_reading(edition, page)
    if page.path in letter_parts(edition.library):
        return _find_letter_reading(edition, page)
    previous, following = _beside(edition).get(page.path, (None, None))
    ties = _ties(edition, page.meta.id)
    above = ABOVE.get(page.meta.type, ())
    return Reading(
        language=edition.language,
        page=page,
        state=state_of(edition, page.path),
        crumbs=tuple(_crumbs(edition, page)),
        neighbours=tuple(_neighbours(edition, page)),
        previous=_step(previous) if previous else None,
        following=_step(following) if following else None,
        belongs=tuple((kind, steps) for kind, steps in ties if kind in above),
        ties=tuple((kind, steps) for kind, steps in ties if kind not in above),
        versions=tuple(
            (other.language, other.written(page.path) is not None) for other in edition.library.editions.values()
        ),
    )


@kept
def _beside(edition: Edition) -> dict[str, tuple[Page | None, Page | None]]:
    """Maps the path of a page to the pages before and after it in reading order."""
    ordered = edition.standing
    neighbours = zip(ordered, [None, *ordered], [*ordered[1:], None], strict=False)
    return {page.path: (previous, following) for page, previous, following in neighbours}


def _find_directory_reading(edition: Edition, page: Page) -> Reading:
    """Around a page made from resources.yaml: the other shelves of its facet, the other parts of its shelf."""
    shelf, part = shelf_pages(edition.library).get(page.path, (None, 0))
    facet = shelf.facet if shelf and shelf.facet in FACETS else FACETS[0]
    around = [Step(shelf_title(edition.language, other), other.path(), edition.code, other is shelf)
              for other in shelves(edition.library) if other.facet == facet]  # fmt: skip
    parts = [Step(shelf_title(edition.language, shelf, n), shelf.path(n), edition.code)
             for n in range(1, shelf.parts + 1)] if shelf else []  # fmt: skip
    crumbs = [_step(index) for folder in ("", DIRECTORY) if (index := _index(edition, folder))]
    first = edition.page("help-now")
    return Reading(
        language=edition.language,
        page=page,
        state="",  # it is not a translation: both languages stand in the same entry
        crumbs=tuple([*crumbs, *parts[:1]] if part > 1 else crumbs),
        neighbours=(*([_step(first)] if first else []), *_window(around)),
        previous=parts[part - 2] if part > 1 else None,
        following=parts[part] if part < len(parts) else None,
        belongs=(),
        ties=tuple(_ties(edition, page.meta.id)),
        versions=tuple((other, True) for other in edition.library.languages),
    )


def _find_letter_reading(edition: Edition, page: Page) -> Reading:
    """Around a letter of a long list: the list itself; the other letters stand in the page."""
    whole = edition.shown(f"{page.section}.md")
    return Reading(
        language=edition.language,
        page=page,
        state="",  # nobody wrote it
        crumbs=tuple([*_crumbs(edition, whole), _step(whole)] if whole else []),
        neighbours=(),
        previous=None,
        following=None,
        belongs=(),
        ties=(),
        versions=tuple((other, True) for other in edition.library.languages),
    )


def find_sections(edition: Edition, path: str) -> list[Step]:
    """The rooms of the library, for the menu: the same few on every page."""
    here = path.split("/")[0]
    pages = edition.children("index.md")
    return [Step(page.meta.title, page.path, page.language, page.path.split("/")[0] == here) for page in pages]


def _step(page: Page, current: Page | None = None) -> Step:
    return Step(page.meta.title, page.path, page.language, page is current)


def _index(edition: Edition, folder: str) -> Page | None:
    return edition.shown(f"{folder}/index.md" if folder else "index.md")


def _crumbs(edition: Edition, page: Page) -> list[Step]:
    """The indexes above the page, the front page first."""
    if page.path == "index.md":
        return []
    folders = page.section_above.split("/") if page.section_above else []
    indexes = [_index(edition, "/".join(folders[:depth])) for depth in range(len(folders) + 1)]
    return [_step(index) for index in indexes if index and index is not page]


def _neighbours(edition: Edition, page: Page) -> list[Step]:
    """The pages of the same section, as many as fit around this one; at the top these are the rooms of the menu."""
    index = _index(edition, page.section_above) if page.section_above else None
    if index is None:
        return []
    around = edition.children(index.path)
    return _window([_step(other, page) for other in around])


def _window(steps: list[Step]) -> list[Step]:
    """As many as fit, the current one among them."""
    place = next((n for n, step in enumerate(steps) if step.is_current), 0)
    first = max(0, min(place - NEIGHBOURS // 2, len(steps) - NEIGHBOURS))
    return steps[first : first + NEIGHBOURS]


def _ties(edition: Edition, entry_id: str) -> list[tuple[str, tuple[Step, ...]]]:
    """What is tied to an entry, by kind."""
    kinds: dict[str, list[Step]] = {}
    for other in edition.library.ties.get(entry_id, []):
        page = edition.page(other)
        organisation = edition.resources.organisations.get(other)
        if page and not page.is_retired:
            kinds.setdefault(page.meta.type, []).append(_step(page))
        elif organisation:
            kinds.setdefault("organisation", []).append(
                Step(organisation.name[edition.code], organisation_path(other), edition.code)
            )
    kinds["term"] = list(_terms(edition, entry_id))
    kinds["event"] = list(_events(edition, entry_id))
    return [(kind, tuple(kinds[kind])) for kind in ORDER if kinds.get(kind)]


def _terms(edition: Edition, entry_id: str) -> Iterator[Step]:
    """The terms of the glossary that lead here."""
    for term in _terms_naming(edition.library).get(entry_id, []):
        place = refer_to_term(edition, term.id)
        if place:
            yield Step(place.title, place.path, place.language, anchor=place.anchor)


def _events(edition: Edition, entry_id: str) -> Iterator[Step]:
    """The events of the timeline that lead here, by their dates; the timeline alone where they are many."""
    events = _events_naming(edition.library).get(entry_id, [])
    home = homes(edition).get(TIMELINE) if events else None
    page = edition.shown(home) if home else None
    if page and len(events) > EVENTS:
        yield _step(page)
    elif page:
        for event in events:
            yield Step(write_dates(event, edition.language), page.path, page.language, anchor=event.id)


@kept
def _terms_naming(library: Library) -> dict[str, list[Term]]:
    """Maps an id to the terms that name it as related."""
    return _naming(library.glossary)


@kept
def _events_naming(library: Library) -> dict[str, list[Event]]:
    """Maps an id to the events that name it as related."""
    return _naming(library.timeline)


def _naming(entries: Iterable[Naming]) -> dict[str, list[Naming]]:
    naming: dict[str, list[Naming]] = {}
    for entry in entries:
        for related in entry.related:
            naming.setdefault(related, []).append(entry)
    return naming
