"""A–Z: every page, term and organisation in the order of the alphabet, for readers without JavaScript.

Stands where a page says `<!-- list: a-z -->`. A name that leads to several places stands once, with each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fhp.alphabet import file_name, letter
from fhp.catalogue import A_Z, part_links, parts, render_letters
from fhp.citations import escape
from fhp.languages import Language
from fhp.library import Library
from fhp.references import Reference, link_to, refer, refer_to_term


@dataclass(frozen=True)
class Entry:
    """A name and where it leads; `kind` is '' for a page; `is_other` says that the place has another name."""

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


def render_a_z(library: Library, language: Language, path: str) -> str:
    """The list, or the letter of it at `path`, as Markdown, below a row of links to the letters."""
    shelves = parts(library, language, A_Z)
    part = next((part for part in shelves if part.path == path), None)
    entries = a_z_entries(library, language)
    groups: dict[str, list[str]] = {}
    for item in part.items if part else ():
        groups.setdefault(letter(item.label, language), []).append(_row(entries[item.id], language, path))
    links = part_links(shelves, path) or [(sign.upper(), f"#{_anchor(sign)}") for sign in groups]
    blocks = [_group(sign, rows) for sign, rows in groups.items()]
    return "\n\n".join([render_letters(links, language), *blocks])


def _group(sign: str, rows: list[str]) -> str:
    """A letter and its names. The heading is HTML, so that the page's contents do not repeat the letters."""
    return "\n".join([f'<h2 id="{_anchor(sign)}">{sign.upper()}</h2>', "", *(f"- {row}" for row in rows)])


def _anchor(sign: str) -> str:
    return f"letter-{file_name(sign)}"


def _row(entries: list[Entry], language: Language, path: str) -> str:
    """'[Autocuidado](…) · [glosario](…)', or 'auto-cuidado: [autocuidado](…)' for another name of it."""
    first, *others = entries
    if first.is_other:
        links = (link_to(entry.reference, language, path) for entry in entries)
        return f"{escape(first.name)}: {'; '.join(links)}"
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
