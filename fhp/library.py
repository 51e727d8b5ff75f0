"""The library: everything the repository holds, read once, with the ties between its parts.

Jobs take this and give back text or problems; nobody else reads docs/, data/ or resources.yaml.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from fhp.catalogue import letter_paths
from fhp.facets import Shelf, find_shelves
from fhp.facets import organisation_path as organisation_path
from fhp.glossary import Term, load_glossary
from fhp.languages import Language, load_languages, load_settings
from fhp.link_states import LinkStates, load_link_states
from fhp.pages import Page, load_pages
from fhp.problems import Problem
from fhp.resources import FILE as RESOURCES
from fhp.resources import Resources, load_resources
from fhp.timeline import Event, load_timeline
from fhp.withdrawals import Withdrawn, load_withdrawals

CLAIMED_ID = re.compile(r"^[ \t-]*id:[ \t]*['\"]?([\w-]+)", re.MULTILINE)


@dataclass(frozen=True, eq=False)  # known by identity: what is worked out from it can be kept
class Library:
    """What the repository holds on the day `today`; `nav` lists page paths in reading order."""

    root: Path
    today: datetime.date
    languages: tuple[Language, ...]
    pages: tuple[Page, ...] = field(repr=False)
    resources: Resources = field(repr=False)
    glossary: tuple[Term, ...] = field(repr=False)
    timeline: tuple[Event, ...] = field(repr=False)
    nav: tuple[str, ...] = field(repr=False)
    links: LinkStates = field(repr=False)
    unread: frozenset[str] = field(repr=False)  # files and ids that are there, but too broken to be read
    withdrawn: tuple[Withdrawn, ...] = field(repr=False)

    @property
    def default(self) -> Language:
        """The language at the root of the site."""
        return self.languages[0]

    def language(self, code: str) -> Language:
        """The language of that code."""
        return next(language for language in self.languages if language.code == code)

    @cached_property
    def _by_path(self) -> dict[tuple[str, str], Page]:
        return {(page.language, page.path): page for page in self.pages}

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], Page]:
        return {(page.language, page.meta.id): page for page in reversed(self.pages)}

    @cached_property
    def retired(self) -> frozenset[str]:
        """The paths at which a notice stands instead of a page; the same on every side of a pair."""
        return frozenset(page.path for page in self.pages if page.is_retired)

    @cached_property
    def paths(self) -> dict[str, str]:
        """Maps a page's id to its path below the language's folder, the same on every side."""
        return {page.meta.id: page.path for page in self.pages}

    def is_there(self, language: str, path: str) -> bool:
        """Whether that file exists, readable or not."""
        return (language, path) in self._by_path or f"docs/{language}/{path}" in self.unread

    def at(self, language: str, path: str) -> Page | None:
        """The page written in `language` at `path`, if there is one."""
        return self._by_path.get((language, path))

    def page(self, language: str, page_id: str) -> Page | None:
        """The page `page_id` as `language` shows it: its own text, otherwise another language's (a fallback)."""
        codes = [language, *(other.code for other in self.languages if other.code != language)]
        return next((self._by_id[code, page_id] for code in codes if (code, page_id) in self._by_id), None)

    @cached_property
    def _shown(self) -> dict[str, tuple[Page, ...]]:
        """Maps a language to its pages in reading order: asked for on every page, so sorted once."""
        order = {path: place for place, path in enumerate(self.nav)}
        shown = {}
        for language in self.languages:
            found = [page for page_id in self.paths if (page := self.page(language.code, page_id))]
            found.sort(key=lambda page: (order.get(page.path, len(order)), page.path))
            shown[language.code] = tuple(found)
        return shown

    @cached_property
    def _sections(self) -> dict[tuple[str, str], list[Page]]:
        """Maps a language and a folder to what its index opens, the index of the root itself included."""
        sections: dict[tuple[str, str], list[Page]] = {}
        for code, pages in self._shown.items():
            for page in pages:
                if not page.is_retired:
                    sections.setdefault((code, page.section_above), []).append(page)
        return sections

    def shown(self, language: str, path: str) -> Page | None:
        """The page at `path` as `language` shows it: its own text, otherwise another language's (a fallback)."""
        codes = [language, *(other.code for other in self.languages)]
        return next((page for code in codes if (page := self.at(code, path))), None)

    def pages_in(self, language: str) -> tuple[Page, ...]:
        """Every page as `language` shows it, fallbacks included, in reading order."""
        return self._shown[language]

    def children(self, language: str, path: str) -> list[Page]:
        """The pages that an index opens: its folder's, and the indexes of the folders in it."""
        return [page for page in self._sections.get((language, path.rpartition("/")[0]), []) if page.path != path]

    @cached_property
    def ties(self) -> dict[str, list[str]]:
        """Maps an id to the ids tied to it: those it names and those that name it, each once, named first."""
        ties: dict[str, list[str]] = {}
        for one, other in [*self._named_ties()]:
            ties.setdefault(one, []).append(other)
        for one, other in [*self._named_ties()]:
            ties.setdefault(other, []).append(one)
        return {one: list(dict.fromkeys(others)) for one, others in ties.items()}

    def _named_ties(self) -> Iterator[tuple[str, str]]:
        for page in self.pages:
            for other in [*page.meta.related, *getattr(page.meta, "convenors", [])]:
                yield page.meta.id, other
        for entry in self.resources.organisations.values():
            yield from ((entry.id, source.publication) for source in entry.sources if source.publication)

    @cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """The organisations by kind of help, by region and, where one page is not enough, by name."""
        return find_shelves(self.resources.organisations.values(), self.default.words)

    @cached_property
    def shelf_pages(self) -> dict[str, tuple[Shelf, int]]:
        """Maps the path of a shelf's page to the shelf and the number of the part."""
        return {shelf.path(part): (shelf, part) for shelf in self.shelves for part in range(1, shelf.parts + 1)}

    @cached_property
    def generated(self) -> dict[str, datetime.date]:
        """Maps the path of each page that the build makes from resources.yaml to the day its data last changed."""
        organisations = self.resources.organisations.values()
        made = {path: shelf.updated for path, (shelf, _) in self.shelf_pages.items()}
        made |= {organisation_path(entry.id): entry.updated for entry in organisations}
        return made | {path: gone.withdrawn for path, gone in self.notices.items()}

    @cached_property
    def letters(self) -> dict[str, str]:
        """Maps the path of each letter page of a long list to the marker of that list; none while lists are short."""
        return letter_paths(self)

    @cached_property
    def notices(self) -> dict[str, Withdrawn]:
        """Maps the path at which an organisation stood, until it was withdrawn, to what is left of it."""
        return {organisation_path(gone.id): gone for gone in self.withdrawn}

    def path_of(self, entry_id: str) -> str | None:
        """Where a page or an organisation is read, below the language's folder."""
        if entry_id in self.resources.organisations:
            return organisation_path(entry_id)
        return self.paths.get(entry_id)

    @cached_property
    def cited_by(self) -> dict[str, list[str]]:
        """Maps a publication's id to the ids of the pages that list it as a source."""
        cited: dict[str, list[str]] = {}
        for page in self.pages_in(self.default.code):
            for source in page.meta.sources if not page.is_retired else ():
                cited.setdefault(source, []).append(page.meta.id)
        return cited


def load_library(root: Path, today: datetime.date | None = None) -> tuple[Library, list[Problem]]:
    """The library under `root`, and every mistake that keeps part of it from being read."""
    languages = load_languages(root)
    codes = [language.code for language in languages]
    words = languages[0].words
    pages, problems = load_pages(root, languages)
    resources, found = load_resources(root, words, codes)
    problems += found
    glossary, found = load_glossary(root, codes)
    problems += found
    timeline, found = load_timeline(root, codes)
    problems += found
    day = today or build_day()
    links, found = load_link_states(root, day)
    problems += found
    withdrawn, found = load_withdrawals(root, codes)
    problems += found
    nav = tuple(nav_paths(load_settings(root).get("nav") or []))
    unread = _find_unread(root, pages) if problems else frozenset()
    return Library(
        root, day, languages, tuple(pages), resources, glossary, timeline, nav, links, unread, withdrawn
    ), problems


def _find_unread(root: Path, pages: list[Page]) -> frozenset[str]:
    """What exists but could not be read: one mistake must not make every link to it look like another."""
    read = {page.name for page in pages}
    names = {path.relative_to(root).as_posix(): path for path in (root / "docs").rglob("*.md")}
    texts = [path for name, path in names.items() if name not in read] + [root / RESOURCES]
    ids = [
        found
        for path in texts if path.is_file()
        for found in CLAIMED_ID.findall(path.read_text(encoding="utf-8", errors="replace"))
    ]  # fmt: skip
    return frozenset(names.keys() - read) | frozenset(ids)


def nav_paths(nav: list[Any] | dict[str, Any] | str) -> Iterator[str]:
    """The page paths of mkdocs.yml's `nav:`, in order."""
    if isinstance(nav, str):
        yield nav
    for part in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else []:
        yield from nav_paths(part)


def build_day() -> datetime.date:
    """The day by which ages are judged: SOURCE_DATE_EPOCH (reproducible-builds.org), otherwise today, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.datetime.now(datetime.UTC)
    return (datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else now).date()
