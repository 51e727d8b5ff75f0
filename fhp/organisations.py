"""Organisations: the page of one, as Markdown: what a defender gets from it, and how sure we are.

Every text of an entry is shown as text. Never phones or people: a reader is sent to the organisation's own pages.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from babel.dates import format_date

from fhp.citations import describe, escape
from fhp.facets import FACETS, Shelf
from fhp.languages import Language
from fhp.library import Library
from fhp.reader_links import Shown, link_of, render_link
from fhp.references import Reference, link_to, refer
from fhp.resources import Organisation, Provenance


def render_organisation(library: Library, language: Language, entry: Organisation) -> str:
    """The text of an organisation's page."""
    path = library.path_of(entry.id) or ""
    blocks = [f"{notice}\n{{: .notice }}" for notice in warnings(library, language, entry)]
    blocks.append(plain(entry.summary[language.code]))
    if entry.limits:
        blocks.append(f"**{language.word('directory', 'limits')}.** {plain(entry.limits[language.code])}")
    terms = [*_addresses(library, language, entry), *_facts(library, language, entry, path)]
    blocks.append("\n\n".join(f"{term}\n:   {text}" for term, text in terms))
    blocks.append(f"## {language.word('directory', 'sources')} {{#how-we-know}}")
    blocks.append("\n".join(_source(library, language, source, path) for source in entry.sources))
    return "\n\n".join(blocks) + "\n"


def plain(text: str) -> str:
    """A text as one line of Markdown that shows exactly it, also where it begins like a list or a heading."""
    line = escape(" ".join(text.split()))
    return line if re.match(r"[^\W\d_]|[\\&]", line) else f"&#{ord(line[0])};{line[1:]}" if line else ""


def warnings(library: Library, language: Language, entry: Organisation) -> Iterator[str]:
    """What a reader must know before she counts on it: it is resting, unconfirmed, or nobody has looked for long."""
    if entry.status in ("paused", "historical", "unverified"):
        yield language.word("directory", entry.status)
    if entry.is_stale(library.today):
        yield language.word("directory", "stale")


def verification(language: Language, entry: Organisation) -> str:
    """When and how it was last verified, in plain words."""
    how = language.word("verified", entry.verified.how)
    return language.word("directory", "verified-on").format(date=language.day(entry.verified.on), how=how)


def contact(library: Library, language: Language, entry: Organisation) -> Shown:
    """The page to send a reader to: the one for asking help, otherwise the site, whichever still stands."""
    site = link_of(entry, library.links.of(entry.url), language)
    if entry.contact_url is None or site.state == "taken-over":
        return site
    page = link_of(entry, library.links.of(entry.contact_url), language, entry.contact_url)
    return site if page.is_lost else page


def _addresses(library: Library, language: Language, entry: Organisation) -> Iterator[tuple[str, str]]:
    """The page for asking help and the site; one line where they are the same."""
    page, site = contact(library, language, entry), link_of(entry, library.links.of(entry.url), language)
    if page != site:
        yield language.word("directory", "contact"), render_link(page, language)
    repeated = page != site and page.note == site.note
    yield language.word("directory", "website"), render_link(replace(site, note="") if repeated else site, language)


def _facts(library: Library, language: Language, entry: Organisation, path: str) -> Iterator[tuple[str, str]]:
    word = language.words["directory"]
    for facet in FACETS:
        links = (shelf_link(library, language, facet, value, path) for value in getattr(entry, facet))
        yield word[facet], ", ".join(links)
    if entry.languages:
        yield word["languages"], spoken(language, entry)
    yield word["status"], _state(language, entry)
    if entry.formerly:
        yield word["formerly"], "; ".join(plain(name) for name in entry.formerly)
    yield word["verified"], verification(language, entry)


def spoken(language: Language, entry: Organisation) -> str:
    """The languages in which it can be asked."""
    return ", ".join(escape(language.spoken(code)) for code in entry.languages)


def find_shelf(library: Library, facet: str, value: str) -> Shelf | None:
    """The shelf of one value of a facet; None where nothing stands on it."""
    return next((shelf for shelf in library.shelves if (shelf.facet, shelf.value) == (facet, value)), None)


def shelf_link(library: Library, language: Language, facet: str, value: str, path: str) -> str:
    """A Markdown link, from the page at `path`, to the entries under one value of a facet."""
    title, shelf = language.word(facet, value), find_shelf(library, facet, value)
    return link_to(Reference(title, shelf.path(), language.code), language, path) if shelf else escape(title)


def _state(language: Language, entry: Organisation) -> str:
    state = language.word("status", entry.status)
    if not entry.active_as_of:
        return f"{state}."
    year, _, month = entry.active_as_of.partition("-")
    date = format_date(datetime.date(int(year), int(month), 1), "MMMM y", locale=language.locale) if month else year
    return f"{state} ({language.word('directory', 'last-sign').format(date=date)})."


def _source(library: Library, language: Language, source: Provenance, path: str) -> str:
    """One item of the list of sources: what we rest on, and how much it can be trusted."""
    parts = [plain(source.note[language.code])] if source.note else []
    publication = library.resources.publications.get(source.publication or "")
    if publication:
        reference = refer(library, language, publication.id)
        parts.append(link_to(reference, language, path) + "." if reference else describe(publication, language))
    level = language.word("confidence", source.confidence).lower()
    return f"- {' '.join(parts)} ({language.word('directory', 'confidence').format(value=level)})"
