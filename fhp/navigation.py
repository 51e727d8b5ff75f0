"""Navigation: where the reader is, what lies around her, and what this page is tied to.

The cost is constant: a path, a bounded number of neighbours, one step back and one on; never the whole tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fhp.catalogue import TIMELINE, home_of
from fhp.dates import write_dates
from fhp.facets import FACETS, FOLDER, shelf_title
from fhp.languages import Language
from fhp.library import Library
from fhp.pages import Page
from fhp.references import refer_to_term
from fhp.resources import Organisation
from fhp.translations import state_of

NEIGHBOURS = 12  # at most, the page itself included
ORDER = ("strategy", "tool", "pillar", "principle", "concept", "case", "dialogue", "news", "page", "organisation",
         "term", "event")  # fmt: skip
EVENTS = 8  # of the timeline, at most: who has more to her name has the timeline itself


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
    ties: tuple[tuple[str, tuple[Step, ...]], ...]  # (type, links)
    versions: tuple[tuple[Language, bool], ...]  # every language, and whether the page is written in it

    @property
    def is_fallback(self) -> bool:
        """Whether the reader gets another language's text, since hers has none."""
        return self.page.language != self.language.code


def find_reading(library: Library, language: Language, page: Page) -> Reading:
    """Everything around `page` as `language` shows it."""
    code = language.code
    if page.path in library.generated:
        return _find_directory_reading(library, language, page)
    if page.path in library.letters:
        return _find_letter_reading(library, language, page)
    previous, following = _beside(library, code).get(page.path, (None, None))
    return Reading(
        language=language,
        page=page,
        state=state_of(library, code, page.path),
        crumbs=tuple(_crumbs(library, code, page)),
        neighbours=tuple(_neighbours(library, code, page)),
        previous=_step(previous) if previous else None,
        following=_step(following) if following else None,
        ties=tuple(_ties(library, language, page.meta.id)),
        versions=tuple((other, library.at(other.code, page.path) is not None) for other in library.languages),
    )


@lru_cache(maxsize=8)
def _beside(library: Library, code: str) -> dict[str, tuple[Page | None, Page | None]]:
    """Maps the path of a page to the pages before and after it in reading order."""
    ordered = [page for page in library.pages_in(code) if not page.is_retired]
    neighbours = zip(ordered, [None, *ordered], [*ordered[1:], None], strict=False)
    return {page.path: (previous, following) for page, previous, following in neighbours}


def _find_directory_reading(library: Library, language: Language, page: Page) -> Reading:
    """Around a page made from resources.yaml: the other shelves of its facet, the other parts of its shelf."""
    shelf, part = library.shelf_pages.get(page.path, (None, 0))
    facet = shelf.facet if shelf and shelf.facet in FACETS else FACETS[0]
    around = [Step(shelf_title(language, other), other.path(), language.code, other is shelf)
              for other in library.shelves if other.facet == facet]  # fmt: skip
    parts = [Step(shelf_title(language, shelf, n), shelf.path(n), language.code)
             for n in range(1, shelf.parts + 1)] if shelf else []  # fmt: skip
    crumbs = [_step(index) for folder in ("", FOLDER) if (index := _index(library, language.code, folder))]
    first = library.page(language.code, "help-now")
    return Reading(
        language=language,
        page=page,
        state="",  # it is not a translation: both languages stand in the same entry
        crumbs=tuple([*crumbs, *parts[:1]] if part > 1 else crumbs),
        neighbours=(*([_step(first)] if first else []), *_window(around)),
        previous=parts[part - 2] if part > 1 else None,
        following=parts[part] if part < len(parts) else None,
        ties=tuple(_ties(library, language, page.meta.id)),
        versions=tuple((other, True) for other in library.languages),
    )


def _find_letter_reading(library: Library, language: Language, page: Page) -> Reading:
    """Around a letter of a long list: the list itself; the other letters stand in the page."""
    whole = library.shown(language.code, f"{page.section}.md")
    return Reading(
        language=language,
        page=page,
        state="",  # nobody wrote it
        crumbs=tuple([*_crumbs(library, language.code, whole), _step(whole)] if whole else []),
        neighbours=(),
        previous=None,
        following=None,
        ties=(),
        versions=tuple((other, True) for other in library.languages),
    )


def find_sections(library: Library, language: Language, path: str) -> list[Step]:
    """The rooms of the library, for the menu: the same few on every page."""
    here = path.split("/")[0]
    pages = library.children(language.code, "index.md")
    return [Step(page.meta.title, page.path, page.language, page.path.split("/")[0] == here) for page in pages]


def _step(page: Page, current: Page | None = None) -> Step:
    return Step(page.meta.title, page.path, page.language, page is current)


def _index(library: Library, code: str, folder: str) -> Page | None:
    return library.shown(code, f"{folder}/index.md" if folder else "index.md")


def _crumbs(library: Library, code: str, page: Page) -> list[Step]:
    """The indexes above the page, the front page first."""
    if page.path == "index.md":
        return []
    folders = page.section_above.split("/") if page.section_above else []
    indexes = [_index(library, code, "/".join(folders[:depth])) for depth in range(len(folders) + 1)]
    return [_step(index) for index in indexes if index and index is not page]


def _neighbours(library: Library, code: str, page: Page) -> list[Step]:
    """The pages of the same section, as many as fit around this one; at the top these are the rooms of the menu."""
    index = _index(library, code, page.section_above) if page.section_above else None
    if index is None:
        return []
    around = library.children(code, index.path)
    return _window([_step(other, page) for other in around])


def _window(steps: list[Step]) -> list[Step]:
    """As many as fit, the current one among them."""
    place = next((n for n, step in enumerate(steps) if step.is_current), 0)
    first = max(0, min(place - NEIGHBOURS // 2, len(steps) - NEIGHBOURS))
    return steps[first : first + NEIGHBOURS]


def _ties(library: Library, language: Language, entry_id: str) -> list[tuple[str, tuple[Step, ...]]]:
    """What is tied to an entry, by kind."""
    kinds: dict[str, list[Step]] = {}
    for other in library.ties.get(entry_id, []):
        page = library.page(language.code, other)
        organisation = library.resources.organisations.get(other)
        if page and not page.is_retired:
            kinds.setdefault(page.meta.type, []).append(_step(page))
        elif organisation:
            kinds.setdefault("organisation", []).append(organisation_step(library, language, organisation))
    kinds["term"] = list(_terms(library, language, entry_id))
    kinds["event"] = list(_events(library, language, entry_id))
    return [(kind, tuple(kinds[kind])) for kind in ORDER if kinds.get(kind)]


def _terms(library: Library, language: Language, entry_id: str) -> Iterator[Step]:
    """The terms of the glossary that lead here."""
    for term in _naming(library, "glossary").get(entry_id, []):
        place = refer_to_term(library, language, term.id)
        if place:
            yield Step(place.title, place.path, place.language, anchor=place.anchor)


def _events(library: Library, language: Language, entry_id: str) -> Iterator[Step]:
    """The events of the timeline that lead here, by their dates; the timeline alone where they are many."""
    events = _naming(library, "timeline").get(entry_id, [])
    home = home_of(library, language, TIMELINE) if events else None
    page = next((page for code in library.languages if (page := library.at(code.code, home))), None) if home else None
    page = library.page(language.code, page.meta.id) if page else None
    if page and len(events) > EVENTS:
        yield _step(page)
    elif page:
        yield from (Step(write_dates(event, language), page.path, page.language, anchor=event.id) for event in events)


@lru_cache(maxsize=8)
def _naming(library: Library, name: str) -> dict[str, list[Any]]:
    """Maps an id to the terms ('glossary') or the events ('timeline') that name it as related."""
    naming: dict[str, list[Any]] = {}
    for entry in getattr(library, name):
        for related in entry.related:
            naming.setdefault(related, []).append(entry)
    return naming


def organisation_step(library: Library, language: Language, organisation: Organisation) -> Step:
    """A link to an organisation's own page."""
    path = library.path_of(organisation.id) or ""
    return Step(organisation.name[language.code], path, language.code)
