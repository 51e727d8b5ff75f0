"""Links: every link of a page as its editor wrote it, and the headings that links can lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from markdown.extensions.toc import slugify_unicode

from fhp.content.pages import Page

LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?(?P<target>[^)\s>]*)>?(?:\s+[\"'][^)]*)?\s*\)"
    r"|^ {0,3}\[[^\]^][^\]]*\]:\s*<?(?P<reference>[^\s>]+)",
    re.MULTILINE,
)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*(?:\{([^}]*)\})?\s*$", re.MULTILINE)
SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:|^//")
IN_HTML = re.compile(r"<(?P<auto>[a-z][a-z0-9+.-]*:[^<>\s]+)>|\bhref\s*=\s*[\"']?(?P<href>[^\"'\s>]*)", re.IGNORECASE)


def find_links(page: Page) -> Iterator[re.Match[str]]:
    """Every Markdown link of a page, outside code: groups `text`, and `target` or `reference`."""
    yield from LINK.finditer(page.plain)


def anchors(page: Page) -> set[str]:
    """The headings of a page as they can be linked to."""
    found = set(re.findall(r"\bid=\"([^\"]+)\"", page.plain)) | set(re.findall(r"\{[^}\n]*#([\w-]+)", page.plain))
    for text, _attributes in HEADING.findall(page.plain):
        found.add(slugify_unicode(text, "-"))
    return found


def find_outer(page: Page) -> Iterator[tuple[int, str, str]]:
    """Every link of a page: where, its text, its target."""
    spans = []
    for found in find_links(page):
        target = found["target"] if found["target"] is not None else found["reference"]
        spans.append(found.span())
        yield found.start(), found["text"] or "", unescape(target)
    for found in IN_HTML.finditer(page.plain):
        if not any(start < found.start() < end for start, end in spans):
            yield found.start(), "", unescape(found["auto"] or found["href"] or "")
