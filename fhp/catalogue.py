"""Catalogue: long lists that stay light. A list that would make its page too heavy goes on a page for each letter.

The bibliography, the glossary and the A–Z are such lists. Each page of one says `<!-- list: … -->`; here is decided
what stands on which. The letter pages have permanent addresses: adding an entry moves no other to another letter.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from fhp.alphabet import file_name, letter, order
from fhp.languages import Language
from fhp.library import Library
from fhp.pages import MARKER

# Bytes of text in a list, with 60 more an entry for its markup: about three and a half times what it weighs after
# gzip, which with the page around it stays within the 14,600 bytes of a page.
ROOM = 30_000
AROUND = 60


@dataclass(frozen=True)
class Item:
    """One entry: what it is looked up by, its anchor, and the bytes of its text."""

    id: str
    label: str
    size: int


@dataclass(frozen=True)
class Part:
    """What stands on one page: `path` below the language's folder, the letter it is for ('' for the whole list)."""

    path: str
    letter: str
    number: int
    items: tuple[Item, ...]


def home_of(library: Library, language: Language, marker: str) -> str | None:
    """The page that holds a list, below the language's folder: 'library/glossary.md'."""
    pages = (page for page in library.pages_in(language.code) if not page.is_retired)
    return next((p.path for p in pages if any(m["name"] == marker for m in MARKER.finditer(p.body))), None)


def split(items: Iterable[Item], home: str, language: Language) -> list[Part]:
    """The list in the language's order: whole on its home page, or in a page for each letter, numbered where needed."""
    items = sorted(items, key=lambda item: (order(item.label, language), item.id))
    if _weight(items) <= ROOM:
        return [Part(home, "", 1, tuple(items))]
    letters: dict[str, list[Item]] = {}
    for item in items:
        letters.setdefault(letter(item.label, language), []).append(item)
    folder = home.removesuffix(".md").removesuffix("/index")
    return [
        Part(f"{folder}/{file_name(sign)}{f'-{number}' if number > 1 else ''}.md", sign, number, tuple(fitting))
        for sign, found in letters.items()
        for number, fitting in enumerate(_in_pieces(found), 1)
    ]


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
    return f'<nav aria-label="{label}" markdown="block">\n<ul class="steps" markdown="block">\n{rows}\n</ul>\n</nav>'


def part_links(parts: Iterable[Part], path: str) -> list[tuple[str, str]]:
    """The letter pages as `render_letters` wants them."""
    return [(name_of(part), relative(part.path, path)) for part in parts if part.letter]


def name_of(part: Part) -> str:
    """What a reader calls a part: 'C', 'C 2'."""
    return part.letter.upper() + (f" {part.number}" if part.number > 1 else "")
