"""References: where whatever carries an id can be read, and a Markdown link to it.

A page, an organisation, a publication (its place in the bibliography) or a term (its place in the glossary): the
lists, the notes of a page and the ties beside it all ask here.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache

from fhp.catalogue import Item, Part, home_of, relative, split
from fhp.citations import escape
from fhp.languages import Language
from fhp.library import Library
from fhp.resources import Publication

BIBLIOGRAPHY, GLOSSARY, TIMELINE = "list: bibliography", "list: glossary", "list: timeline"
TO_ENTRY = re.compile(r'href="bibliography:(?P<id>[a-z0-9-]+)"')


@dataclass(frozen=True)
class Reference:
    """Where an entry is read: `path` below the language's folder, `anchor` on that page, `language` of the title."""

    title: str
    path: str
    language: str
    anchor: str = ""


def refer(library: Library, language: Language, entry_id: str) -> Reference | None:
    """A page, an organisation or a publication; None where there is none, or none that can be read."""
    page = library.page(language.code, entry_id)
    if page:
        return None if page.is_retired else Reference(page.meta.title, page.path, page.language)
    organisation = library.resources.organisations.get(entry_id)
    if organisation:
        return Reference(organisation.name[language.code], library.path_of(entry_id) or "", language.code)
    publication = library.resources.publications.get(entry_id)
    path = places(library, language, BIBLIOGRAPHY).get(entry_id)
    return Reference(publication.title[language.code], path, language.code, entry_id) if publication and path else None


def refer_to_term(library: Library, language: Language, term_id: str) -> Reference | None:
    """A term of the glossary; a term and a page may share an id."""
    term = next((term for term in library.glossary if term.id == term_id), None)
    path = places(library, language, GLOSSARY).get(term_id)
    return Reference(term.term[language.code], path, language.code, term_id) if term and path else None


def link_to(reference: Reference, language: Language, path: str) -> str:
    """A Markdown link from the page at `path`."""
    anchor = f"#{reference.anchor}" if reference.anchor else ""
    spoken = f"{{: lang={reference.language} }}" if reference.language != language.code else ""
    return f"[{escape(reference.title)}]({relative(reference.path, path)}{anchor}){spoken}"


def links_to(library: Library, language: Language, ids: list[str], path: str) -> list[str]:
    """Links to those of the ids that can be read, in their order."""
    found = (refer(library, language, entry_id) for entry_id in ids)
    return [link_to(reference, language, path) for reference in found if reference]


@lru_cache(maxsize=32)
def parts(library: Library, language: Language, marker: str) -> tuple[Part, ...]:
    """The pages of the bibliography or of the glossary; none where no page holds that list."""
    home = home_of(library, language, marker)
    if home is None:
        return ()
    items = _publications(library, language) if marker == BIBLIOGRAPHY else _terms(library, language)
    return tuple(split(items, home, language))


@lru_cache(maxsize=32)
def places(library: Library, language: Language, marker: str) -> dict[str, str]:
    """Maps the id of a publication or a term to the path of the page that describes it."""
    return {item.id: part.path for part in parts(library, language, marker) for item in part.items}


def who(publication: Publication) -> str:
    """Whoever wrote or published it."""
    return ", ".join(publication.authors) or publication.body or ""


def _publications(library: Library, language: Language) -> list[Item]:
    code = language.code
    return [
        Item(entry.id, f"{who(entry)} {entry.year or ''} {entry.title[code]}",
             len(entry.title[code] + entry.cited_for[code] + who(entry)) + 50 * len(cited_by(library, entry.id)))
        for entry in library.resources.publications.values()
    ]  # fmt: skip


def _terms(library: Library, language: Language) -> list[Item]:
    code = language.code
    return [
        Item(term.id, term.term[code],
             len(term.plain[code]) + 40 * (len(term.sources) + len(term.related) + len(term.variants.get(code, []))))
        for term in library.glossary
    ]  # fmt: skip


def cited_by(library: Library, publication: str) -> list[str]:
    """The ids of the pages and organisations that rest on a publication."""
    tied = library.ties.get(publication, [])
    organisations = [entry_id for entry_id in tied if entry_id in library.resources.organisations]
    return [*library.cited_by.get(publication, []), *organisations]


def place_notes(library: Library, language: Language, html: str, path: str) -> str:
    """The HTML of the page at `path` with the links of its notes to the bibliography as relative addresses."""
    where = places(library, language, BIBLIOGRAPHY)
    return TO_ENTRY.sub(lambda found: f'href="{address_of(where[found["id"]], path)}#{found["id"]}"', html)


def address_of(target: str, path: str) -> str:
    """From the page at `path` the address of the page at `target`, as a browser wants it: '../library/glossary/'."""
    return posixpath.relpath("/" + _folder(target), "/" + _folder(path)).rstrip("/") + "/"


def _folder(path: str) -> str:
    """The folder in which a page is published: 'news' for news/index.md, 'a-z' for a-z.md."""
    head, _, stem = path.removesuffix(".md").rpartition("/")
    return head if stem == "index" else f"{head}/{stem}".strip("/")
