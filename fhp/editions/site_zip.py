"""ZIP: the site itself, to be read from a folder, a card or a stick, without any server.

A browser that reads from file:// opens no folder by itself and lets no script fetch: every link names its file, and
the index of search comes as a script. What all pages share is written once.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from fhp.content.library import Edition
from fhp.editions.articles import follow
from fhp.editions.making import Making
from fhp.editions.packing import pack
from fhp.finish.style import parse_style, style_for

TAG = re.compile(r"<(a|link|form|input|meta)\b[^>]*>")
VALUE = re.compile(r'\b(href|action|data-script)="([^"]*)"')
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>.*?</a>', re.DOTALL)
HEADLESS = re.compile(r'<link rel="(?:canonical|alternate)"[^>]*>\n?|<meta name="robots"[^>]*>\n?')
STYLE, SCRIPT = re.compile(r"<style>.*?</style>", re.DOTALL), re.compile(r"<script>(.*?)</script>", re.DOTALL)
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*')
PLACE = re.compile(r'<div id="editions">.*?</div>', re.DOTALL)
MARK = '<span class="out" role="img" aria-label="{label}">\u00a0↗</span>'
SHEET, EXIT = "style.css", "0.html"
# What search asks the network for, it is given from the file itself; nothing else on a page asks.
GIVEN = (
    "(function(){{var f={files};window.fetch=function(u){{u=u.replace(/^.*\\//,'').replace(/\\.txt.*/,'');"
    "return Promise.resolve({{ok:true,text:function(){{return f[u]}}}})}}}})();\n"
)
AGE = (
    "(function(){var t=document.getElementById('t.edition'),d=t&&Math.floor((new Date-new Date(t.dateTime))/864e5);"
    "if(d>1)t.nextElementSibling.textContent=t.nextElementSibling.dataset.age.replace('{days}',d)})();\n"
)
# `file:` besides 'self', since not every browser takes the folder for the page's own place; nothing from outside.
RULES = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file: data:; base-uri 'none'"
)


def make_zip(making: Making, site: Path) -> dict[str, bytes]:
    """Maps the file's name to the site of one language."""
    return {f"{making.file('whole')}.zip": _pack([making], site)}


def make_zip_of_all(makings: list[Making], site: Path) -> dict[str, bytes]:
    """Maps the file's name to the site in every language, with the way from each to the others."""
    codes = "-".join(making.code for making in makings)
    return {f"{makings[0].file('whole')}-{codes}.zip": _pack(makings, site)}


def _pack(makings: list[Making], site: Path) -> bytes:
    """All of it in one folder, so that what is unzipped stays together."""
    folder = makings[0].file("whole")
    files = {f"{folder}/{name}": content for name, content in Copy(makings, site).files().items()}
    return pack(files, makings[0].edition.today)


class Copy:
    """A copy of the site, or of part of it, under one folder."""

    def __init__(self, makings: list[Making], site: Path) -> None:
        self.makings, self.site = makings, site
        self.by_prefix = {making.edition.prefix: making for making in makings}
        self.all_prefixes = [edition.prefix for edition in makings[0].edition.library.editions.values()]
        self.scripts: dict[str, str] = {}  # text → name
        self.downloads: set[str] = set()  # files that its pages name; feeds live on the site
        self.pages = {path: making for making in makings for path in self._find_pages(making.edition)}

    def _language(self, path: str) -> str:
        return max((prefix for prefix in self.all_prefixes if path.startswith(prefix)), key=len)

    def _find_pages(self, edition: Edition) -> Iterable[str]:
        """The HTML files of a language, from the root of the site; not its pages that only lead elsewhere."""
        root = self.site / edition.prefix
        for file in sorted(root.rglob("index.html")):
            path = file.relative_to(self.site).as_posix()
            if self._language(path) == edition.prefix and 'http-equiv="refresh"' not in file.read_text("utf-8")[:900]:
                yield path

    def files(self) -> dict[str, bytes]:
        """Everything, by its place in the folder."""
        made = {path: self._page(path, making) for path, making in self.pages.items()}
        sheet = self._sheet(made.values())
        found = {path: text.encode() for path, text in made.items()}
        found |= {name: text.encode() for text, name in self.scripts.items()}
        found |= {
            SHEET: sheet.encode(),
            EXIT: b'<!doctype html><html lang="zxx"><meta charset="utf-8"><title>.</title>',
        }
        for making in self.makings:
            found |= self._search(making.edition.prefix)
        found |= {path: (self.site / path).read_bytes() for path in sorted(self.downloads)}
        if "index.html" not in found:  # a language that does not live at the root of the site
            (prefix,) = (making.edition.prefix for making in self.makings)
            found["index.html"] = _door(f"{prefix}index.html", self.makings[0]).encode()
        return found

    def _sheet(self, pages: Iterable[str]) -> str:
        """The part of the sheet that any of the pages needs."""
        source = (self.makings[0].edition.library.root / "overrides/assets/style.css").read_text(encoding="utf-8")
        return style_for("".join(pages), parse_style(source))

    def _page(self, path: str, making: Making) -> str:
        here = path.removesuffix("index.html")
        up = "../" * here.count("/")
        html = (self.site / path).read_text(encoding="utf-8")
        html = HEADLESS.sub("", html)
        newer = f'<p>{escape(making.word("newer"))} <a href="{escape(making.home)}">{escape(making.home)}</a></p>'
        html = PLACE.sub(lambda _: newer, html)  # its own size an edition cannot know
        html = STYLE.sub(f'<link rel="stylesheet" href="{up}{SHEET}">', html, count=1)
        html = POLICY.sub(lambda found: found[1] + RULES, html, count=1)
        html = SCRIPT.sub(lambda found: self._linked(found[1], up), html)
        html = re.sub(r'(<a class="exit" href=")[^"]*', rf"\g<1>{up}{EXIT}", html)
        html = TAG.sub(lambda tag: VALUE.sub(lambda value: self._value(value, here, making), tag[0]), html)
        html = LINK.sub(lambda link: self._marked(link, making), html)
        if making.discreet:
            html = re.sub(r"<title>.*?</title>", f"<title>{escape(making.title)}</title>", html, flags=re.DOTALL)
            html = re.sub(r'(<a class="name"[^>]*>).*?</a>', rf"\g<1>{escape(making.title)}</a>", html, flags=re.DOTALL)
            html = re.sub(r'(<link rel="icon" href=")[^"]*', r"\g<1>data:,", html)
            html = re.sub(r'<meta name="description"[^>]*>\n?', "", html)
        return html.replace("</footer>", f"{self._dated(making)}\n</footer>", 1).replace(
            "</body>", f'<script src="{up}{self._script(AGE)}"></script>\n</body>', 1
        )

    def _linked(self, script: str, up: str) -> str:
        """An inline script as a file; not the one that copies: it would pass on where this copy lies on her phone."""
        return "" if "clipboard" in script else f'<script src="{up}{self._script(script)}"></script>'

    def _script(self, text: str) -> str:
        return self.scripts.setdefault(text, f"{len(self.scripts) + 1}.js")

    def _value(self, value: re.Match[str], here: str, making: Making) -> str:
        """An address as this copy has it: a file of it, or the place on the site."""
        name, href = value[1], unescape(value[2])
        if href.startswith("#") or SHEET in href or href.endswith(EXIT) or re.match(r"[a-z]+:|//", href):
            return value[0]
        target = follow(here, href)
        if target is None:
            return value[0]
        path = unquote(target.url.partition("?")[0])
        path += "index.html" if path.endswith("/") or not path else ""
        anchor = f"#{target.anchor}" if target.anchor else ""
        if path in self.pages or "/search/" in f"/{path}":
            return f'{name}="{escape(posixpath.relpath(path, here or "."))}{anchor}"'
        if self._language(path) in self.by_prefix and (self.site / path).is_file() and "feed" not in path:
            self.downloads.add(path)
            return f'{name}="{escape(posixpath.relpath(path, here or "."))}"'
        return f'{name}="{escape(making.edition.library.settings.site_url + target.url)}{anchor}"'

    def _marked(self, link: re.Match[str], making: Making) -> str:
        """A link that leads out of the copy says so."""
        if not re.match(r"(https?:)?//", link[1]):
            return link[0]
        mark = MARK.format(label=escape(making.word("needs-connection")))
        return f"{link[0].removesuffix('</a>')}{mark}</a>"  # within it, so that it never stands alone in a row

    def _dated(self, making: Making) -> str:
        today = making.edition.today.isoformat()
        mark = MARK.format(label=escape(making.word("needs-connection")))
        home = f'<a href="{escape(making.home)}" rel="noreferrer">{escape(making.home)}{mark}</a>'
        return (
            f'<p><time id="t.edition" datetime="{today}">{escape(making.dated)}</time> '
            f'<span data-age="{escape(making.word("age"))}"></span> {escape(making.word("newer"))} {home}. '
            f"{escape(making.word('mark'))}</p>"
        )

    def _search(self, prefix: str) -> dict[str, bytes]:
        """The script of search with all that it would ask for; what it finds names files."""
        folder = self.site / prefix / "search"
        if not folder.is_dir():
            return {}
        texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))}
        files = {name: _naming(text) if name.startswith("p") else text for name, text in texts.items()}
        given = GIVEN.format(files=json.dumps(files, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
        script = given + (folder / "search.js").read_text(encoding="utf-8")
        return {f"{prefix}search/search.js": script.encode()}


def _naming(entry: str) -> str:
    """What is shown of an entry, with the file that its address leads to."""
    address, _, rest = entry.partition("\n")
    path, sign, anchor = address.partition("#")
    return f"{path if path and not path.endswith('/') else path + 'index.html'}{sign}{anchor}\n{rest}"


def _door(target: str, making: Making) -> str:
    """A page at the top of the folder that leads on, by itself and by hand."""
    return (
        f'<!doctype html>\n<html lang="{making.code}">\n<meta charset="utf-8">\n<title>{escape(making.title)}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n<p><a href="{target}">{escape(making.title)}</a></p>\n'
    )
