"""Full text: a page's HTML as it may travel, into feeds and the readers and sites that copy them.

Absolute links, lists and footnotes intact; no script, style, picture or permalink, nor what the build lists.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

# What the build itself puts on a page stands between these: it changes without anyone having written.
MADE = "<!--made-->\n\n{}\n\n<!--/made-->"
MADE_PART = re.compile(r"<!--made-->.*?<!--/made-->", re.DOTALL)
MADE_MARKS = re.compile(r"<!--/?made-->\n?")
KEPT = {  # tags, and the attributes that they keep
    **dict.fromkeys(("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code"), ()),
    **dict.fromkeys(("ul", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr"), ()),
    **dict.fromkeys(("strong", "em", "b", "i", "sup", "sub", "q", "cite", "del", "ins"), ()),
    **dict.fromkeys(("th", "td"), ("colspan", "rowspan")),
    **{"a": ("href",), "abbr": ("title",), "ol": ("start",)},
}
EVERYWHERE = ("lang", "dir")
EMPTY = {"br", "hr", "img", "input"}
DROPPED = {"script", "style", "svg", "iframe", "object", "template", "button", "form", "select", "textarea"}
DROPPED_CLASSES = {"headerlink", "footnote-backref"}
TITLES = {"summary", "label", "admonition-title"}  # tags, or a class, that read as a bold line without styles
OPENS_NOTHING = re.compile(r"<h([2-6])>(?:(?!</h).)*</h\1>\s*(?=<h\1>|\Z)", re.DOTALL)  # its list is left out
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def without_made(html: str) -> str:
    """What the editor wrote."""
    return MADE_PART.sub("", html)


def full_text(html: str, address: str) -> str:
    """`html` of the page at `address` with allowed tags only, each of them closed, and absolute web links.

    Safe inside CDATA: every '>' that is not a tag's is escaped.
    """
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    reader.end_all()
    text = NOT_IN_XML.sub("", "".join(reader.written))
    return re.sub(r"\n{2,}", "\n", OPENS_NOTHING.sub("", text)).strip()


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.written: list[str] = []
        self.open: list[tuple[str, str]] = []  # (tag as it came, how it is closed)
        self.dropping = ""  # the tag whose inside is left out,
        self.depth = 0  # and how deep in it
        self.made = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        if self.dropping or self.made:
            self.depth += tag == self.dropping
        elif tag in DROPPED or classes & DROPPED_CLASSES:
            self.dropping, self.depth = tag, 1
            self.written[-1:] = [text.rstrip("\xa0") for text in self.written[-1:]]  # before a way back
        elif tag in EMPTY:
            self.written.append(_empty(tag, given))
        elif tag in TITLES or classes & TITLES:
            self._open(tag, "<p><strong>", "</strong></p>\n")
        elif tag in KEPT and (tag != "a" or self._target(given)):
            self._open(tag, f"<{tag}{self._attributes(tag, given)}>", f"</{tag}>")
        else:
            self._open(tag, "", "")

    def handle_endtag(self, tag: str) -> None:
        if self.dropping or self.made:
            self.depth -= tag == self.dropping
            self.dropping = self.dropping if self.depth else ""
        elif any(tag == name for name, _ in self.open):
            while self._close() != tag:
                pass

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not (self.dropping or self.made):
            self.written.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        self.made = {"made": True, "/made": False}.get(data, self.made)

    def end_all(self) -> None:
        """Closes what the page left open."""
        while self.open:
            self._close()

    def _open(self, tag: str, start: str, end: str) -> None:
        self.written.append(start)
        self.open.append((tag, end))

    def _close(self) -> str:
        tag, end = self.open.pop()
        self.written.append(end)
        return tag

    def _target(self, given: dict[str, str]) -> str:
        """The absolute address of a link, '' unless it leads to the web."""
        try:
            target = urljoin(self.address, given.get("href", self.address))
            return target if urlsplit(target).scheme in ("http", "https") else ""
        except ValueError:  # not an address at all, as in 'http://['
            return ""

    def _attributes(self, tag: str, given: dict[str, str]) -> str:
        given = given | ({"href": self._target(given)} if tag == "a" else {})
        kept = (name for name in (*KEPT[tag], *EVERYWHERE) if name in given)
        return "".join(f' {name}="{escape(given[name])}"' for name in kept)


def _empty(tag: str, given: dict[str, str]) -> str:
    """A picture as its words, a task's box as a sign."""
    if tag == "img":
        return escape(given.get("alt", ""))
    if tag == "input":
        return ("☑" if "checked" in given else "☐") if given.get("type") == "checkbox" else ""
    return f"<{tag}>"
