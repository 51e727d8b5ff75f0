"""What a page says and does, drawn from its markup once; judge and signs trust it."""

import re
from dataclasses import dataclass, field
from html import unescape

from fhp.link_checker.markup import Token, tokens

LONGEST_WAIT = 15  # seconds; a longer refresh reloads a page that somebody is reading
SCRIPT_GOES = re.compile(
    r"""(?<![\w.])(?:(?:window|document|self|top|parent)\.)?location"""
    r"""(?:\.href)?\s*(?:=\s*|\.(?:replace|assign)\s*\(\s*)["'`]([^"'`\s]{1,2000})["'`]"""
)
RELOADS = re.compile(r"\s*[\d.]{1,2}\s*;?\s*")
REFRESH = re.compile(r"([\d.]*)[\s;,]*(?:url\s*=)?(.*)", re.IGNORECASE | re.DOTALL)


@dataclass
class Page:
    """Facts of one HTML page."""

    title: str = ""
    headings: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)  # names outside the text: alt, meta, labels
    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    marks: list[str] = field(default_factory=list)  # ids, classes, sources: where vendors sign
    scripts: list[str] = field(default_factory=list)  # addresses of scripts, "" for inline ones
    code: str = ""
    noscript: str = ""
    canonical: str = ""
    base: str = ""
    refresh: str = ""
    reloads: bool = False  # by itself, soon
    passwords: int = 0
    inputs: int = 0
    hidden: int = 0  # fields that nobody sees
    buttons: int = 0
    pictures: int = 0
    forms: int = 0
    frames: int = 0
    empty_rooms: int = 0  # elements with a name and nothing in them, for scripts to fill

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def script_target(self) -> str:
        """Where the page's script sends a reader at once; only a page that says little does so."""
        if len(self.words) > 40:
            return ""
        found = SCRIPT_GOES.search(self.code)
        return found[1].replace("\\/", "/") if found else ""


def read_page(source: str) -> Page:
    """Draw the facts from any text that calls itself HTML."""
    page = Page()
    heading: list[str] | None = None
    room_open = False
    for token in tokens(source):
        if token.tag == "":
            words = token.text.split()
            page.words += words
            if heading is not None:
                heading += words
            room_open = room_open and not words
            continue
        if token.tag in ("h1", "h2"):
            heading = []
        elif token.tag in ("/h1", "/h2") and heading is not None:
            page.headings.append(" ".join(heading))
            heading = None
        if token.tag.startswith("/"):
            page.empty_rooms += room_open
            room_open = False
        else:
            room_open = token.tag in ("div", "main", "section") or "-" in token.tag
            room_open = room_open and bool(token.attributes.get("id") or "-" in token.tag)
            note(page, token)
    return page


def note(page: Page, token: Token) -> None:
    """Keep what one tag tells."""
    attributes = token.attributes
    for name in ("id", "name") if token.tag == "a" else ("id",):
        if name in attributes:
            page.anchors.add(attributes[name])
    for name in ("id", "class", "src", "action", "name", "data-sitekey"):
        if attributes.get(name):
            page.marks.append(attributes[name].lower()[:200])
    for name in ("alt", "aria-label"):
        if attributes.get(name):
            page.extra.append(attributes[name])
    page.code += attributes.get("onload", "")
    reader = READERS.get(token.tag)
    if reader:
        reader(page, token)


def read_title(page: Page, token: Token) -> None:
    page.title = page.title or " ".join(unescape(token.text).split())[:300]


def read_script(page: Page, token: Token) -> None:
    page.scripts.append(token.attributes.get("src", ""))
    if "json" in token.attributes.get("type", ""):
        page.extra.append(token.text)
    else:
        page.code += token.text


def read_noscript(page: Page, token: Token) -> None:
    plain = " ".join(part.text for part in tokens(token.text) if part.tag == "")
    page.noscript = f"{page.noscript} {plain}".strip()


def read_meta(page: Page, token: Token) -> None:
    content = token.attributes.get("content", "")
    if token.attributes.get("http-equiv", "").lower() == "refresh":
        page.refresh = page.refresh or refresh_target(content)
        page.reloads = page.reloads or bool(RELOADS.fullmatch(content))
    elif token.attributes.get("name") or token.attributes.get("property"):
        page.extra.append(content)


def refresh_target(content: str) -> str:
    """Where a refresh leads; "" where it only reloads, or after a time that lets one read."""
    found = REFRESH.match(content.strip()[:2000])
    seconds = found[1].split(".")[0] if found else ""
    if not found or int(seconds[:6] or 0) > LONGEST_WAIT:
        return ""
    return found[2].strip(" \t\r\n\"'")


def read_link(page: Page, token: Token) -> None:
    if "canonical" in token.attributes.get("rel", "").lower():
        page.canonical = token.attributes.get("href", "")


def read_base(page: Page, token: Token) -> None:
    page.base = page.base or token.attributes.get("href", "")


def read_anchor(page: Page, token: Token) -> None:
    if token.attributes.get("href"):
        page.links.append(token.attributes["href"])


def read_input(page: Page, token: Token) -> None:
    kind = token.attributes.get("type", "text").lower()
    page.passwords += kind == "password"
    page.inputs += kind not in ("hidden", "submit", "button", "checkbox", "image")
    page.hidden += kind == "hidden"
    page.buttons += kind in ("submit", "button", "image")


def read_form(page: Page, token: Token) -> None:
    page.forms += token.tag == "form"


def read_button(page: Page, _token: Token) -> None:
    page.buttons += 1


def read_picture(page: Page, _token: Token) -> None:
    page.pictures += 1


def read_frame(page: Page, token: Token) -> None:
    page.frames += token.tag in ("frame", "iframe")


READERS = {
    "title": read_title,
    "script": read_script,
    "noscript": read_noscript,
    "meta": read_meta,
    "link": read_link,
    "base": read_base,
    "a": read_anchor,
    "area": read_anchor,
    "input": read_input,
    "textarea": read_input,
    "button": read_button,
    **dict.fromkeys(("img", "picture", "svg", "video", "audio", "canvas", "object", "embed"), read_picture),
    "form": read_form,
    "frame": read_frame,
    "iframe": read_frame,
}
