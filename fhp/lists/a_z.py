"""A–Z: every page, term and organisation in the order of the alphabet, for readers without JavaScript.

Stands where a page says `<!-- list: a-z -->`. A name that leads to several places stands once, with each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fhp.content.library import Edition, kept
from fhp.text.alphabet import file_name, letter
from fhp.text.long_lists import A_Z, Item, Part, lay_out, part_links, render_letters
from fhp.text.markdown import escape
from fhp.text.references import Reference, link_to, refer, refer_to_page, refer_to_term


@dataclass(frozen=True)
class Entry:
    """A name and where it leads; `kind` is '' for a page; `is_other` says that the place has another name."""

    name: str
    kind: str
    reference: Reference
    is_other: bool = False


@kept
def a_z_entries(edition: Edition) -> dict[str, list[Entry]]:
    """Maps a name, as it is compared, to the entries of that name, pages first."""
    found: dict[str, list[Entry]] = {}
    for entry in (*_pages(edition), *_organisations(edition), *_terms(edition)):
        found.setdefault(entry.name.casefold(), []).append(entry)
    return found


@kept
def a_z(edition: Edition) -> tuple[Part, ...]:
    """The pages of the list."""
    names = ((key, entries[0].name) for key, entries in a_z_entries(edition).items())
    return lay_out(edition, A_Z, (Item(key, name, 2 * len(name) + 25) for key, name in names))


def _pages(edition: Edition) -> Iterator[Entry]:
    yield from (Entry(page.meta.title, "", refer_to_page(page)) for page in edition.standing)


def _organisations(edition: Edition) -> Iterator[Entry]:
    for organisation in edition.resources.organisations.values():
        reference = refer(edition, organisation.id)
        if reference:
            yield Entry(reference.title, "organisation", reference)
            yield from (Entry(name, "organisation", reference, True) for name in organisation.formerly)


def _terms(edition: Edition) -> Iterator[Entry]:
    for term in edition.library.glossary:
        reference = refer_to_term(edition, term.id)
        if reference:
            yield Entry(reference.title, "term", reference)
            yield from (Entry(name, "term", reference, True) for name in term.variants.get(edition.code, []))


def render_a_z(edition: Edition, path: str) -> str:
    """The list, or the letter of it at `path`, as Markdown, below a row of links to the letters."""
    parts = a_z(edition)
    part = next((part for part in parts if part.path == path), None)
    entries = a_z_entries(edition)
    groups: dict[str, list[str]] = {}
    for item in part.items if part else ():
        groups.setdefault(letter(item.label, edition.language), []).append(_row(edition, entries[item.id]))
    links = part_links(edition, parts) or [(sign.upper(), f"#{_anchor(sign)}") for sign in groups]
    blocks = [_group(sign, rows) for sign, rows in groups.items()]
    return "\n\n".join([render_letters(edition, links), *blocks])


def _group(sign: str, rows: list[str]) -> str:
    """A letter and its names. The heading is HTML, so that the page's contents do not repeat the letters."""
    return "\n".join([f'<h2 id="{_anchor(sign)}">{sign.upper()}</h2>', "", *(f"- {row}" for row in rows)])


def _anchor(sign: str) -> str:
    return f"letter-{file_name(sign)}"


def _row(edition: Edition, entries: list[Entry]) -> str:
    """'[Autocuidado](…) · [glosario](…)', or 'auto-cuidado: [autocuidado](…)' for another name of it."""
    first, *others = entries
    if first.is_other:
        links = (link_to(edition, entry.reference) for entry in entries)
        return f"{escape(first.name)}: {'; '.join(links)}"
    kind = f" ({edition.word('a-z', first.kind)})" if first.kind == "term" else ""  # what it is, where it is no page
    places = [link_to(edition, first.reference) + kind]
    places += [link_to(edition, _by_kind(edition, entry)) for entry in others]
    return " · ".join(places)


def _by_kind(edition: Edition, entry: Entry) -> Reference:
    """The place by its kind, since its name has been said."""
    return replace(entry.reference, title=edition.word("a-z", entry.kind or "page"), language=edition.code)
