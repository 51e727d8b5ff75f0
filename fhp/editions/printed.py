"""Print: the whole library and its tools as PDF, for paper of either size."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fhp.content.pages import Tool
from fhp.editions.articles import Article
from fhp.editions.book import Book, read_book
from fhp.editions.making import Making
from fhp.editions.typst import Link, head, make_pdf, quoted, say, typeset

LOOK = """
#set par(justify: false, leading: 0.55em, spacing: 0.9em)
#show heading: set block(above: 1.1em, below: 0.6em, sticky: true)
#show heading: set par(leading: 0.45em)
#show heading: set text(hyphenate: false)
#show heading.where(level: 1): set text(size: 1.35em, fill: rgb("#47206a"))
#show heading.where(level: 2): set text(fill: rgb("#2c5e38"))
#show heading.where(level: 1): it => block(above: 2em, it)
#set page(numbering: "1", margin: (x: 17mm, top: 15mm, bottom: 17mm), columns: COLUMNS)
#set columns(gutter: 7mm)
"""


def make_print(making: Making, site: Path) -> dict[str, bytes]:
    """Maps file names to the pages, and to the organisations with the sources, each in two columns."""
    book = read_book(making, site)
    pages = [article for article in book.articles if article.page]
    made = {f"{making.file('whole')}.pdf": _set(book, pages, making.title, size=8.5, columns=2)}
    lists = [article for article in book.articles if not article.page]
    if lists:
        title = _titled(making, "lists-title")
        made[f"{making.file('lists')}.pdf"] = _set(book, lists, title, size=8.5, columns=2)
    return made


def make_booklet(making: Making, site: Path) -> dict[str, bytes]:
    """Maps the file's name to the tools, each beginning a page so that it can be handed out by itself."""
    book = read_book(making, site)
    tools = [article for article in book.articles if article.page and isinstance(article.page.meta, Tool)]
    if not tools:
        return {}
    title = _titled(making, "tools-title")
    return {f"{making.file('tools')}.pdf": _set(book, tools, title, size=10.5, columns=1)}


def _titled(making: Making, key: str) -> str:
    return making.title if making.discreet else making.word(key).format(title=making.title)


def _set(book: Book, articles: Iterable[Article], title: str, size: float, columns: int) -> bytes:
    making, articles = book.making, list(articles)
    ui = making.edition.words["ui"]
    parts = [
        head(title, making.code, making.edition.today, size) + LOOK.replace("COLUMNS", str(columns)),
        "#show heading.where(level: 1): it => pagebreak(weak: true) + it\n" if columns == 1 else "",
        f"#par(leading: 0.4em)[#text(size: 1.8em, hyphenate: false)[{say(title)}]]",
        f"#par[{say(making.dated + ' ' + making.word('newer') + ' ')}#link({quoted(making.home)})[{say(making.home)}]]",
        f"#par[{say(ui['not-emergency'])}]\n#par[{say(ui['licence'])}]",
        f"#outline(title: [{say(making.word('contents'))}], depth: 1)",
    ]
    for article in articles:
        language = "" if article.language == making.code else f"#set text(lang: {quoted(article.language)})\n"
        parts.append(f"#[{language}{typeset(article.element, _links(book, article))}]")
    return make_pdf("\n".join(parts), making.edition.today)


def _links(book: Book, article: Article) -> Link:
    """Only links that leave the library: of those within it paper has no use, and thousands of them weigh."""

    def link(href: str) -> str:
        inside = not href or href.startswith("mailto:") or book.find(article, href) is not None
        return "" if inside else book.outside(article, href)

    return link
