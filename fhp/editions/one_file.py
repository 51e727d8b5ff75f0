"""One file: the whole library as a single HTML page, which any browser of any age opens by itself."""

from __future__ import annotations

from html import escape
from pathlib import Path

from lxml import etree, html

from fhp.editions.book import Book, read_book
from fhp.editions.making import Making
from fhp.finish.policy import fingerprint

SHEET = """
html{font:1.06rem/1.55 Georgia,"Noto Serif",serif;color:#2b2431;background:#fdfaf4;color-scheme:light dark}
body{margin:0 auto;max-width:44rem;padding:1rem;overflow-wrap:break-word}
h1,h2,h3{line-height:1.25;margin:1.4em 0 .5em}h1{font-size:1.6rem;color:#47206a}h2{font-size:1.25rem;color:#2c5e38}
h3{font-size:1.05rem}a{color:#5b2a86}article{border-top:6px solid #5b2a86;margin-top:3em}
.footnote{font-size:.92rem}.brief,.notice,.admonition,details{border-left:5px solid #2c5e38;padding:.1em 1em;
margin:1em 0}.table{overflow-x:auto}
table{border-collapse:collapse}td,th{border:1px solid #8a7f74;padding:.3em .5em;text-align:left;
vertical-align:top}dt{font-weight:700;margin-top:.6em}svg{max-width:100%}.top{font-size:.9rem}
@media (prefers-color-scheme:dark){html{color:#ece5ee;background:#1c1721}a{color:#d3b1f2}h1,h2{color:#c4e2c6}}
@media print{html{font-size:10.5pt;color:#000;background:#fff}.top{display:none}}
""".replace("\n", "")
AGE = (
    "(function(){var t=document.getElementById('edition'),d=Math.floor((new Date-new Date(t.dateTime))/864e5);"
    "if(d>1)t.nextElementSibling.textContent=t.nextElementSibling.dataset.age.replace('{days}',d)})();"
)


def make_one_file(making: Making, site: Path) -> dict[str, bytes]:
    """Maps the file's name to the page."""
    book = read_book(making, site)
    numbers = {article.url: f"p{number}" for number, article in enumerate(book.articles, 1)}

    def place(url: str, anchor: str) -> str:
        return f"#{numbers[url]}.{anchor}" if anchor else f"#{numbers[url]}"

    parts = [_head(making), _contents(book, numbers)]
    for article in book.articles:
        element = book.prepared(article, place)
        up = f'<p class="top"><a href="#contents">{escape(making.word("contents"))}</a></p>'
        parts.append(f"{_as_html(element)}\n{up}")
    parts.append(f"</main>\n<script>{AGE}</script>\n</body>\n</html>\n")
    return {f"{making.file('whole')}.html": "\n".join(parts).encode()}


def _as_html(element: html.HtmlElement) -> str:
    text: str = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return text


def _head(making: Making) -> str:
    policy = (
        f"default-src 'none'; style-src {fingerprint(SHEET)}; script-src {fingerprint(AGE)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    ui = making.edition.words["ui"]
    home = f'<a href="{escape(making.home)}" rel="noreferrer">{escape(making.home)}</a>'
    return (
        f'<!doctype html>\n<html lang="{making.code}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{escape(making.title)}</title>\n'
        f'<link rel="icon" href="data:,">\n<style>{SHEET}</style>\n</head>\n<body>\n<header>\n'
        f"<p><strong>{escape(making.title)}</strong></p>\n"
        f'<p><time id="edition" datetime="{making.edition.today.isoformat()}">{escape(making.dated)}</time> '
        f'<span data-age="{escape(making.word("age"))}"></span> {escape(making.word("newer"))} {home}'
        f'<span class="out" role="img" aria-label="{escape(making.word("needs-connection"))}">\u00a0↗</span>. '
        f"{escape(making.word('mark'))}</p>\n<p>{escape(ui['not-emergency'])}</p>\n<p>{escape(ui['licence'])}</p>\n</header>"
    )


def _contents(book: Book, numbers: dict[str, str]) -> str:
    rows = []
    for article in book.articles:
        lang = f' lang="{article.language}"' if article.language != book.making.code else ""
        rows.append(f'<li><a href="#{numbers[article.url]}"{lang}>{escape(article.title)}</a></li>')
    title = escape(book.making.word("contents"))
    return (
        f'<nav id="contents" aria-labelledby="contents-title"><h1 id="contents-title">{title}</h1>\n'
        f"<ul>\n{chr(10).join(rows)}\n</ul></nav>\n<main>"
    )
