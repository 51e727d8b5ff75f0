"""Relations: ids, ties between pages and organisations, and a place for each page in the navigation."""

from __future__ import annotations

from collections.abc import Iterator

from fhp.content.addresses import organisation_path
from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.library import Library
from fhp.content.pages import FOLDERS, Page
from fhp.content.resources import FILE as RESOURCES
from fhp.content.settings import FILE as SETTINGS
from fhp.content.timeline import FILE as TIMELINE
from fhp.content.yaml_files import place
from fhp.directory.made_pages import made_pages
from fhp.directory.shelves import RESERVED
from fhp.problems import Problem, nearest, problem


def check_ids(library: Library) -> Iterator[Problem]:
    """Every rule about what a page is called, where it stands and what it is tied to."""
    yield from _check_ids(library)
    yield from _check_nav(library)
    for page in library.pages:
        yield from _check_place(page)
        yield from _check_ties(library, page)
        yield from _check_tags(library, page)
        yield from _check_dates(library, page)
        yield from _check_aliases(library, page)
    yield from _check_data(library)
    yield from _check_reserved(library)


def _check_ids(library: Library) -> Iterator[Problem]:
    """An id belongs to one page of a language, and to no organisation or publication."""
    owners: dict[tuple[str, str], Page] = {}
    resources = library.resources
    for page in library.pages:
        key = (page.language, page.meta.id)
        line = page.line("id")
        if key in owners:
            other = f"{owners[key].name}:{owners[key].line('id')}"
            yield problem("duplicate-id", page.name, line, value=page.meta.id, other=other)
        elif page.meta.id in resources.places:
            other = f"resources.yaml:{resources.line(page.meta.id)}"
            yield problem("duplicate-id", page.name, line, value=page.meta.id, other=other)
        owners.setdefault(key, page)


def _check_nav(library: Library) -> Iterator[Problem]:
    """Every page has its line in `nav:`, and every line there has its page."""
    paths = {page.path for page in library.pages} | {name.split("/", 2)[-1] for name in library.unread}
    listed = library.settings.nav
    for page in library.pages:
        if page.path not in listed and page.language == page.meta.original:
            yield problem("not-in-nav", page.name, value=page.path)
    for path, line in listed.items():
        if path not in paths and path not in made_pages(library):
            yield problem("nav-to-nothing", SETTINGS, line, value=path, nearest=nearest(path, paths))


def _check_place(page: Page) -> Iterator[Problem]:
    """A strategy lives in strategies/, a case in cases/, and so on."""
    folder = FOLDERS.get(page.meta.type, "")
    if not page.path.startswith(folder):
        yield problem("wrong-folder", page.name, page.line("type"), value=page.meta.type,
                      expected=f"docs/{page.language}/{folder}")  # fmt: skip


def _check_ties(library: Library, page: Page) -> Iterator[Problem]:
    """`related` and `convenors` name pages or organisations that exist, each once, and never the page itself."""
    for key in ("related", "convenors"):
        values = getattr(page.meta, key, [])
        for position, value in enumerate(values):
            line = page.line(key, position)
            if value in library.unread or not library.resources.places:  # its file is the mistake, and is named
                continue
            if value not in library.paths and value not in library.resources.organisations:
                hint = nearest(value, [*library.paths, *library.resources.organisations])
                yield problem("unknown-related", page.name, line, value=value, nearest=hint)
            elif value == page.meta.id or value in values[:position]:
                yield problem("needless-related", page.name, line, value=value)


def _check_tags(library: Library, page: Page) -> Iterator[Problem]:
    """A tag is one of the list in data/words/."""
    known = library.default.words.get("tags", {})
    for position, tag in enumerate(page.meta.tags):
        if tag not in known:
            yield problem("unknown-value", page.name, page.line("tags", position), key="tags", value=tag,
                          nearest=nearest(tag, known), options=", ".join(known))  # fmt: skip


def _check_dates(library: Library, page: Page) -> Iterator[Problem]:
    """Nothing was written, mended or withdrawn after today; what a dialogue announces may lie ahead."""
    for key in ("created", "updated"):
        day = getattr(page.meta, key)
        if day > library.today:
            yield problem("future-date", page.name, page.line(key), key=key, value=day)
    for position, correction in enumerate(page.meta.corrections):
        if correction.date > library.today:
            line = page.line("corrections", position)
            yield problem("future-date", page.name, line, key="corrections", value=correction.date)


def _check_aliases(library: Library, page: Page) -> Iterator[Problem]:
    """A former path is written like `strategies/old-name.md`, and no page lives there today."""
    for position, alias in enumerate(page.meta.aliases):
        line = page.line("aliases", position)
        taken = library.at(page.language, alias)
        docs = alias.startswith("docs/") or alias.split("/")[0] in library.editions
        if docs or not alias.endswith(".md") or alias.startswith(("/", ".")) or ".." in alias:
            yield problem("wrong-alias", page.name, line, value=alias)
        elif taken:
            yield problem("alias-taken", page.name, line, value=alias, other=taken.name)


def _check_data(library: Library) -> Iterator[Problem]:
    """What the glossary and the timeline name exists."""
    known = [*library.paths, *library.resources.organisations]
    publications = library.resources.publications
    for name, entries in ((GLOSSARY, library.glossary), (TIMELINE, library.timeline)):
        for entry in entries:
            for value in entry.related:
                if value not in known and value not in library.unread:
                    hint = nearest(value, known)
                    line = library.lines[name][place(entry.id, "related")]
                    yield problem("unknown-related", name, line, value=value, nearest=hint)
            for value in entry.sources:
                if publications and value not in publications and value not in library.unread:
                    hint = nearest(value, publications)
                    line = library.lines[name][place(entry.id, "sources")]
                    yield problem("unknown-source", name, line, value=value, nearest=hint)


def _check_reserved(library: Library) -> Iterator[Problem]:
    """An organisation's permanent address is its own: no page and no list of the directory stands there."""
    written = {page.path for page in library.pages}
    for entry in library.resources.organisations.values():
        if entry.id in RESERVED or organisation_path(entry.id) in written:
            yield problem("reserved-id", RESOURCES, library.resources.line(entry.id, "id"), value=entry.id)
