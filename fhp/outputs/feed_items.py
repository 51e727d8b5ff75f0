"""Feed items: what a partner is told of a page, and of an organisation in the directory.

A withdrawn page or organisation keeps its identifier; only the notice of its withdrawal is left to tell.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape

from fhp.content.addresses import organisation_path, url_of
from fhp.content.languages import Language
from fhp.content.library import Edition
from fhp.content.pages import Page
from fhp.content.resources import Organisation
from fhp.content.withdrawals import Withdrawn
from fhp.text.full_text import full_text

NAMESPACE = uuid.UUID("b0d6a2f4-5c0e-4d53-9f6b-8e3b1d7c21a9")  # drawn once; another would change every GUID
HOUR = time(12, tzinfo=UTC)  # editors write days: at noon UTC it is the same day from Alaska to Kenya


@dataclass(frozen=True)
class Collected:
    """A page as the plugin collected it: `path` below the language's folder, absolute `link`, final `html`."""

    path: str
    link: str
    html: str


@dataclass(frozen=True)
class Item:
    """An entry of a feed; `urn` stays when its page or the site moves; `html` is '' without full text."""

    urn: str
    title: str
    link: str
    description: str
    html: str
    tags: tuple[str, ...]
    created: datetime
    updated: datetime


def urn(entry_id: str, language: str) -> str:
    """The identifier of an entry in a language, for ever (RFC 9562, version 5)."""
    return uuid.uuid5(NAMESPACE, f"{entry_id} {language}").urn


def noon(day: date) -> datetime:
    """The moment that stands for a day."""
    return datetime.combine(day, HOUR)


def page_item(language: Language, page: Page, found: Collected) -> Item:
    """A page with its full text, or the notice that it was withdrawn."""
    meta, title, description = page.meta, page.meta.title, page.meta.description
    if page.is_retired:
        title = language.word("feeds", "withdrawn").format(title=title)
        description = meta.reason or ""
        notice = language.word("ui", "retired").format(date=language.day(meta.updated))
        html = f"<p>{escape(f'{notice}. {description}', quote=False)}</p>"
    else:
        html = _opening(language, page) + full_text(found.html, found.link)
    return Item(
        urn=urn(meta.id, language.code),
        title=title,
        link=found.link,
        description=description,
        html=html,
        tags=tuple(language.word("tags", tag) for tag in meta.tags),
        created=noon(meta.created),
        updated=noon(meta.updated),
    )


def _opening(language: Language, page: Page) -> str:
    """What the theme shows around a page's text: what was mended in it, and *En breve*."""
    parts = []
    if page.meta.corrections:
        rows = [f"{language.day(one.date)}: {one.text}" for one in page.meta.corrections]
        listed = "".join(f"<li>{escape(row)}</li>" for row in rows)
        parts.append(f"<p><strong>{language.word('ui', 'corrections')}</strong></p>\n<ul>{listed}</ul>\n")
    if page.meta.brief_text:
        brief = escape(page.meta.brief_text)
        parts.append(f"<p><strong>{language.word('ui', 'brief')}.</strong> {brief}</p>\n")
    return "".join(parts)


def directory_items(edition: Edition, root: str) -> Iterator[Item]:
    """Each organisation by name, and what became of its entry; `root` is the language's address."""
    for entry in edition.resources.organisations.values():
        change = "changed" if entry.updated > entry.created else "added"
        detail = edition.word("status", entry.status)
        yield _directory_item(edition.language, root, entry, change, detail, (entry.created, entry.updated))
    for gone in edition.library.withdrawn:
        reason = gone.reason[edition.code]
        yield _directory_item(edition.language, root, gone, "withdrawn", reason, (gone.withdrawn, gone.withdrawn))


def _directory_item(
    language: Language,
    root: str,
    entry: Organisation | Withdrawn,
    change: str,
    detail: str,
    days: tuple[date, date],
) -> Item:
    """Never how to reach it: feeds are copied, and what was copied cannot be called back."""
    return Item(
        urn=urn(entry.id, language.code),
        title=language.word("feeds", change).format(title=entry.name[language.code]),
        link=root + url_of(organisation_path(entry.id)),
        description=language.word("feeds", f"{change}-text").format(detail=detail),
        html="",
        tags=(),
        created=noon(days[0]),
        updated=noon(days[1]),
    )
