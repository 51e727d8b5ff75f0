"""Passages: the text of a finished page, cut at its headings, as search needs it.

Navigation, notes and what the build lists of other pages are not the page's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from fhp.text.full_text import without_made

TOKEN = re.compile(r"<!--.*?-->|<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?P<rest>[^>]*)>|(?P<text>[^<]+)", re.DOTALL)
ANCHOR = re.compile(r'\bid="([^"]+)"')
NOTES = re.compile(r'\bclass="footnote"')
HEADINGS = {"h2", "h3", "h4"}
SKIPPED = {"nav", "script", "style", "svg", "sup"}
INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "q", "span", "strong", "time"}


@dataclass(frozen=True)
class Passage:
    """What stands below one heading; the first of a page has neither `anchor` nor `heading`."""

    anchor: str
    heading: str
    text: str


def find_passages(html: str, with_lists: bool = False) -> list[Passage]:
    """The passages of an article's HTML in their order, the text before the first heading always the first."""
    passages: list[tuple[str, list[str], list[str]]] = [("", [], [])]
    skipped, depth, heading = "", 0, ""
    for token in TOKEN.finditer(html if with_lists else without_made(html)):
        tag, text = token["tag"], token["text"]
        if skipped:
            depth += (tag == skipped) * (-1 if token["close"] else 1)
            skipped = skipped if depth else ""
        elif text:
            _, titles, texts = passages[-1]
            (titles if heading else texts).append(text)
        elif tag and not token["close"] and (tag in SKIPPED or NOTES.search(token["rest"])):
            skipped, depth = tag, 1
        elif tag in HEADINGS:
            anchor = ANCHOR.search(token["rest"])
            if anchor:
                passages.append((anchor[1], [], []))
            heading = "" if token["close"] else tag
        elif tag and tag not in INLINE:
            passages[-1][2].append(" ")
    return [Passage(anchor, _plain(titles), _plain(texts)) for anchor, titles, texts in passages]


def _plain(parts: list[str]) -> str:
    return re.sub(r"\s+", " ", unescape("".join(parts))).strip()
