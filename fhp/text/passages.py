"""Passages: the text of a finished page, cut at its headings, as search needs it.

Navigation, notes and what the build lists of other pages are not the page's own words.
"""

from __future__ import annotations

from dataclasses import dataclass

from fhp.text.full_text import without_made
from fhp.text.html import find_tokens

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
    for token in find_tokens(html if with_lists else without_made(html)):
        is_open = token.kind == "open"
        if skipped:
            depth += (token.tag == skipped) * (1 if is_open else -1)
            skipped = skipped if depth else ""
        elif token.kind == "text":
            _, titles, texts = passages[-1]
            (titles if heading else texts).append(token.text)
        elif is_open and (token.tag in SKIPPED or token.get("class") == "footnote"):
            skipped, depth = token.tag, 1
        elif token.tag in HEADINGS:
            if anchor := token.get("id"):
                passages.append((anchor, [], []))
            heading = token.tag if is_open else ""
        elif token.tag and token.tag not in INLINE:
            passages[-1][2].append(" ")
    return [Passage(anchor, _plain(titles), _plain(texts)) for anchor, titles, texts in passages]


def _plain(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
