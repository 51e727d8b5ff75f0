"""EPUB 3: the whole library as a book for any reading app, with letters as large as its reader wants.

Written by hand, since what is to be written is short and has to be the same to the last byte; epubcheck reads it in
the tests. Form: EPUB 3.3, EPUB Accessibility 1.1 (W3C).
"""

from __future__ import annotations

import uuid
from html import escape
from itertools import groupby
from pathlib import Path

from fhp.editions.articles import Article, as_xml
from fhp.editions.book import Book, read_book
from fhp.editions.making import Making
from fhp.editions.packing import pack
from fhp.outputs.feed_items import NAMESPACE

SHEET = """
body{line-height:1.5}h1{font-size:1.5em}h2{font-size:1.2em}h3{font-size:1.05em}article{margin-top:2em}
.footnote{font-size:.9em}.brief,.notice,.admonition,details{border-left:4px solid #2c5e38;padding-left:.8em;
margin:1em 0}table{border-collapse:collapse}td,th{border:1px solid #8a7f74;padding:.3em;text-align:left;
vertical-align:top}
dt{font-weight:bold;margin-top:.6em}svg{max-width:100%}
""".strip()
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
PAGE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{code}" '
    'xml:lang="{code}">\n<head><meta charset="utf-8"/><title>{title}</title>'
    '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>\n{body}\n</body>\n</html>\n'
)
FEATURES = ("structuralNavigation", "tableOfContents", "alternativeText", "displayTransformability", "readingOrder")


def make_epub(making: Making, site: Path) -> dict[str, bytes]:
    """Maps the file's name to the book."""
    book = read_book(making, site)
    chapters = _divide(book)
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "book/style.css": SHEET}
    files |= {f"book/{name}": _chapter(book, chapters, name) for name in chapters}
    files["book/edition-.xhtml"] = _about(making)
    files["book/nav.xhtml"] = _contents(book, chapters)
    files["book/toc.ncx"] = _old_contents(book, chapters)
    files["book/book.opf"] = _package(making, files)
    packed = pack({name: text.encode() for name, text in files.items()}, making.edition.today, first="mimetype")
    return {f"{making.file('whole')}.epub": packed}


def _divide(book: Book) -> dict[str, list[Article]]:
    """Maps the file of a chapter to what is in it: a page each, what the build makes of data together."""
    chapters: dict[str, list[Article]] = {}
    for is_written, found in groupby(book.articles, key=lambda article: article.page is not None):
        articles = list(found)
        if is_written:
            chapters |= {f"{article.key}.xhtml": [article] for article in articles}
        else:
            chapters[f"{articles[0].key}-.xhtml"] = articles
    return chapters


def _chapter(book: Book, chapters: dict[str, list[Article]], name: str) -> str:
    files = _files(chapters)

    def place(url: str, anchor: str) -> str:
        file, key = files[url]
        return f"{'' if file == name else file}#{_anchor(key, anchor)}"

    parts = [as_xml(book.prepared(article, place)) for article in chapters[name]]
    body = "\n".join(parts).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"').replace("viewbox=", "viewBox=")
    body = body.replace(' lang="', ' xml:lang="').replace(' open="open"', ' open=""')
    return PAGE.format(code=book.making.code, title=escape(_title(chapters[name])), body=_both(body))


def _both(body: str) -> str:
    """Readers look at either of the two attributes for a language."""
    parts = body.split(' xml:lang="')
    return parts[0] + "".join(f' lang="{part.partition(chr(34))[0]}" xml:lang="{part}' for part in parts[1:])


def _anchor(key: str, anchor: str) -> str:
    return f"{key}.{anchor}".replace(":", ".") if anchor else key


def _files(chapters: dict[str, list[Article]]) -> dict[str, tuple[str, str]]:
    """Maps an article's url to its file and to a short name for its anchors."""
    found = [(article.url, name) for name, articles in chapters.items() for article in articles]
    return {url: (name, f"p{number}") for number, (url, name) in enumerate(found, 1)}


def _title(articles: list[Article]) -> str:
    first, last = articles[0].title, articles[-1].title
    return first if len(articles) == 1 else f"{first} – {last}"


def _about(making: Making) -> str:
    """The first page: what this is, of when, and where newer ones are."""
    ui = making.edition.words["ui"]
    home = f'<a href="{escape(making.home)}">{escape(making.home)}</a>'
    body = (
        f'<section epub:type="titlepage">\n<h1>{escape(making.title)}</h1>\n<p>{escape(making.dated)} '
        f"{escape(making.word('newer'))} {home}\u00a0↗</p>\n<p>{escape(making.word('mark'))}</p>\n"
        f"<p>{escape(ui['not-emergency'])}</p>\n<p>{escape(ui['licence'])}</p>\n</section>"
    )
    return PAGE.format(code=making.code, title=escape(making.title), body=body)


def _contents(book: Book, chapters: dict[str, list[Article]]) -> str:
    files, rows = _files(chapters), []
    for name, articles in chapters.items():
        links = [f'<a href="{name}#{files[a.url][1]}">{escape(a.title)}</a>' for a in articles]
        if len(links) == 1:
            rows.append(f"<li>{links[0]}</li>")
        else:
            inner = "".join(f"<li>{link}</li>" for link in links)
            rows.append(f"<li><span>{escape(_title(articles))}</span><ol>{inner}</ol></li>")
    title = escape(book.making.word("contents"))
    first = next(iter(chapters))
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{title}</h1>\n<ol>\n{chr(10).join(rows)}\n</ol></nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden"><ol><li><a epub:type="toc" href="#toc">{title}</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}">{escape(_title(chapters[first]))}</a></li></ol></nav>'
    )
    return PAGE.format(code=book.making.code, title=title, body=body)


def _old_contents(book: Book, chapters: dict[str, list[Article]]) -> str:
    """The list of contents as readers of EPUB 2 look for it: old phones have them."""
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{escape(_title(articles))}</text>'
        f'</navLabel><content src="{name}"/></navPoint>\n'
        for number, (name, articles) in enumerate(chapters.items(), 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f'<head><meta name="dtb:uid" content="{_identifier(book.making)}"/></head>'
        f"<docTitle><text>{escape(book.making.title)}</text></docTitle><navMap>\n{points}</navMap></ncx>\n"
    )


def _identifier(making: Making) -> str:
    return uuid.uuid5(NAMESPACE, f"epub {making.file('whole')} {making.code}").urn


def _package(making: Making, files: dict[str, str]) -> str:
    texts = [name for name in sorted(files) if name.endswith(".xhtml") and name != "book/nav.xhtml"]
    spine = [
        name for name in files if name.endswith(".xhtml") and name not in ("book/nav.xhtml", "book/edition-.xhtml")
    ]
    numbers = {name: f"t{number}" for number, name in enumerate(texts)}
    has_pictures = any("<svg" in text for text in files.values())
    items = [
        f'<item id="{numbers[name]}" href="{name[5:]}" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'svg' + chr(34) if '<svg' in files[name] else ''}/>"
        for name in texts
    ]
    modes = ["textual", *(["visual"] if has_pictures else [])]
    about = [
        *(f'<meta property="schema:accessMode">{mode}</meta>' for mode in modes),
        '<meta property="schema:accessModeSufficient">textual</meta>',
        *(f'<meta property="schema:accessibilityFeature">{name}</meta>' for name in FEATURES),
        '<meta property="schema:accessibilityHazard">none</meta>',
        f'<meta property="schema:accessibilitySummary">{escape(making.word("accessibility"))}</meta>',
    ]
    day, newline = making.edition.today.isoformat(), "\n"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="id" xml:lang="{making.code}">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{_identifier(making)}</dc:identifier>\n<dc:title>{escape(making.title)}</dc:title>\n'
        f"<dc:language>{making.code}</dc:language>\n<dc:date>{day}</dc:date>\n"
        f"<dc:rights>{escape(making.word('licence'))}</dc:rights>\n"
        f'<meta property="dcterms:modified">{day}T00:00:00Z</meta>\n{newline.join(about)}\n</metadata>\n<manifest>\n'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\n'
        f'<item id="style" href="style.css" media-type="text/css"/>\n{newline.join(items)}\n</manifest>\n'
        f'<spine toc="ncx">\n<itemref idref="{numbers["book/edition-.xhtml"]}"/>\n<itemref idref="nav"/>\n'
        f"{newline.join(f'<itemref idref={chr(34)}{numbers[name]}{chr(34)}/>' for name in spine)}\n"
        "</spine>\n</package>\n"
    )
