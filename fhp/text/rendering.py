"""Rendering: the Markdown of each page as the build makes HTML of it, once, for every rule about what a reader sees.

The same extensions and settings as MkDocs uses, less what it does to links; the lists that the build adds are left
out, and of each note only its number is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

from markdown import Markdown

from fhp.content.library import Library, kept
from fhp.content.pages import MARKER, Page
from fhp.text.citations import Citations
from fhp.text.html import Offence, Token, find_offences, find_tokens

LONGEST = 60_000  # characters of a page's body: five times the longest that stays within the weight of a page
LONGEST_LINE = 6_000
MOST_LINES, MOST_SIGNS, DEEPEST = 200, 100, 40  # of a block: lines, signs that open something, spaces of indentation
MOST_TRIED = 20  # lines that may have brought a mistake
OPENING = re.compile(r"[\[<]")
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\s-]*:|[/\\\\]{2}")


@dataclass(frozen=True)
class Link:
    """A link or an image as readers get it; `line` is that of its address in the file."""

    target: str
    text: str
    is_image: bool
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading as readers get it, with its anchor and the line where its text stands."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True)
class Rendered:
    """A page as HTML; `ids` are its anchors in their order; `offences` what may not stand in it, with their lines.

    `failed_at` is the line that Markdown itself stumbles over; there is nothing else then.
    """

    page: Page
    html: str = field(default="", repr=False)
    tokens: tuple[Token, ...] = field(default=(), repr=False)
    ids: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    offences: tuple[tuple[Offence, int], ...] = ()
    failed_at: int = 0


@kept
def rendered_pages(library: Library) -> dict[str, Rendered]:
    """Maps the name of each page's file to the page as HTML; one that is too long to be read is left out."""
    convert = _converter(library)
    return {page.name: _render(page, convert) for page in library.pages if not find_too_long(page)}


def find_too_long(page: Page) -> int:
    """The line at which a page has more than any honest page has; 0 where there is none.

    Markdown takes more than linear time over what stands open: without these bounds a page of 30 KB takes a minute.
    """
    seen = lines = signs = 0
    for number, row in enumerate(page.body.split("\n"), page.body_line):
        seen += len(row) + 1
        lines, signs = (lines + 1, signs + len(OPENING.findall(row))) if row.strip() else (0, 0)
        too_long = len(row) > LONGEST_LINE or seen > LONGEST or lines > MOST_LINES or signs > MOST_SIGNS
        if too_long or len(row) - len(row.lstrip()) > DEEPEST:
            return number
    return 0


def _converter(library: Library) -> Callable[[str], str]:
    """Turns the text of a page into HTML as the build does."""
    names, configs = library.settings.markdown
    notes = dict.fromkeys(library.resources.publications, ("", ""))
    markdown = Markdown(extensions=[*names, Citations(notes)], extension_configs=configs)

    def convert(text: str) -> str:
        markdown.reset()
        return markdown.convert(MARKER.sub("", text))

    return convert


def _render(page: Page, convert: Callable[[str], str]) -> Rendered:
    try:
        html = convert(page.body)
    except Exception:  # whatever an extension stumbles over here, the build would stumble over too
        return Rendered(page, failed_at=_first_line(page, lambda text: _fails(convert, text)))
    tokens = tuple(find_tokens(html))
    offences = tuple(
        (offence, _line_of_offence(page, offence, convert)) for offence in dict.fromkeys(find_offences(html))
    )
    ids = tuple(value for token in tokens for name, value in token.attributes if name == "id")
    return Rendered(
        page, html, tokens, ids, tuple(_find_links(page, tokens)), tuple(_find_headings(page, tokens)), offences
    )


def _fails(convert: Callable[[str], str], text: str) -> bool:
    try:
        convert(text)
    except Exception:  # see above
        return True
    return False


def _line_of_offence(page: Page, offence: Offence, convert: Callable[[str], str]) -> int:
    """The line that brings it: of those that hold its letters, the first without which there is less of it."""

    def count(text: str) -> int:
        return 0 if _fails(convert, text) else [*find_offences(convert(text))].count(offence)

    sign = offence.value.removesuffix(">").partition("=")[0].lower()
    lines = page.body.split("\n")
    holding = [number for number, row in enumerate(lines) if sign.strip() in unescape(row).lower()]
    if len(holding) == 1:
        return page.body_line + holding[0]
    whole = count(page.body)
    for number in holding[:MOST_TRIED]:
        if count("\n".join([*lines[:number], "", *lines[number + 1 :]])) < whole:
            return page.body_line + number
    return _first_line(page, lambda text: count(text) > 0)


def _first_line(page: Page, holds: Callable[[str], bool]) -> int:
    """The number of the first line up to which the text `holds`; the last where it never does."""
    lines = page.body.split("\n")
    low, high = 0, len(lines) - 1
    while low < high:
        middle = (low + high) // 2
        if holds("\n".join(lines[: middle + 1])):
            high = middle
        else:
            low = middle + 1
    return page.body_line + low


def _find_links(page: Page, tokens: tuple[Token, ...]) -> Iterator[Link]:
    """Every link and image but those to the page's own notes."""
    seen: dict[str, int] = {}
    for place, token in enumerate(tokens):
        target = token.get("href") if token.tag == "a" else token.get("src") if token.tag == "img" else None
        if token.kind != "open" or target is None or target.startswith(("#fn:", "#fnref")):
            continue
        offset = _find_target(page, target, seen.get(target, 0))
        seen[target] = offset + 1
        text = (token.get("alt") or "") if token.tag == "img" else _text_of(tokens, place)
        yield Link(target, text, token.tag == "img", page.line_of(max(offset, 0)))


def _find_target(page: Page, target: str, start: int) -> int:
    """Where in the body an address stands, from `start` on; in code only where it stands nowhere else."""
    for text in (page.plain, page.body):
        for form in (target, target.replace("&", "&amp;")):
            offset = text.find(form or "()", start)
            if offset >= 0:
                return offset
    return _find_disguised(page.body, target, start)


def _find_disguised(body: str, target: str, start: int) -> int:
    """Where the line begins that holds an address written with entities or percent signs; `start` where none does."""
    offset = 0
    for row in body.split("\n"):
        if offset + len(row) >= start and target.strip() in unquote(unescape(row)):
            return offset
        offset += len(row) + 1
    return start


def _find_headings(page: Page, tokens: tuple[Token, ...]) -> Iterator[Heading]:
    """Every heading, each looked for below the one before."""
    row, lines = 0, page.body.split("\n")
    for place, token in enumerate(tokens):
        if token.kind == "open" and re.fullmatch(r"h[1-6]", token.tag):
            text = _text_of(tokens, place)
            words = re.findall(r"\w+", text)[:6]
            row = next((n for n in range(row, len(lines)) if all(word in lines[n] for word in words)), row)
            yield Heading(int(token.tag[1]), text, token.get("id") or "", page.body_line + row)


def _text_of(tokens: tuple[Token, ...], place: int) -> str:
    """What a reader reads of the element that is opened at `place`, pictures in it included."""
    parts = []
    for token in tokens[place + 1 :]:
        if token.kind == "close" and token.tag == tokens[place].tag:
            break
        parts.append(token.text if token.kind == "text" else token.get("alt") or "")
    return "".join(parts)


def links_of(library: Library, page: Page) -> tuple[Link, ...]:
    """The links of a page; none where it cannot be read, which is another rule's to say."""
    found = rendered_pages(library).get(page.name)
    return found.links if found else ()


def headings_of(library: Library, page: Page) -> tuple[Heading, ...]:
    """The headings of a page; none where it cannot be read."""
    found = rendered_pages(library).get(page.name)
    return found.headings if found else ()


def leads_out(target: str) -> bool:
    """Whether an address names a host or a scheme of its own, however it is disguised."""
    return SCHEME.match(target.strip()) is not None


def lacks_anchor(library: Library, page: Page, anchor: str) -> bool:
    """Whether a page has no such place to link to; one that cannot be read may have it."""
    found = rendered_pages(library).get(page.name)
    return found is not None and not found.failed_at and anchor not in found.ids
