"""Organisations: the page of one, as Markdown: what a defender gets from it, and how sure we are.

Every text of an entry is shown as text. Never phones or people: a reader is sent to the organisation's own pages.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from babel.dates import format_date

from fhp.content.languages import Language
from fhp.content.library import Edition, Library, kept
from fhp.content.resources import Organisation, Provenance
from fhp.directory.shelves import FACETS, Shelf, shelves
from fhp.text.citations import describe
from fhp.text.markdown import escape, plain
from fhp.text.outside_links import Shown, link_of, render_link
from fhp.text.references import Reference, link_to, refer


def render_organisation(edition: Edition, entry: Organisation) -> str:
    """The text of an organisation's page."""
    blocks = [f"{notice}\n{{: .notice }}" for notice in warnings(edition, entry)]
    blocks.append(plain(entry.summary[edition.code]))
    if entry.limits:
        blocks.append(f"**{edition.word('directory', 'limits')}.** {plain(entry.limits[edition.code])}")
    terms = [*_addresses(edition, entry), *_facts(edition, entry)]
    blocks.append("\n\n".join(f"{term}\n:   {text}" for term, text in terms))
    blocks.append(f"{_state(edition.language, entry)} {verification(edition.language, entry)}\n{{: .meta }}")
    blocks.append(f"## {edition.word('directory', 'sources')} {{#how-we-know}}")
    blocks.append("\n".join(_source(edition, source) for source in entry.sources))
    return "\n\n".join(blocks) + "\n"


def warnings(edition: Edition, entry: Organisation) -> Iterator[str]:
    """What a reader must know before she counts on it: it is resting, unconfirmed, or nobody has looked for long."""
    if entry.status in ("paused", "historical", "unverified"):
        yield edition.word("directory", entry.status)
    if entry.is_stale(edition.today):
        yield edition.word("directory", "stale")


def verification(language: Language, entry: Organisation) -> str:
    """When and how it was last verified, in plain words."""
    how = language.word("verified", entry.verified.how)
    return language.word("directory", "verified-on").format(date=language.day(entry.verified.on), how=how)


def contact(edition: Edition, entry: Organisation) -> Shown:
    """The page to send a reader to: the one for asking help, otherwise the site, whichever still stands."""
    site = link_of(edition, entry)
    if entry.contact_url is None or site.state == "taken-over":
        return site
    page = link_of(edition, entry, entry.contact_url)
    return site if page.is_lost or page.state == "onion" else page  # most phones cannot open an .onion


def _addresses(edition: Edition, entry: Organisation) -> Iterator[tuple[str, str]]:
    """The page for asking help and the site; one line where they are the same."""
    page, site = contact(edition, entry), link_of(edition, entry)
    if page != site:
        yield edition.word("directory", "contact"), render_link(page, edition.language)
    hidden = link_of(edition, entry, entry.contact_url)
    if hidden.state == "onion":
        yield edition.word("directory", "contact"), render_link(hidden, edition.language)
    repeated = page != site and page.note == site.note
    yield (
        edition.word("directory", "website"),
        render_link(replace(site, note="") if repeated else site, edition.language),
    )


def _facts(edition: Edition, entry: Organisation) -> Iterator[tuple[str, str]]:
    word = edition.words["directory"]
    for facet in FACETS:
        if getattr(entry, facet):
            yield word[facet], tags(edition, facet, entry)
    if entry.formerly:
        yield word["formerly"], "; ".join(plain(name) for name in entry.formerly)


def spoken(language: Language, entry: Organisation) -> str:
    """The languages in which it can be asked."""
    return ", ".join(escape(language.spoken(code)) for code in entry.languages)


def find_shelf(library: Library, facet: str, value: str) -> Shelf | None:
    """The shelf of one value of a facet; None where nothing stands on it."""
    return _shelves_by_value(library).get((facet, value))


@kept
def _shelves_by_value(library: Library) -> dict[tuple[str, str], Shelf]:
    return {(shelf.facet, shelf.value): shelf for shelf in shelves(library)}


def shelf_link(edition: Edition, facet: str, value: str) -> str:
    """A Markdown link to the entries under one value of a facet."""
    title, shelf = edition.word(facet, value), find_shelf(edition.library, facet, value)
    return link_to(edition, Reference(title, shelf.path(), edition.code)) if shelf else escape(title)


def tags(edition: Edition, facet: str, entry: Organisation) -> str:
    """What an entry has of a facet, each a link to its shelf."""
    return " ".join(tag(edition, facet, value) for value in getattr(entry, facet))


def tag(edition: Edition, facet: str, value: str, more: str = "") -> str:
    """One of them; the theme tells the facets apart by their first letter."""
    shelf, title = find_shelf(edition.library, facet, value), edition.word(facet, value) + more
    if shelf is None:
        return escape(title)
    return link_to(edition, Reference(title, shelf.path(), edition.code)) + f"{{: .tag .{facet[0]} }}"


def _state(language: Language, entry: Organisation) -> str:
    state = language.word("status", entry.status)
    if not entry.active_as_of:
        return f"{state}."
    year, _, month = entry.active_as_of.partition("-")
    date = format_date(datetime.date(int(year), int(month), 1), "MMMM y", locale=language.locale) if month else year
    return f"{state} ({language.word('directory', 'last-sign').format(date=date)})."


def _source(edition: Edition, source: Provenance) -> str:
    """One item of the list of sources: what we rest on, and how much it can be trusted."""
    parts = [plain(source.note[edition.code])] if source.note else []
    publication = edition.resources.publications.get(source.publication or "")
    if publication:
        reference = refer(edition, publication.id)
        parts.append(link_to(edition, reference) + "." if reference else describe(publication, edition.language))
    level = edition.word("confidence", source.confidence).lower()
    return f"- {' '.join(parts)} ({edition.word('directory', 'confidence').format(value=level)})"
