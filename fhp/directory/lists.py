"""Directory lists: the organisations in a row each, on the directory's index and on the shelves.

All are Markdown, with links that MkDocs checks; none needs JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from fhp.content.addresses import organisation_path, root_link
from fhp.content.library import Edition, kept
from fhp.content.resources import Organisation
from fhp.directory.open_data import DOWNLOAD, render_csv
from fhp.directory.organisations import find_shelf, shelf_link, tag, tags
from fhp.directory.shelves import (
    BY_NAME,
    FACETS,
    FEW,
    PART,
    REGIONS,
    Row,
    Shelf,
    rank,
    region,
    rows,
    shelves,
    wider,
)
from fhp.text.markdown import escape
from fhp.text.references import Reference, link_to


def render_index(edition: Edition, _path: str) -> str:
    """Every way into the directory: by kind of help, by region, by name, and the whole as a table to download."""
    blocks = []
    for facet in FACETS:
        links = [tag(edition, facet, shelf.value, f" {len(shelf.organisations)}")
                 for shelf in shelves(edition.library) if shelf.facet == facet]  # fmt: skip
        blocks.append(f"## {edition.word('directory', f'by-{facet}')} {{#by-{facet}}}\n\n" + " ".join(links))
    blocks.append(f"## {edition.word('directory', 'all')} {{#all}}")
    names = next((shelf for shelf in shelves(edition.library) if shelf.facet == BY_NAME), None)
    blocks.append(_parts(edition, names) if names else _by_region(edition))
    size = f"{-(-len(render_csv(edition).encode()) // 1000)} kB"
    blocks.append(f"[{edition.word('directory', 'download').format(size=size)}]({root_link(edition.code, DOWNLOAD)})")
    return "\n\n".join(blocks)


def render_shelf(edition: Edition, shelf: Shelf, part: int) -> str:
    """One page of a shelf; the headings of its second grouping are the way to combine two facets."""
    path = shelf.path(part)
    shown = shelf_rows(edition)[shelf.path()][(part - 1) * PART : part * PART]
    section = "help" if shelf.facet == "reach" else "regions"
    blocks = []
    for group, found in groupby(shown, key=lambda row: row.group):
        items = [_entry(edition, row.organisation, shelf.facet) for row in found]
        blocks += [f"## {edition.word(section, group)} {{#{group}}}"] if group else []
        blocks.append(listed(items))
    around = [value for value in wider(shelf.value) if find_shelf(edition.library, "reach", value)]
    if shelf.facet == "reach" and around:
        links = " · ".join(shelf_link(edition, "reach", value) for value in around)
        blocks.insert(0, f"{edition.word('directory', 'wider')}: {links}.")
    if shelf.facet != "reach" and len(shelf.organisations) < FEW:
        blocks.insert(0, edition.word("directory", "few"))
    if shelf.parts > 1:
        blocks.append(_parts(edition, shelf, path))
    return "\n\n".join(blocks) + "\n"


@kept
def shelf_rows(edition: Edition) -> dict[str, list[Row]]:
    """Maps the path of a shelf's first page to every row of the shelf."""
    return {shelf.path(): rows(shelf, edition.language, edition.today) for shelf in shelves(edition.library)}


def listed(items: Iterable[str]) -> str:
    """A list that the theme sets with air between its items."""
    return '<div class="rows" markdown>\n\n' + "\n".join(items) + "\n\n</div>"


def _by_region(edition: Edition) -> str:
    entries = sorted(edition.resources.organisations.values(), key=lambda e: rank(e, edition.language, edition.today))
    blocks = []
    for name in REGIONS:
        items = [_entry(edition, entry, "") for entry in entries if region(entry) == name]
        blocks += [f"### {edition.word('regions', name)} {{#{name}}}", listed(items)] if items else []
    return "\n\n".join(blocks)


def _parts(edition: Edition, shelf: Shelf, path: str = "") -> str:
    """Links to the pages of a shelf, each with the first name that stands on it."""
    found = shelf_rows(edition)[shelf.path()]
    links = []
    for part in range(1, shelf.parts + 1):
        name = found[(part - 1) * PART].organisation.name[edition.code]
        title = f"{part}. {name}" if shelf.facet == BY_NAME else str(part)
        reference = Reference(title, shelf.path(part), edition.code)
        here = reference.path == path
        links.append(f"**{escape(title)}**" if here else link_to(edition, reference))
    return listed(f"- {link}" for link in links) if shelf.facet == BY_NAME else " · ".join(links)


def _entry(edition: Edition, entry: Organisation, facet: str) -> str:
    """The linked name, what to mind, and as tags what the page's own facet does not say already."""
    minds = [edition.word("status", entry.status)] if entry.status not in ("active", "renamed") else []
    minds += [edition.word("directory", "due")] if entry.is_stale(edition.today) else []
    mark = f" <small>({'; '.join(minds)})</small>" if minds else ""
    said = ("help", "reach") if facet == "reach" else (facet,)  # under a region the kinds of help are the headings
    shown = [tags(edition, name, entry) for name in FACETS if name not in said and getattr(entry, name)]
    return f"- **{_name(edition, entry)}**{mark}<br>\n  " + " ".join(shown)


def _name(edition: Edition, entry: Organisation) -> str:
    return link_to(edition, Reference(entry.name[edition.code], organisation_path(entry.id), edition.code))
