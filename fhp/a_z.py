"""A–Z: every page, term and organisation in the order of the alphabet, for readers without JavaScript.

Stands where a page says `<!-- list: a-z -->`. A name that leads to several places stands once, with each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fhp.alphabet import file_name, letter
from fhp.catalogue import Item, Part, home_of, part_links, render_letters, split
from fhp.citations import escape
from fhp.languages import Language
from fhp.library import Library
from fhp.references import Reference, link_to, refer, refer_to_term

MARKER = "list: a-z"


@dataclass(frozen=True)
class Entry:
    """A name and where it leads; `kind` says what kind of place that is, '' for a page; `is_other` that it has another name."""

    name: str
    kind: str
    reference: Reference
    is_other: bool = False


@lru_cache(maxsize=8)
def a_z_entries(library: Library, language: Language) -> dict[str, list[Entry]]:
    """Maps a name, as it is compared, to the entries of that name, pages first."""
    found: dict[str, list[Entry]] = {}
    for entry in (*_pages(library, language), *_organisations(library, language), *_terms(library, language)):
        found.setdefault(entry.name.casefold(), []).append(entry)
    return found


def _pages(library: Library, language: Language) -> Iterator[Entry]:
    for page in library.pages_in(language.code):
        reference = refer(library, language, page.meta.id)
        if reference:
            yield Entry(page.meta.title, "", reference)


def _organisations(library: Library, language: Language) -> Iterator[Entry]:
    for organisation in library.resources.organisations.values():
        reference = refer(library, language, organisation.id)
        if reference:
            yield Entry(reference.title, "organisation", reference)
            yield from (Entry(name, "organisation", reference, True) for name in organisation.formerly)


def _terms(library: Library, language: Language) -> Iterator[Entry]:
    for term in library.glossary:
        reference = refer_to_term(library, language, term.id)
        if reference:
            yield Entry(reference.title, "term", reference)
            yield from (Entry(name, "term", reference, True) for name in term.variants.get(language.code, []))


@lru_cache(maxsize=8)
def a_z_parts(library: Library, language: Language) -> tuple[Part, ...]:
    """The pages of the list; none where no page holds it."""
    home = home_of(library, language, MARKER)
    entries = a_z_entries(library, language)
    items = (Item(key, found[0].name, sum(2 * len(entry.name) + 25 for entry in found)) for key, found in entries.items())
    return tuple(split(items, home, language)) if home else ()


def render_a_z(library: Library, language: Language, path: str) -> str:
    """The list, or the letter of it that stands at `path`, as Markdown, below a row of links to the letters."""
    shelves = a_z_parts(library, language)
    part = next((part for part in shelves if part.path == path), None)
    entries = a_z_entries(library, language)
    groups: dict[str, list[str]] = {}
    for item in part.items if part else ():
        groups.setdefault(letter(item.label, language), []).append(_row(entries[item.id], language, path))
    links = part_links(shelves, path) or [(sign.upper(), f"#{_anchor(sign)}") for sign in groups]
    return "\n\n".join([render_letters(links, language), *(_group(sign, rows) for sign, rows in groups.items())])


def _group(sign: str, rows: list[str]) -> str:
    """A letter and its names. The heading is HTML, so that the page's own contents do not repeat the letters."""
    return f'<h2 id="{_anchor(sign)}">{sign.upper()}</h2>\n\n' + "\n".join(f"- {row}" for row in rows)


def _anchor(sign: str) -> str:
    return f"letter-{file_name(sign)}"


def _row(entries: list[Entry], language: Language, path: str) -> str:
    """'[Autocuidado](…) · [glosario](…)', or 'auto-cuidado: [autocuidado](…)' where a name is another's variant."""
    first, *others = entries
    if first.is_other:
        return f"{escape(first.name)}: {'; '.join(link_to(entry.reference, language, path) for entry in entries)}"
    places = [link_to(first.reference, language, path) + _kind(first, language)]
    places += [link_to(_named(entry, language), language, path) for entry in others]
    return " · ".join(places)


def _kind(entry: Entry, language: Language) -> str:
    """What a name is, where it is not a page."""
    return f" ({language.word('a-z', entry.kind)})" if entry.kind == "term" else ""


def _named(entry: Entry, language: Language) -> Reference:
    """The place by its kind, since its name has been said."""
    name = language.word("a-z", entry.kind or "page")
    return Reference(name, entry.reference.path, language.code, entry.reference.anchor)
