"""Catalogue: long lists that stay light. One that would make its page too heavy goes on a page for each letter.

The bibliography, the glossary and the A–Z are such lists. Each page of one says `<!-- list: … -->`; here is
decided what stands on which. Letters have permanent addresses: a new entry sends no other to another letter.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fhp.alphabet import file_name, letter, order
from fhp.languages import Language
from fhp.pages import MARKER
from fhp.resources import Publication

if TYPE_CHECKING:  # the library itself asks here for its letter pages
    from fhp.library import Library

BIBLIOGRAPHY, GLOSSARY, TIMELINE, A_Z = "list: bibliography", "list: glossary", "list: timeline", "list: a-z"

# Bytes of text in a list, with 60 more an entry for its markup: about three and a half times what it weighs
# after gzip, which with the page around it stays within the 14,600 bytes of a page.
ROOM = 30_000
AROUND = 60
LINK = 40  # bytes of a link beside its text


@dataclass(frozen=True)
class Item:
    """One entry: what it is looked up by, its anchor, and the bytes of its text."""

    id: str
    label: str
    size: int


@dataclass(frozen=True)
class Part:
    """What stands on one page: its `path` below the language's folder, its letter ('' for the whole list)."""

    path: str
    letter: str
    number: int
    items: tuple[Item, ...]


@lru_cache(maxsize=64)
def home_of(library: Library, language: Language, marker: str) -> str | None:
    """The page that holds a list, below the language's folder: 'library/glossary.md'."""
    pages = (page for page in library.pages_in(language.code) if not page.is_retired)
    return next((p.path for p in pages if any(m["name"] == marker for m in MARKER.finditer(p.body))), None)


@lru_cache(maxsize=32)
def parts(library: Library, language: Language, marker: str) -> tuple[Part, ...]:
    """The pages of a list in the order of its letters; none where no page holds it."""
    home = home_of(library, language, marker)
    return tuple(split(ITEMS[marker](library, language), home, language)) if home else ()


@lru_cache(maxsize=32)
def places(library: Library, language: Language, marker: str) -> dict[str, str]:
    """Maps the id of an entry to the path of the page that it stands on."""
    return {item.id: part.path for part in parts(library, language, marker) for item in part.items}


def letter_paths(library: Library) -> dict[str, str]:
    """Maps the path of every letter page, of any language, to the marker of its list: 'a-z/c.md' to 'list: a-z'."""
    return {
        part.path: marker
        for marker in ITEMS for language in library.languages for part in parts(library, language, marker)
        if part.letter
    }  # fmt: skip


def split(items: Iterable[Item], home: str, language: Language) -> list[Part]:
    """The list in its order: whole on its home page, or in a page for each letter, numbered where needed."""
    items = sorted(items, key=lambda item: (order(item.label, language), item.id))
    if _weight(items) <= ROOM:
        return [Part(home, "", 1, tuple(items))]
    letters: dict[str, list[Item]] = {}
    for item in items:
        letters.setdefault(letter(item.label, language), []).append(item)
    folder = home.removesuffix(".md").removesuffix("/index")
    return [
        Part(f"{folder}/{file_name(sign)}{_numbered(number)}.md", sign, number, tuple(fitting))
        for sign, found in letters.items()
        for number, fitting in enumerate(_in_pieces(found), 1)
    ]


def _numbered(number: int) -> str:
    return f"-{number}" if number > 1 else ""


def _weight(items: Iterable[Item]) -> int:
    return sum(item.size + AROUND for item in items)


def _in_pieces(items: list[Item]) -> list[list[Item]]:
    pieces: list[list[Item]] = [[]]
    for item in items:
        if pieces[-1] and _weight([*pieces[-1], item]) > ROOM:
            pieces.append([])
        pieces[-1].append(item)
    return pieces


def relative(target: str, path: str) -> str:
    """From the page at `path`, the Markdown address of `target`; both below the language's folder."""
    return posixpath.relpath(target, posixpath.dirname(path) or ".")


def render_letters(links: Iterable[tuple[str, str]], language: Language) -> str:
    """A row of links to letters: (what is read, address in Markdown)."""
    rows = "\n".join(f'<li markdown="span">[{text}]({address})</li>' for text, address in links)
    label = language.word("lists", "by-letter")
    rows = f'<ul class="steps" markdown="block">\n{rows}\n</ul>'
    return f'<nav aria-label="{label}" markdown="block">\n{rows}\n</nav>'


def definition(term: str, anchor: str, lines: Iterable[str]) -> str:
    """One entry of a definition list in Markdown."""
    return f"{term} {{#{anchor}}}\n" + "\n".join(f":   {line}" for line in lines)


def part_links(parts: Iterable[Part], path: str) -> list[tuple[str, str]]:
    """The letter pages as `render_letters` wants them."""
    return [(name_of(part), relative(part.path, path)) for part in parts if part.letter]


def name_of(part: Part) -> str:
    """What a reader calls a part: 'C', 'C 2'."""
    return part.letter.upper() + (f" {part.number}" if part.number > 1 else "")


def who(publication: Publication) -> str:
    """Whoever wrote or published it."""
    return ", ".join(publication.authors) or publication.body or ""


def cited_by(library: Library, publication: str) -> list[str]:
    """The ids of the pages and organisations that rest on a publication."""
    tied = library.ties.get(publication, [])
    organisations = [entry_id for entry_id in tied if entry_id in library.resources.organisations]
    return [*library.cited_by.get(publication, []), *organisations]


def _publications(library: Library, language: Language) -> Iterator[Item]:
    code = language.code
    for entry in library.resources.publications.values():
        links = sum(len(_title(library, code, citing)) + LINK for citing in cited_by(library, entry.id))
        size = len(entry.title[code] + entry.cited_for[code]) + links
        yield Item(entry.id, f"{who(entry)} {entry.year or ''} {entry.title[code]}", size)


def _title(library: Library, code: str, entry_id: str) -> str:
    page = library.page(code, entry_id)
    return page.meta.title if page else library.resources.organisations[entry_id].name[code]


def _terms(library: Library, language: Language) -> Iterator[Item]:
    code = language.code
    for term in library.glossary:
        links = len(term.sources) + len(term.related) + len(term.variants.get(code, []))
        yield Item(term.id, term.term[code], len(term.plain[code]) + 40 * links)


def _names(library: Library, language: Language) -> Iterator[Item]:
    """What the A–Z lists, each name once; its id is the name as it is compared."""
    code = language.code
    names = [page.meta.title for page in library.pages_in(code) if not page.is_retired]
    for entry in library.resources.organisations.values():
        names += [entry.name[code], *entry.formerly]
    for term in library.glossary:
        names += [term.term[code], *term.variants.get(code, [])]
    for key, name in {name.casefold(): name for name in reversed(names)}.items():
        yield Item(key, name, 2 * len(name) + 25)


ITEMS = {BIBLIOGRAPHY: _publications, GLOSSARY: _terms, A_Z: _names}
