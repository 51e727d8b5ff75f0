"""Long lists that stay light: one that would make its page too heavy goes on a page for each letter.

The bibliography, the glossary and the A–Z are such lists. Each page of one says `<!-- list: … -->`; here is
decided what stands on which. Letters have permanent addresses: a new entry sends no other to another letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fhp.content.addresses import root_link
from fhp.content.languages import Language
from fhp.content.library import Edition, Library, kept
from fhp.content.pages import MARKER
from fhp.content.resources import Publication
from fhp.text.alphabet import file_name, letter, order

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

    @property
    def name(self) -> str:
        """What a reader calls it: 'C', 'C 2'."""
        return self.letter.upper() + (f" {self.number}" if self.number > 1 else "")


@kept
def homes(edition: Edition) -> dict[str, str]:
    """Maps a marker to the first page that holds it, below the language's folder: 'library/glossary.md'."""
    found: dict[str, str] = {}
    for page in edition.standing:
        for marker in MARKER.finditer(page.body):
            found.setdefault(marker["name"], page.path)
    return found


def lay_out(edition: Edition, marker: str, items: Iterable[Item]) -> tuple[Part, ...]:
    """The pages of a list in the order of its letters; none where no page holds it."""
    home = homes(edition).get(marker)
    return tuple(split(items, home, edition.language)) if home else ()


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


@kept
def bibliography(edition: Edition) -> tuple[Part, ...]:
    """The pages of the bibliography."""
    return lay_out(edition, BIBLIOGRAPHY, _publications(edition))


@kept
def glossary(edition: Edition) -> tuple[Part, ...]:
    """The pages of the glossary."""
    return lay_out(edition, GLOSSARY, _terms(edition))


@kept
def places(edition: Edition) -> dict[tuple[str, str], str]:
    """Maps the list and the id of an entry, ('list: glossary', 'care'), to the path of the page that it stands on."""
    lists = ((BIBLIOGRAPHY, bibliography(edition)), (GLOSSARY, glossary(edition)))
    return {(marker, item.id): part.path for marker, parts in lists for part in parts for item in part.items}


def _publications(edition: Edition) -> Iterator[Item]:
    for entry in edition.resources.publications.values():
        links = sum(len(_title(edition, citing)) + LINK for citing in cited_by(edition.library, entry.id))
        size = len(entry.title[edition.code] + entry.cited_for[edition.code]) + links
        yield Item(entry.id, f"{who(entry)} {entry.year or ''} {entry.title[edition.code]}", size)


def _title(edition: Edition, entry_id: str) -> str:
    page = edition.page(entry_id)
    return page.meta.title if page else edition.resources.organisations[entry_id].name[edition.code]


def _terms(edition: Edition) -> Iterator[Item]:
    code = edition.code
    for term in edition.library.glossary:
        links = len(term.sources) + len(term.related) + len(term.variants.get(code, []))
        yield Item(term.id, term.term[code], len(term.plain[code]) + 40 * links)


def who(publication: Publication) -> str:
    """Whoever wrote or published it."""
    return ", ".join(publication.authors) or publication.body or ""


def cited_by(library: Library, publication: str) -> list[str]:
    """The ids of the pages and organisations that rest on a publication."""
    tied = library.ties.get(publication, [])
    organisations = [entry_id for entry_id in tied if entry_id in library.resources.organisations]
    return [*library.cited_by.get(publication, []), *organisations]


def render_letters(edition: Edition, links: Iterable[tuple[str, str]]) -> str:
    """A row of links to letters: (what is read, address in Markdown)."""
    rows = "\n".join(f'<li markdown="span">[{text}]({address})</li>' for text, address in links)
    label = edition.word("lists", "by-letter")
    rows = f'<ul class="steps" markdown="block">\n{rows}\n</ul>'
    return f'<nav aria-label="{label}" markdown="block">\n{rows}\n</nav>'


def part_links(edition: Edition, parts: Iterable[Part]) -> list[tuple[str, str]]:
    """The letter pages as `render_letters` wants them."""
    return [(part.name, root_link(edition.code, part.path)) for part in parts if part.letter]
