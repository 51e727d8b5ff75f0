"""Feeds: what partners subscribe to, in each language as RSS 2.0, as JSON Feed 1.1 and as one OPML list.

mkdocs-rss-plugin collects the pages; hooks/feeds.py calls this once per language, before any page is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

from fhp.content.languages import Language
from fhp.content.library import Edition
from fhp.outputs.feed_items import Collected, Item, directory_items, noon, page_item

NAMES = ("created", "updated", "news", "directory")
NEWS = {"news", "dialogue"}  # types of page
OPML = "feeds.opml"
MOST_ITEMS = 50
MOST_BYTES = 250_000  # of full text in a feed: some 60,000 on the wire


@dataclass(frozen=True)
class Site:
    """The site in one language; `address` is that of its root, with a slash at its end."""

    address: str
    name: str


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


def render_feeds(
    edition: Edition, site: Site, collected: Iterable[Collected], announced: Iterable[Item] = ()
) -> dict[str, bytes]:
    """Maps the name of each of the language's files, from the site's root, to what it holds.

    `announced` is told with all changes, and is no page.
    """
    feeds = find_feeds(edition, site, collected, announced)
    files = {}
    for feed in feeds:
        rss, json_feed = file_names(edition.language, feed.name)
        files[rss] = _template("feed.xml.jinja").render(feed=feed).encode()
        files[json_feed] = _render_json(feed, site).encode()
    newest = max((feed.changed for feed in feeds if feed.changed), default=noon(edition.today))
    opml = _template("feeds.opml.jinja").render(feeds=feeds, site=site, newest=newest)
    return files | {edition.prefix + OPML: opml.encode()}


def find_feeds(
    edition: Edition, site: Site, collected: Iterable[Collected], announced: Iterable[Item] = ()
) -> list[Feed]:
    """The language's feeds, each with its own items only, newest first."""
    kinds: dict[str, list[Item]] = {name: [] for name in NAMES}
    kinds["updated"] += announced
    order = {path: place for place, path in enumerate(edition.library.settings.nav)}
    for found in sorted(collected, key=lambda found: (order.get(found.path, len(order)), found.path)):
        page = edition.written(found.path)
        if page:  # written in this language: no fallback, and nothing made from data
            item = page_item(edition.language, page, found)
            for name in ("created", "updated", *(["news"] if page.meta.type in NEWS else [])):
                kinds[name].append(item)
    kinds["directory"] = list(directory_items(edition, site.address + edition.prefix))
    return [_feed(edition.language, site, name, items) for name, items in kinds.items()]


def _feed(language: Language, site: Site, name: str, items: list[Item]) -> Feed:
    rss, json_feed = (site.address + file for file in file_names(language, name))
    newest_first = sorted(items, key=lambda item: _day(name, item), reverse=True)  # stable within a day
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
    folder = FileSystemLoader(Path(__file__).with_name("templates"))
    environment = Environment(loader=folder, autoescape=True, trim_blocks=True, keep_trailing_newline=True)
    environment.filters["rfc822"] = format_datetime
    environment.filters["as_html"] = lambda text: escape(text, quote=False)  # as RSS takes a description
    return environment.get_template(name)
