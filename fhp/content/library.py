"""The library: everything the repository holds, read once, with the ties between its parts.

Jobs take this and give back text or problems; nobody else reads docs/, data/ or resources.yaml.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, TypeVar

from fhp.content.files import is_file
from fhp.content.glossary import Term, load_glossary
from fhp.content.languages import Language, load_languages
from fhp.content.link_states import LinkStates, load_link_states
from fhp.content.pages import Page, is_page, load_pages, rightly_named
from fhp.content.resources import FILE as RESOURCES
from fhp.content.resources import Resources, load_resources
from fhp.content.settings import Settings, load_settings
from fhp.content.situations import Situation, load_situations
from fhp.content.timeline import Event, load_timeline
from fhp.content.withdrawals import Withdrawn, load_withdrawals
from fhp.problems import Problem

CLAIMED_ID = re.compile(r"^[ \t-]*id:[ \t]*['\"]?([\w-]+)", re.MULTILINE)


Whole = TypeVar("Whole", "Library", "Edition")
Found = TypeVar("Found")


def kept(work: Callable[[Whole], Found]) -> Callable[[Whole], Found]:
    """What `work` finds in a library or an edition is worked out once, and goes when that goes.

    Jobs keep their indexes so: one that hung on the function itself would hold every library that `serve` has read.
    """

    @wraps(work)
    def once(whole: Whole) -> Found:
        if work not in whole.found:
            whole.found[work] = work(whole)
        found: Found = whole.found[work]
        return found

    return once


@dataclass(frozen=True, eq=False)  # known by identity: what is worked out from it can be kept
class Library:
    """What the repository holds on the day `today`; `nav` lists page paths in reading order, each with its line."""

    root: Path
    today: datetime.date
    settings: Settings
    languages: tuple[Language, ...]
    pages: tuple[Page, ...] = field(repr=False)
    resources: Resources = field(repr=False)
    glossary: tuple[Term, ...] = field(repr=False)
    timeline: tuple[Event, ...] = field(repr=False)
    situations: tuple[Situation, ...] = field(repr=False)
    links: LinkStates = field(repr=False)
    unread: frozenset[str] = field(repr=False)  # files and ids that are there, but too broken to be read
    withdrawn: tuple[Withdrawn, ...] = field(repr=False)
    lines: Mapping[str, Mapping[str, int]] = field(repr=False)  # file of data/ → id of an entry → its line
    found: dict[object, Any] = field(default_factory=dict, repr=False)  # see `kept`

    @property
    def default(self) -> Language:
        """The language at the root of the site."""
        return self.languages[0]

    def language(self, code: str) -> Language:
        """The language of that code."""
        return next(language for language in self.languages if language.code == code)

    @cached_property
    def editions(self) -> dict[str, Edition]:
        """Maps the code of each language to the library in it."""
        return {language.code: Edition(self, language) for language in self.languages}

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
        """The page `page_id` written in `language`, if there is one."""
        return self._by_id.get((language, page_id))

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
    def cited_by(self) -> dict[str, list[str]]:
        """Maps a publication's id to the ids of the pages that list it as a source."""
        cited: dict[str, list[str]] = {}
        for page in self.editions[self.default.code].pages:
            for source in page.meta.sources if not page.is_retired else ():
                cited.setdefault(source, []).append(page.meta.id)
        return cited


@dataclass(frozen=True, eq=False)
class Edition:
    """The library in one language: every page as its readers see it, its own text or a stand-in (a fallback)."""

    library: Library = field(repr=False)
    language: Language
    found: dict[object, Any] = field(default_factory=dict, repr=False)  # see `kept`

    @property
    def code(self) -> str:
        """The language's code, as in <html lang>."""
        return self.language.code

    @property
    def prefix(self) -> str:
        """What stands before every address of this language, '' or 'en/'."""
        return self.language.prefix

    @property
    def today(self) -> datetime.date:
        """The day by which ages are judged."""
        return self.library.today

    @property
    def resources(self) -> Resources:
        """The organisations and publications."""
        return self.library.resources

    @property
    def words(self) -> dict[str, Any]:
        """The words of the site: section → key → text."""
        return self.language.words

    def word(self, section: str, key: str) -> str:
        """The text for `key`; the key itself where an editor has not written one yet."""
        return self.language.word(section, key)

    def spoken(self, code: str) -> str:
        """The name of a language within a sentence: 'inglés', 'English'."""
        return self.language.spoken(code)

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        """The languages in the order in which one stands in for another, this one first."""
        return self.code, *(other.code for other in self.library.languages if other is not self.language)

    def written(self, path: str) -> Page | None:
        """The page written in this language at `path`, if there is one."""
        return self.library.at(self.code, path)

    def shown(self, path: str) -> Page | None:
        """The page at `path` as this language shows it."""
        return next((page for code in self._codes if (page := self.library.at(code, path))), None)

    def page(self, page_id: str) -> Page | None:
        """The page `page_id` as this language shows it."""
        return next((page for code in self._codes if (page := self.library.page(code, page_id))), None)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page as this language shows it, in reading order."""
        order = {path: place for place, path in enumerate(self.library.settings.nav)}
        found = [page for page_id in self.library.paths if (page := self.page(page_id))]
        return tuple(sorted(found, key=lambda page: (order.get(page.path, len(order)), page.path)))

    @cached_property
    def standing(self) -> tuple[Page, ...]:
        """The pages that were not retired, in reading order."""
        return tuple(page for page in self.pages if not page.is_retired)

    @cached_property
    def _sections(self) -> dict[str, list[Page]]:
        """Maps a folder to what its index opens, the index of the root itself included."""
        sections: dict[str, list[Page]] = {}
        for page in self.standing:
            sections.setdefault(page.section_above, []).append(page)
        return sections

    def children(self, path: str) -> list[Page]:
        """The pages that an index opens: its folder's, and the indexes of the folders in it."""
        return [page for page in self._sections.get(path.rpartition("/")[0], []) if page.path != path]


def load_library(
    root: Path, today: datetime.date | None = None, settings: Settings | None = None
) -> tuple[Library, list[Problem]]:
    """The library under `root`, and every mistake that keeps part of it from being read.

    ValueError where mkdocs.yml itself cannot be read; `fhp.check` looks first, and says why.
    """
    settings = settings or load_settings(root)
    languages = load_languages(root, settings)
    codes = [language.code for language in languages]
    day = today or build_day()
    pages, problems = load_pages(root, languages)
    resources, found = load_resources(root, languages[0].words, codes)
    problems += found
    glossary, found = load_glossary(root, codes)
    problems += found
    timeline, found = load_timeline(root, codes)
    problems += found
    situations, found = load_situations(root, codes)
    problems += found
    links, found = load_link_states(root, day)
    problems += found
    withdrawn, found = load_withdrawals(root, codes)
    problems += found
    return Library(
        root=root,
        today=day,
        settings=settings,
        languages=languages,
        pages=tuple(pages),
        resources=resources,
        glossary=glossary.values,
        timeline=tuple(sorted(timeline.values, key=lambda event: (event.start, event.id))),
        situations=situations.values,
        links=links,
        unread=_find_unread(root, pages) if problems else frozenset(),
        withdrawn=withdrawn.values,
        lines={file.name: file.lines for file in (glossary, timeline, situations, withdrawn)},
    ), problems


def _find_unread(root: Path, pages: list[Page]) -> frozenset[str]:
    """What exists but could not be read: one mistake must not make every link to it look like another."""
    read = {page.name for page in pages}
    names = {path.relative_to(root).as_posix(): path for path in (root / "docs").rglob("*") if is_page(path)}
    texts = [path for name, path in names.items() if name not in read] + [root / RESOURCES]
    ids = [
        found
        for path in texts if is_file(path)
        for found in CLAIMED_ID.findall(path.read_text(encoding="utf-8", errors="replace"))
    ]  # fmt: skip
    unread = names.keys() - read
    return frozenset(unread) | frozenset(rightly_named(name) for name in unread) | frozenset(ids)


def build_day() -> datetime.date:
    """The day by which ages are judged: SOURCE_DATE_EPOCH (reproducible-builds.org), otherwise today, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.datetime.now(datetime.UTC)
    return (datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else now).date()
