"""Relations: ids, ties between pages and organisations, and a place for each page in the navigation."""

from __future__ import annotations

from collections.abc import Iterator

from fhp.library import Library
from fhp.pages import FOLDERS, SHEET, Page
from fhp.problems import Problem, nearest, problem


def check_relations(library: Library) -> Iterator[Problem]:
    """Every rule about what a page is called, where it stands and what it is tied to."""
    yield from _check_ids(library)
    yield from _check_nav(library)
    for page in library.pages:
        yield from _check_place(page)
        yield from _check_ties(library, page)
        yield from _check_tags(library, page)
        yield from _check_dates(library, page)
        yield from _check_aliases(library, page)
        yield from _check_markup(page)
    yield from _check_data(library)


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
    listed = set(library.nav)
    for page in library.pages:
        if page.path not in listed and page.language == page.meta.original:
            yield problem("not-in-nav", page.name, value=page.path)
    for path in library.nav:
        if path not in paths and path not in library.generated:
            text = (library.root / "mkdocs.yml").read_text(encoding="utf-8")
            line = next((n for n, row in enumerate(text.split("\n"), 1) if row.rstrip().endswith(path)), 1)
            yield problem("nav-to-nothing", "mkdocs.yml", line, value=path, nearest=nearest(path, paths))


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
        if not alias.endswith(".md") or alias.startswith(("/", ".")) or ".." in alias:
            yield problem("wrong-alias", page.name, line, value=alias)
        elif taken:
            yield problem("alias-taken", page.name, line, value=alias, other=taken.name)


def _check_markup(page: Page) -> Iterator[Problem]:
    """Titles and descriptions travel into feeds, histories and other people's sites: words only."""
    for key in ("title", "description", "brief", *SHEET):
        text = str(getattr(page.meta, key, ""))
        if any(char in text for char in "<>&"):
            yield problem("markup-in-text", page.name, page.line(key), key=key, value=text)


def _check_data(library: Library) -> Iterator[Problem]:
    """What the glossary and the timeline name exists."""
    known = [*library.paths, *library.resources.organisations]
    publications = library.resources.publications
    for name, entries in (("data/glossary.yaml", library.glossary), ("data/timeline.yaml", library.timeline)):
        for entry in entries:
            for value in entry.related:
                if value not in known and value not in library.unread:
                    hint = nearest(value, known)
                    yield problem("unknown-related", name, _line_of(library, name, entry.id), value=value, nearest=hint)
            for value in entry.sources:
                if publications and value not in publications and value not in library.unread:
                    hint = nearest(value, publications)
                    yield problem("unknown-source", name, _line_of(library, name, entry.id), value=value, nearest=hint)


def _line_of(library: Library, name: str, entry_id: str) -> int:
    rows = (library.root / name).read_text(encoding="utf-8").split("\n")
    return next((n for n, row in enumerate(rows, 1) if row.endswith(f"id: {entry_id}")), 1)
