"""Feeds: what partners subscribe to, for each language four RSS 2.0 and four JSON Feed 1.1 files and an OPML list.

mkdocs-rss-plugin collects the pages; hooks/feeds.py calls this once per language, before any page is written.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

from fhp.full_text import full_text
from fhp.languages import Language
from fhp.library import Library, organisation_path
from fhp.pages import Page
from fhp.resources import Organisation
from fhp.withdrawals import Withdrawn

NAMES = ("created", "updated", "news", "directory")
OPML = "feeds.opml"
NEWS = {"news", "dialogue"}  # types of page
NAMESPACE = uuid.UUID("b0d6a2f4-5c0e-4d53-9f6b-8e3b1d7c21a9")  # ours, drawn once: changing it changes every GUID
HOUR = time(12, tzinfo=UTC)  # editors write days: at noon UTC it is the same day from Alaska to Kenya and beyond
MOST_ITEMS = 50
MOST_BYTES = 250_000  # of full text in a feed: some 60,000 on the wire


@dataclass(frozen=True)
class Site:
    """The site in one language; `address` is that of its root, with a slash at its end."""

    address: str
    name: str


@dataclass(frozen=True)
class Collected:
    """A page that the plugin found: its `path` below the language's folder, absolute `link`, and final `html`."""

    path: str
    link: str
    html: str


@dataclass(frozen=True)
class Item:
    """An entry of a feed; `urn` stays when its page or the site moves; `html` is '' where there is no full text."""

    urn: str
    title: str
    link: str
    description: str
    html: str
    tags: tuple[str, ...]
    created: datetime
    updated: datetime


@dataclass(frozen=True)
class Feed:
    """One feed; `address` is that of its RSS file, `json_address` that of its JSON file."""

    name: str
    title: str
    about: str
    rights: str
    home: str
    address: str
    json_address: str
    language: str
    items: tuple[Item, ...]

    def day(self, item: Item) -> datetime:
        """The date under which this feed shows an item."""
        return _day(self.name, item)

    @property
    def newest(self) -> datetime | None:
        """The date of its newest item."""
        return max(map(self.day, self.items), default=None)

    @property
    def changed(self) -> datetime | None:
        """When any of its items last changed."""
        return max((item.updated for item in self.items), default=None)


def file_names(language: Language, name: str) -> tuple[str, str]:
    """The RSS and the JSON file of a feed, from the site's root: 'en/feed_rss_news.xml'."""
    return f"{language.prefix}feed_rss_{name}.xml", f"{language.prefix}feed_json_{name}.json"


def render_feeds(library: Library, language: Language, site: Site, collected: Iterable[Collected]) -> dict[str, bytes]:
    """Maps the name of each of the language's files, from the site's root, to what it holds."""
    feeds = find_feeds(library, language, site, collected)
    files = {}
    for feed in feeds:
        rss, json_feed = file_names(language, feed.name)
        files[rss] = _template("feed.xml.jinja").render(feed=feed).encode()
        files[json_feed] = _render_json(feed, site).encode()
    newest = max((feed.changed for feed in feeds if feed.changed), default=_noon(library.today))
    opml = _template("feeds.opml.jinja").render(feeds=feeds, site=site, newest=newest)
    return files | {language.prefix + OPML: opml.encode()}


def find_feeds(library: Library, language: Language, site: Site, collected: Iterable[Collected]) -> list[Feed]:
    """The language's feeds, each with its own items only, newest first."""
    kinds: dict[str, list[Item]] = {name: [] for name in NAMES}
    order = {path: place for place, path in enumerate(library.nav)}
    for found in sorted(collected, key=lambda found: (order.get(found.path, len(order)), found.path)):
        page = library.at(language.code, found.path)
        if page:  # written in this language, and no fallback
            item = _page_item(language, page, found)
            for name in ("created", "updated", *(["news"] if page.meta.type in NEWS else [])):
                kinds[name].append(item)
    kinds["directory"] = list(_directory_items(library, language, site))
    return [_feed(language, site, name, items) for name, items in kinds.items()]


def _feed(language: Language, site: Site, name: str, items: list[Item]) -> Feed:
    rss, json_feed = (site.address + file for file in file_names(language, name))
    newest_first = sorted(items, key=lambda item: _day(name, item), reverse=True)  # on one day, the order of reading
    return Feed(
        name=name,
        title=f"{site.name}: {language.word('feeds', name)}",
        about=language.word("feeds", f"{name}-about"),
        rights=language.word("feeds", "rights"),
        home=site.address + language.prefix,
        address=rss,
        json_address=json_feed,
        language=language.code,
        items=tuple(_as_many_as_fit(newest_first)),
    )


def _day(name: str, item: Item) -> datetime:
    return item.created if name == "created" else item.updated


def _as_many_as_fit(items: Iterable[Item]) -> Iterator[Item]:
    size = 0
    for place, item in enumerate(items):
        size += len(item.html.encode())
        if place == MOST_ITEMS or (place and size > MOST_BYTES):
            return
        yield item


def urn(entry_id: str, language: str) -> str:
    """The identifier of an entry in a language, for ever (RFC 9562, version 5)."""
    return uuid.uuid5(NAMESPACE, f"{entry_id} {language}").urn


def _page_item(language: Language, page: Page, found: Collected) -> Item:
    meta = page.meta
    if page.is_retired:
        title = language.word("feeds", "withdrawn").format(title=meta.title)
        description = meta.reason or ""
        html = f"<p>{escape(language.word('ui', 'retired').format(date=language.day(meta.updated)))}. {escape(description)}</p>"
    else:
        title, description = meta.title, meta.description
        html = _opening(language, page) + full_text(found.html, found.link)
    tags = tuple(language.word("tags", tag) for tag in meta.tags)
    return Item(urn(meta.id, language.code), title, found.link, description, html, tags, _noon(meta.created), _noon(meta.updated))


def _opening(language: Language, page: Page) -> str:
    """What the theme shows around a page's text: what was mended in it, and *En breve*."""
    word = lambda key: escape(language.word("ui", key))  # noqa: E731 - a name for the eye, twice below
    mended = "".join(f"<li>{language.day(one.date)}: {escape(one.text)}</li>" for one in page.meta.corrections)
    brief = escape(page.meta.brief_text)
    return (f"<p><strong>{word('corrections')}</strong></p>\n<ul>{mended}</ul>\n" if mended else "") + (
        f"<p><strong>{word('brief')}.</strong> {brief}</p>\n" if brief else ""
    )


def _directory_items(library: Library, language: Language, site: Site) -> Iterator[Item]:
    """An organisation's name and what became of its entry; never how to reach it."""
    for entry in library.resources.organisations.values():
        change = "changed" if entry.updated > entry.created else "added"
        status = language.word("status", entry.status)
        yield _directory_item(language, site, entry, change, status, entry.created, entry.updated)
    for gone in library.withdrawn:
        yield _directory_item(language, site, gone, "withdrawn", gone.reason[language.code], gone.withdrawn, gone.withdrawn)


def _directory_item(
    language: Language, site: Site, entry: Organisation | Withdrawn, change: str, detail: str, created: date, updated: date
) -> Item:
    return Item(
        urn=urn(entry.id, language.code),
        title=language.word("feeds", change).format(title=entry.name[language.code]),
        link=site.address + language.prefix + organisation_path(entry.id).removesuffix(".md") + "/",
        description=language.word("feeds", f"{change}-text").format(detail=detail),
        html="",
        tags=(),
        created=_noon(created),
        updated=_noon(updated),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, HOUR)


def _render_json(feed: Feed, site: Site) -> str:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    items = [
        {
            "id": item.urn,
            "url": item.link,
            "title": item.title,
            "summary": item.description,
            **({"content_html": item.html} if item.html else {"content_text": item.description}),
            "date_published": item.created.isoformat(),
            "date_modified": item.updated.isoformat(),
            "tags": list(item.tags),
            "language": feed.language,
        }
        for item in feed.items
    ]
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.json_address,
        "description": feed.about,
        "authors": [{"name": site.name, "url": feed.home}],
        "language": feed.language,
    }
    return json.dumps(head | {"items": items}, ensure_ascii=False, indent=1) + "\n"


@cache
def _template(name: str) -> Template:
    folder = Path(__file__).with_name("templates")
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, keep_trailing_newline=True)
    environment.filters["rfc822"] = format_datetime
    environment.filters["as_html"] = lambda text: escape(text, quote=False)  # RSS takes a description for HTML
    return environment.get_template(name)
