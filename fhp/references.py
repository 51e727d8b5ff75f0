"""References: where whatever carries an id can be read, and a Markdown link to it.

A page, an organisation, a publication (its place in the bibliography) or a term (its place in the glossary):
the lists, the notes of a page and the ties beside it all ask here.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from fhp.catalogue import BIBLIOGRAPHY, GLOSSARY, places, relative
from fhp.citations import escape
from fhp.languages import Language
from fhp.library import Library

TO_ENTRY = re.compile(r'href="bibliography:(?P<id>[a-z0-9-]+)"')


@dataclass(frozen=True)
class Reference:
    """Where an entry is read: `path` below the language's folder, `language` of its title."""

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
    if publication is None or path is None:
        return None
    return Reference(publication.title[language.code], path, language.code, entry_id)


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


def place_notes(library: Library, language: Language, html: str, path: str) -> str:
    """The HTML of the page at `path` with the links of its notes to the bibliography as relative addresses."""
    where = places(library, language, BIBLIOGRAPHY)
    return TO_ENTRY.sub(lambda to: f'href="{address_of(where[to["id"]], path)}#{to["id"]}"', html)


def address_of(target: str, path: str) -> str:
    """From the page at `path` the address of the one at `target`, as a browser wants it: '../library/x/'."""
    return posixpath.relpath("/" + _folder(target), "/" + _folder(path)).rstrip("/") + "/"


def _folder(path: str) -> str:
    """The folder in which a page is published: 'news' for news/index.md, 'a-z' for a-z.md."""
    head, _, stem = path.removesuffix(".md").rpartition("/")
    return head if stem == "index" else f"{head}/{stem}".strip("/")
