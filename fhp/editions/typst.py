"""Typesetting: HTML of our own pages as Typst's markup, and Typst's markup as PDF or picture.

Typst because it needs no browser and no fonts of the machine (its own lie in the package), tags what it sets by
itself, refuses to call a file PDF/UA that is none, and gives the same bytes everywhere: Chromium's depend on its
version and on the machine's fonts, WeasyPrint's on the machine's Pango.
"""

from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Callable

import pikepdf
import typst
from lxml import html
from PIL import Image

from fhp.editions.articles import text_of

Link = Callable[[str], str]  # href as the page has it → Typst's destination, '' where there is none
SHADES = 4  # of grey: two leave thin strokes broken, more weigh
BLOCKS = frozenset({"p", "ul", "ol", "dl", "table", "div", "section", "details", "blockquote", "h1", "h2", "h3", "h4"})
BARE = re.compile(r"\s+")
PLAIN = {"em": "slanted", "i": "slanted", "cite": "slanted", "strong": "strong", "b": "strong", "sup": "super",
         "sub": "sub", "code": "raw-text", "summary": "summary", "small": "small"}  # fmt: skip


def quoted(text: str) -> str:
    """A string of Typst's."""
    return json.dumps(text, ensure_ascii=False)


def say(text: str) -> str:
    """Text within Typst's markup, whatever it holds."""
    text = BARE.sub(" ", text)
    return f"#{quoted(text)};" if text else ""


def _say_if_any(text: str) -> str:
    return say(text) if text.strip() else ""


def typeset(element: html.HtmlElement, link: Link, levels: int = 0) -> str:
    """The element as Typst's markup; headings are put `levels` lower."""
    return _Setting(link, levels).block(element)


class _Setting:
    def __init__(self, link: Link, levels: int) -> None:
        self.link, self.levels = link, levels

    def inside(self, element: html.HtmlElement) -> str:
        """What an element holds, texts and elements in their order."""
        # between blocks a space would be set as a paragraph of its own
        between = _say_if_any if any(child.tag in BLOCKS for child in element) else say
        parts = [between(element.text or "")]
        for child in element:
            parts.append(self.block(child) if isinstance(child.tag, str) else "")
            parts.append(between(child.tail or ""))
        return "".join(parts)

    def block(self, element: html.HtmlElement) -> str:
        """One element."""
        tag = str(element.tag)
        classes = (element.get("class") or "").split()
        if "footnote-backref" in classes or tag in ("input", "svg", "nav", "script", "style"):
            return self.special(tag, element)
        if re.fullmatch("h[1-6]", tag):
            return f"\n#heading(level: {int(tag[1]) + self.levels})[{self.inside(element)}]\n"
        if tag == "a":
            return self.anchor(element)
        if tag in ("ul", "ol"):
            return self.listed(tag, element)
        if tag == "table":
            return self.table(element)
        if tag == "dl":
            return self.terms(element)
        if tag == "br":
            return "#linebreak();"
        return self.wrapped(tag, classes, element)

    def special(self, tag: str, element: html.HtmlElement) -> str:
        if tag == "input":
            return say("☑ " if element.get("checked") is not None else "☐ ")
        if tag == "svg":
            return f"#par[{say(element.get('aria-label') or text_of(element))}]" if element.get("aria-label") else ""
        return ""

    def anchor(self, element: html.HtmlElement) -> str:
        inner = self.inside(element)
        target = self.link(element.get("href") or "")
        if not target or not inner:
            return inner
        if re.fullmatch(r"\S+[./]\S+", text_of(element)):
            inner = f"#address[{inner}]"
        return f"#link({quoted(target)})[{inner}];"

    def listed(self, tag: str, element: html.HtmlElement) -> str:
        items = "".join(f"[{self.item(item)}]," for item in element if item.tag == "li")
        return f"\n#{'list' if tag == 'ul' else 'enum'}({items})\n" if items else ""

    def item(self, item: html.HtmlElement) -> str:
        """What stands beside a mark or a number: a paragraph begins on their line, a second line below the first."""
        parts = [say((item.text or "").lstrip())]
        for place, child in enumerate(item):
            if child.tag == "p" and place == 0:
                parts.append(self.inside(child))
            elif child.tag == "span" and place:
                parts.append(f"#linebreak();{self.inside(child)}")
            else:
                parts.append(self.block(child) if isinstance(child.tag, str) else "")
            parts.append(say((child.tail or "").lstrip("\n")))
        return "".join(parts)

    def terms(self, element: html.HtmlElement) -> str:
        parts = []
        for child in element.iter("dt", "dd"):
            if child.tag == "dt":
                parts.append(f"\n#term[{self.inside(child)}]\n")
            else:
                parts.append(f"\n#meaning[{self.inside(child)}]\n")
        return "".join(parts)

    def table(self, element: html.HtmlElement) -> str:
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return ""
        head = rows[0] if all(cell.tag == "th" for cell in rows[0]) else []
        body = rows[1:] if head else rows
        cells = "".join(f"[{self.inside(cell)}]," for row in body for cell in row)
        top = "".join(f"[#strong[{self.inside(cell)}]]," for cell in head)
        return f"\n#table(columns: (1fr,) * {width}, {f'table.header({top}),' if head else ''}{cells})\n"

    def wrapped(self, tag: str, classes: list[str], element: html.HtmlElement) -> str:
        inner = self.inside(element)
        if tag in PLAIN:
            return f"#{PLAIN[tag]}[{inner}];" if inner else ""
        if tag == "p":
            return f"\n#{'notice' if 'notice' in classes else 'par'}[{inner}]\n"
        if tag == "blockquote":
            return f"\n#quote(block: true)[{inner}]\n"
        if "notice" in classes or "brief" in classes or "admonition" in classes or tag == "details":
            return f"\n#box-of[{inner}]\n"
        return f"\n{inner}\n" if tag in ("div", "section", "article", "figure", "figcaption", "header") else inner


HEAD = """
#set document(title: {title}, date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))
#set text(font: "Libertinus Serif", fallback: true, lang: {language}, size: {size}pt, hyphenate: true)
#set page(width: 210mm, height: 279mm, margin: (x: 18mm, y: 16mm))
#show link: set text(fill: rgb("#47206a"))
#let address(it) = text(lang: "zxx", hyphenate: false, it)
#let raw-text(it) = text(font: "DejaVu Sans Mono", size: 0.85em, it)
#let summary(it) = strong(it)
#let slanted(it) = text(style: "italic", it)
#let small(it) = text(size: 0.85em, it)
#let term(it) = block(sticky: true, above: 0.9em, below: 0.35em, strong(it))
#let meaning(it) = block(inset: (left: 1em), above: 0.35em, it)
#let box-of(it) = block(inset: (left: 0.9em), stroke: (left: 2pt + rgb("#2c5e38")), width: 100%, it)
#let notice(it) = box-of(it)
#set table(stroke: 0.4pt + rgb("#8a7f74"), inset: 4pt)
#set list(marker: [•])
"""


def head(title: str, language: str, day: datetime.date, size: float = 10.5) -> str:
    """What every document begins with; the page is as wide as A4 and as high as Letter, so that both print it whole."""
    return HEAD.format(title=quoted(title), language=quoted(language), day=day, size=size)


def make_pdf(source: str, day: datetime.date) -> bytes:
    """A tagged PDF; where something is missing that PDF/UA asks for, Typst says so and makes none."""
    made = typst.compile(source.encode(), ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"],
                         timestamp=midnight(day))  # fmt: skip
    return _repack(made if isinstance(made, bytes) else b"")


def _repack(pdf: bytes) -> bytes:
    """The same document in few bytes: the tags, which Typst writes out, packed with the rest."""
    kept = io.BytesIO()
    pikepdf.settings.set_flate_compression_level(9)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True,
                      deterministic_id=True)  # fmt: skip
    return kept.getvalue()


def make_pictures(source: str, day: datetime.date, dots: int) -> list[bytes]:
    """Each page as PNG, in a few greys: a picture that a phone can pass on."""
    made = typst.compile(source.encode(), ignore_system_fonts=True, format="png", ppi=dots, timestamp=midnight(day))
    return [_thin(page) for page in (made if isinstance(made, list) else [made or b""])]


def _thin(picture: bytes) -> bytes:
    step = 255 // (SHADES - 1)
    grey = Image.open(io.BytesIO(picture)).convert("L").point([round(shade / step) for shade in range(256)])
    grey.putpalette([step * shade for shade in range(SHADES) for _ in "rgb"])
    kept = io.BytesIO()
    grey.save(kept, "PNG", optimize=True, bits=2)
    return kept.getvalue()


def midnight(day: datetime.date) -> datetime.datetime:
    """The moment that stands for the library's date."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
