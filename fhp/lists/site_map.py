"""Site map: every place of the site that a search engine may send a reader to, in the languages that it is in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from fhp.content.addresses import url_of
from fhp.content.languages import Language
from fhp.content.library import Library
from fhp.directory.made_pages import made_pages, notices
from fhp.lists.letter_pages import letter_parts


@dataclass(frozen=True)
class Place:
    """A page in a `language`: its `url` below that language's root, every language it is in, its last change."""

    url: str
    language: Language
    languages: tuple[Language, ...]
    updated: datetime.date | None


def find_places(library: Library) -> list[Place]:
    """Pages in the languages in which they are written, then those made from data; no retired ones."""
    return [*_written(library), *_made(library)]


def _written(library: Library) -> Iterator[Place]:
    for page in library.pages:
        if not page.is_retired:
            languages = tuple(other.language for other in library.editions.values() if other.written(page.path))
            yield Place(page.url, library.language(page.language), languages, page.meta.updated)


def _made(library: Library) -> Iterator[Place]:
    made: dict[str, datetime.date | None] = {**dict.fromkeys(sorted(letter_parts(library)))}
    made |= dict(sorted(made_pages(library).items()))
    for path, updated in made.items():
        if path not in notices(library):
            yield from (Place(url_of(path), language, library.languages, updated) for language in library.languages)
