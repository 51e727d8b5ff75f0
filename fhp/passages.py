"""Passages: the text of a finished page, cut at its headings, as search needs it.

Lists that the build fills with other pages' titles, navigation and footnotes are not the page's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

TOKEN = re.compile(r"<!--.*?-->|<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?P<rest>[^>]*)>|(?P<text>[^<]+)", re.DOTALL)
ANCHOR = re.compile(r'\bid="([^"]+)"')
OTHERS = re.compile(r'\bclass="(?:[^"]* )?(?:pages|doors|footnote|letters)(?: [^"]*)?"')
HEADINGS = {"h2", "h3", "h4", "dt"}
VOID = {"br", "hr", "img", "input", "wbr", "col"}
SKIPPED = {"nav", "script", "style", "svg", "sup"}


@dataclass(frozen=True)
class Passage:
    """What stands below one heading; the first of a page has neither `anchor` nor `heading`."""

    anchor: str
    heading: str
    text: str


def find_passages(html: str) -> list[Passage]:
    """The passages of an article's HTML in their order, the text before the first heading always included."""
    passages = [("", [""], [""])]
    skipped: list[str] = []  # the elements open inside the one that is left out, itself first
    heading = ""
    for token in TOKEN.finditer(html):
        tag, rest = token["tag"], token["rest"] or ""
        if tag in VOID:
            passages[-1][2].append(" ")
        elif skipped:
            _follow(skipped, tag, token["close"])
        elif token["text"]:
            passages[-1][1 if heading else 2].append(token["text"])
        elif token["close"]:
            heading = "" if tag == heading else heading
            passages[-1][2].append(" " if tag in ("p", "li", "td", "th", "dd", "div") else "")
        elif tag and (tag in SKIPPED or OTHERS.search(rest)):
            skipped.append(tag)
        elif tag in HEADINGS and (anchor := ANCHOR.search(rest)):
            heading = tag
            passages.append((anchor[1], [], []))
    return [Passage(anchor, _plain(titles), _plain(texts)) for anchor, titles, texts in passages]


def _follow(skipped: list[str], tag: str | None, close: str | None) -> None:
    """Keeps count of the elements inside the one that is left out; only its own kind matters."""
    if tag == skipped[0]:
        if close:
            skipped.pop()
        else:
            skipped.append(tag)


def _plain(parts: list[str]) -> str:
    return re.sub(r"\s+", " ", unescape("".join(parts))).strip()
