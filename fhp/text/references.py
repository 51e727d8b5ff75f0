"""References: where whatever carries an id can be read, and a Markdown link to it.

A page, an organisation, a publication (its place in the bibliography) or a term (its place in the glossary):
the lists, the notes of a page and the ties beside it all ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fhp.content.addresses import organisation_path, root_link
from fhp.content.library import Edition
from fhp.content.pages import Page
from fhp.text.long_lists import BIBLIOGRAPHY, GLOSSARY, places
from fhp.text.markdown import escape


@dataclass(frozen=True)
class Reference:
    """Where an entry is read: `path` below the language's folder, `language` of its title."""

    title: str
    path: str
    language: str
    anchor: str = ""


def refer(edition: Edition, entry_id: str) -> Reference | None:
    """A page, an organisation or a publication; None where there is none, or none that can be read."""
    page = edition.page(entry_id)
    if page:
        return None if page.is_retired else refer_to_page(page)
    organisation = edition.resources.organisations.get(entry_id)
    if organisation:
        return Reference(organisation.name[edition.code], organisation_path(entry_id), edition.code)
    publication = edition.resources.publications.get(entry_id)
    path = places(edition).get((BIBLIOGRAPHY, entry_id))
    return Reference(publication.title[edition.code], path, edition.code, entry_id) if publication and path else None


def refer_to_page(page: Page) -> Reference:
    """A page that can be read."""
    return Reference(page.meta.title, page.path, page.language)


def refer_to_term(edition: Edition, term_id: str) -> Reference | None:
    """A term of the glossary; a term and a page may share an id."""
    term = next((term for term in edition.library.glossary if term.id == term_id), None)
    path = places(edition).get((GLOSSARY, term_id))
    return Reference(term.term[edition.code], path, edition.code, term_id) if term and path else None


def link_to(edition: Edition, reference: Reference) -> str:
    """A Markdown link."""
    spoken = f"{{: lang={reference.language} }}" if reference.language != edition.code else ""
    return f"[{escape(reference.title)}]({root_link(edition.code, reference.path, reference.anchor)}){spoken}"


def links_to(edition: Edition, ids: Iterable[str]) -> list[str]:
    """Links to those of the ids that can be read, in their order."""
    found = (refer(edition, entry_id) for entry_id in ids)
    return [link_to(edition, reference) for reference in found if reference]
