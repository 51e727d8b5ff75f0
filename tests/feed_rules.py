"""The rules of feeds, written out: RSS 2.0 as the W3C's feed validator reads it, JSON Feed 1.1, and our own.

Each function returns the names of the rules that a feed breaks; test_feeds.py shows each of them broken.
Sources: rssboard.org (specification, profile), github.com/w3c/feedvalidator (docs-xml), jsonfeed.org.
"""

import datetime
import email.utils
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CHANNEL = {"title", "link", "description", "language", "copyright", "pubDate", "lastBuildDate", "ttl", "item"}
ITEM = {"title", "link", "guid", "pubDate", "category", "description", CONTENT}
ONCE = {"title", "link", "guid", "pubDate", "description"}
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}:\d{2} [+-]\d{4}"
)
RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})")
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
UNSAFE = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "meta",
    "link",
    "base",
    "img",
    "svg",
    "video",
}


class _Html(HTMLParser):
    """What a piece of HTML holds that a feed may not."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.broken: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()
        if self.open:
            self.broken.add("html-open")

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)
        if tag in UNSAFE or any(name == "style" or name.startswith("on") for name, _ in attrs):
            self.broken.add("html-unsafe")
        for name, value in attrs:
            if name in ("href", "src") and not re.match(r"https?://[^/]", value or ""):
                self.broken.add("html-relative")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.broken.add("html-open")


def rss_complaints(data: bytes, address: str, language: str) -> set[str]:
    """What is wrong with the RSS feed that is read at `address`."""
    try:
        root = ET.fromstring(data)
    except ET.ParseError:
        return {"xml"}
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        return {"rss"}
    needed = ("title", "link", "description")
    broken = {f"channel-{name}" for name in needed if not (channel.findtext(name) or "").strip()}
    broken |= {"unknown-element"} if {child.tag for child in channel} - CHANNEL - {f"{ATOM}link"} else set()
    broken |= {"language"} if channel.findtext("language") != language else set()
    own = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    broken |= {"self"} if own != [address] else set()
    dates = (channel.findtext(name) for name in ("pubDate", "lastBuildDate"))
    broken |= {"date"} if not all(map(_is_date, dates)) else set()
    broken |= {"channel-link"} if not re.match(r"https?://[^/]+/", channel.findtext("link") or "") else set()
    broken |= {"ttl"} if not (channel.findtext("ttl") or "").isdigit() else set()
    broken |= {"e-mail"} if E_MAIL.search("".join(channel.itertext())) else set()
    return broken | _item_complaints(channel.findall("item"))


def _item_complaints(items: list[ET.Element]) -> set[str]:
    broken = set()
    for item in items:
        tags = [child.tag for child in item]
        broken |= {"unknown-element"} if set(tags) - ITEM else set()
        broken |= {f"item-{tag}" for tag in ONCE if tags.count(tag) != 1 or not (item.findtext(tag) or "").strip()}
        broken |= {"date"} if not _is_date(item.findtext("pubDate")) else set()
        broken |= {"item-link"} if not re.match(r"https?://[^/]+/", item.findtext("link") or "") else set()
        broken |= {"title-html"} if re.search(r"</\w+>|&\w+;", item.findtext("title") or "") else set()
        categories = [(child.text or "").strip() for child in item.findall("category")]
        broken |= {"category"} if not all(categories) else set()
        guid = item.find("guid")
        if guid is not None and (guid.get("isPermaLink") != "false" or not URN.fullmatch(guid.text or "")):
            broken.add("guid")
        broken |= _Html(item.findtext("description") or "").broken | _Html(item.findtext(CONTENT) or "").broken
    guids = [item.findtext("guid") for item in items]
    broken |= {"guid-twice"} if len(set(guids)) < len(guids) else set()
    dates = [text for item in items if _is_date(text := item.findtext("pubDate"))]
    days = [email.utils.parsedate_to_datetime(text) for text in dates]
    return broken | ({"order"} if days != sorted(days, reverse=True) else set())


def _is_date(text: str | None) -> bool:
    if not RFC_822.fullmatch(text or ""):
        return False
    day = email.utils.parsedate_to_datetime(text)
    return f"{day:%a}" == text[:3] and day.year > 1990


def json_complaints(feed: dict, address: str, language: str) -> set[str]:
    """What is wrong with the JSON Feed that is read at `address`."""
    broken = {"version"} if feed.get("version") != "https://jsonfeed.org/version/1.1" else set()
    broken |= {"title"} if not isinstance(feed.get("title"), str) or not feed["title"] else set()
    broken |= {"feed_url"} if feed.get("feed_url") != address else set()
    broken |= {"language"} if feed.get("language") != language else set()
    broken |= {"authors"} if not all(isinstance(one, dict) and one.keys() & {"name", "url", "avatar"}
                                     for one in feed.get("authors", [])) else set()  # fmt: skip
    broken |= {"null"} if None in feed.values() else set()
    if not isinstance(feed.get("items"), list):
        return broken | {"items"}
    for item in feed["items"]:
        broken |= {"null"} if None in item.values() else set()
        broken |= {"id"} if not URN.fullmatch(str(item.get("id"))) else set()
        broken |= {"content"} if not (item.get("content_html") or item.get("content_text")) else set()
        broken |= {"url"} if not re.match(r"https?://[^/]+/", item.get("url", "")) else set()
        dates = (item.get("date_published"), item.get("date_modified"))
        broken |= {"date"} if not all(map(_is_json_date, dates)) else set()
        broken |= {"tags"} if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])) else set()
        broken |= {"language"} if item.get("language") != language else set()
        broken |= _Html(item.get("content_html", "")).broken
    ids = [item.get("id") for item in feed["items"]]
    return broken | ({"id-twice"} if len(set(ids)) < len(ids) else set())


def _is_json_date(text: object) -> bool:
    return bool(RFC_3339.fullmatch(str(text))) and bool(datetime.datetime.fromisoformat(str(text)).tzinfo)
