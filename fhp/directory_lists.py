"""Directory lists: the organisations in a few words each, on the directory's index, under "help now" and by facet.

All are Markdown, with links that MkDocs checks; none needs JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from fhp.citations import escape
from fhp.facets import BY_NAME, FACETS, PART, QUIET, REGIONS, Row, Shelf, rank, region, rows, wider
from fhp.languages import Language
from fhp.library import Library
from fhp.open_data import DOWNLOAD, render_csv
from fhp.organisations import contact, find_shelf, plain, shelf_link, spoken, verification, warnings
from fhp.reader_links import render_link
from fhp.references import Reference, link_to
from fhp.resources import Organisation


def render_index(library: Library, language: Language, path: str) -> str:
    """Every way into the directory: by kind of help, by region, by name, and the whole as a table to download."""
    blocks = []
    for facet in FACETS:
        links = [f"{shelf_link(library, language, facet, shelf.value, path)} ({len(shelf.organisations)})"
                 for shelf in library.shelves if shelf.facet == facet]  # fmt: skip
        blocks.append(f"## {language.word('directory', f'by-{facet}')} {{#by-{facet}}}\n\n" + " · ".join(links))
    blocks.append(f"## {language.word('directory', 'all')} {{#all}}")
    names = next((shelf for shelf in library.shelves if shelf.facet == BY_NAME), None)
    blocks.append(_parts(library, language, names, path) if names else _by_region(library, language, path))
    size = f"{-(-len(render_csv(library, language).encode()) // 1000)} kB"
    blocks.append(f"[{language.word('directory', 'download').format(size=size)}]({DOWNLOAD.rpartition('/')[2]})")
    return "\n\n".join(blocks)


def render_urgent(library: Library, language: Language, path: str) -> str:
    """Those meant for emergencies that can be counted on: nearest region first, the freshest verification first."""
    found = library.resources.organisations.values()
    entries = [e for e in found if e.urgent and e.status not in QUIET and contact(library, language, e).url]
    today = library.today
    entries.sort(key=lambda e: (e.is_stale(today), -e.verified.on.toordinal(), *rank(e, language, today)))
    blocks = []
    for name in REGIONS:
        items = [_urgent(library, language, entry, path) for entry in entries if region(entry) == name]
        blocks += [f"## {language.word('regions', name)} {{#{name}}}", *items] if items else []
    return "\n\n".join(blocks) or language.word("directory", "nobody")


def _urgent(library: Library, language: Language, entry: Organisation, path: str) -> str:
    """An entry for somebody in a hurry: what she gets, what to know first, where to ask, and how sure we are."""
    word = language.words["directory"]
    lines = [f"### {_name(library, language, entry, path)} {{#{entry.id}}}", plain(entry.summary[language.code])]
    if entry.limits:
        lines.append(f"**{word['limits']}.** {plain(entry.limits[language.code])}")
    shown = contact(library, language, entry)
    label = word["contact" if shown.url == entry.contact_url else "website"]
    lines.append(f"**{label}:** {render_link(shown, language)}")
    sure = " ".join([*warnings(library, language, entry), verification(language, entry)])
    lines.append(f"**{word['verified']}:** {sure}")
    return "\n\n".join(lines)


def render_shelf(library: Library, language: Language, shelf: Shelf, part: int) -> str:
    """One page of a shelf; the headings of its second grouping are the way to combine two facets."""
    path = shelf.path(part)
    shown = shelf_rows(library, language, shelf.path())[(part - 1) * PART : part * PART]
    section = "regions" if shelf.facet == "help" else "help"
    blocks = []
    for group, found in groupby(shown, key=lambda row: row.group):
        items = [_entry(library, language, row.organisation, path, shelf.facet) for row in found]
        blocks += [f"## {language.word(section, group)} {{#{group}}}"] if group else []
        blocks.append(listed(items))
    around = [value for value in wider(shelf.value) if find_shelf(library, "reach", value)]
    if shelf.facet == "reach" and around:
        links = " · ".join(shelf_link(library, language, "reach", value, path) for value in around)
        blocks.insert(0, f"{language.word('directory', 'wider')}: {links}.")
    if shelf.parts > 1:
        blocks.append(_parts(library, language, shelf, path))
    return "\n\n".join(blocks) + "\n"


@lru_cache(maxsize=128)
def shelf_rows(library: Library, language: Language, path: str) -> tuple[Row, ...]:
    """Every row of the shelf whose first page is at `path`."""
    return tuple(rows(library.shelf_pages[path][0], language, library.today))


def listed(items: Iterable[str]) -> str:
    """A list that the theme sets with air between its items."""
    return '<div class="pages" markdown>\n\n' + "\n".join(items) + "\n\n</div>"


def _by_region(library: Library, language: Language, path: str) -> str:
    entries = sorted(library.resources.organisations.values(), key=lambda e: rank(e, language, library.today))
    blocks = []
    for name in REGIONS:
        items = [_entry(library, language, entry, path, "") for entry in entries if region(entry) == name]
        blocks += [f"### {language.word('regions', name)} {{#{name}}}", listed(items)] if items else []
    return "\n\n".join(blocks)


def _parts(library: Library, language: Language, shelf: Shelf, path: str) -> str:
    """Links to the pages of a shelf, each with the first name that stands on it."""
    found = shelf_rows(library, language, shelf.path())
    links = []
    for part in range(1, shelf.parts + 1):
        name = found[(part - 1) * PART].organisation.name[language.code]
        title = f"{part}. {name}" if shelf.facet == BY_NAME else str(part)
        reference = Reference(title, shelf.path(part), language.code)
        here = reference.path == path
        links.append(f"**{escape(title)}**" if here else link_to(reference, language, path))
    return listed(f"- {link}" for link in links) if shelf.facet == BY_NAME else " · ".join(links)


def _entry(library: Library, language: Language, entry: Organisation, path: str, facet: str) -> str:
    """The linked name, what to mind, and one line of what the page's own facet does not say already."""
    minds = [language.word("status", entry.status)] if entry.status not in ("active", "renamed") else []
    minds += [language.word("directory", "due")] if entry.is_stale(library.today) else []
    mark = f" ({'; '.join(minds)})" if minds else ""
    said = FACETS if facet == "reach" else (facet,)  # under a region the kinds of help are the headings
    line = [_values(language, name, entry) for name in FACETS if name not in said]
    line.append(spoken(language, entry))
    name = _name(library, language, entry, path)
    return f"- {name}{mark}\n  <span>{' · '.join(part for part in line if part)}</span>"


def _values(language: Language, facet: str, entry: Organisation) -> str:
    return ", ".join(escape(language.word(facet, value)) for value in getattr(entry, facet))


def _name(library: Library, language: Language, entry: Organisation, path: str) -> str:
    return link_to(Reference(entry.name[language.code], library.path_of(entry.id) or "", language.code), language, path)
