"""Citations: `[^pact-2022]` or `[^pact-2022: p. 27]` in a page becomes a footnote from resources.yaml.

The check reads the page as its editor wrote it; the Markdown extension does the same where the page is rendered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from fhp.languages import Language
from fhp.library import Library
from fhp.pages import Page
from fhp.problems import Problem, nearest, problem
from fhp.resources import Publication

CITATION = re.compile(r"\[\^(?P<id>[^\]\s:]+)(?::\s*(?P<locator>[^\]]+?)\s*)?\]")
DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def check_citations(library: Library) -> Iterator[Problem]:
    """A page cites only publications of resources.yaml, and lists in `sources` exactly those that it cites."""
    publications = library.resources.publications
    unread = library.unread if publications else {source for page in library.pages for source in page.meta.sources}
    for page in library.pages:
        cited: dict[str, int] = {}
        for offset, publication in find_citations(page):
            cited.setdefault(publication, page.line_of(offset))
        for publication, line in cited.items():
            if publication not in publications and publication not in unread:
                hint = nearest(publication, publications)
                yield problem("unknown-source", page.name, line, value=publication, nearest=hint)
            elif publication not in page.meta.sources:
                yield problem("source-not-listed", page.name, line, value=publication)
        for position, publication in enumerate(page.meta.sources):
            line = page.line("sources", position)
            if publication not in publications and publication not in unread:
                hint = nearest(publication, publications)
                yield problem("unknown-source", page.name, line, value=publication, nearest=hint)
            elif publication not in cited:
                yield problem("source-not-cited", page.name, line, value=publication)


def find_citations(page: Page) -> Iterator[tuple[int, str]]:
    """Where in the body which publication is cited; footnotes that the page defines itself are not citations."""
    own = set(DEFINITION.findall(page.plain))
    for found in CITATION.finditer(page.plain):
        if found["id"] not in own:
            yield found.start(), found["id"]


def footnote_id(publication: str, locator: str | None) -> str:
    """An id that HTML allows: `pact-2022-p-27`."""
    text = unicodedata.normalize("NFKD", f"{publication} {locator or ''}").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def describe(publication: Publication, language: Language) -> str:
    """A publication in Markdown: who, *what*, when, and what we are not sure of."""
    word = lambda key: language.word("citation", key)  # noqa: E731 - a name for the eye, four times below
    title = f"*{escape(publication.title[language.code])}*"
    if language.code in publication.own_title:
        title += f" ({word('own-title')})"
    who = ", ".join(publication.authors) or publication.body or ""
    if publication.body_inferred:
        who += f" ({word('inferred')})"
    when = str(publication.year) if publication.year else word("undated")
    return ". ".join(part for part in (escape(who), title, when) if part) + "."


def escape(text: str) -> str:
    """Text as Markdown that shows exactly it: no markup of an editor's, or an attacker's, comes through."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", text)


class Citations(Extension):
    """Turns citations into footnotes; `notes` maps a publication's id to its Markdown in the page's language."""

    def __init__(self, notes: Mapping[str, str]) -> None:
        super().__init__()
        self.notes = notes

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Registered just before the footnotes are written (their own tree processor has priority 50)."""
        md.treeprocessors.register(_CitationProcessor(md, self.notes), "citations", 51)


class _CitationProcessor(Treeprocessor):
    """Rewrites `[^id: locator]` to `[^slug]` in all prose, and defines the footnote `slug`."""

    def __init__(self, md: Markdown, notes: Mapping[str, str]) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: Element) -> None:
        footnotes: FootnoteExtension = self.md.inlinePatterns["footnote"].footnotes  # type: ignore[attr-defined]
        for element in root.iter():
            if element.tag not in ("code", "pre", "script", "style"):
                element.text = self._rewrite(element.text, footnotes)
            for child in element:
                child.tail = self._rewrite(child.tail, footnotes)

    def _rewrite(self, text: str | None, footnotes: FootnoteExtension) -> str | None:
        if not text or "[^" not in text:
            return text
        return _outside_code(text, lambda prose: CITATION.sub(lambda m: self._define(m, footnotes), prose))

    def _define(self, found: re.Match[str], footnotes: FootnoteExtension) -> str:
        if found["id"] in footnotes.footnotes or found["id"] not in self.notes:
            return found.group()
        slug = footnote_id(found["id"], found["locator"])
        if slug not in footnotes.footnotes:
            locator = f" {escape(found['locator'])}." if found["locator"] else ""
            footnotes.setFootnote(slug, self.notes[found["id"]] + locator)
        return f"[^{slug}]"


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts, last = [], 0
    for code in INLINE_CODE.finditer(text):
        parts += [change(text[last : code.start()]), code.group()]
        last = code.end()
    return "".join([*parts, change(text[last:])])


def notes(publications: Iterable[Publication], language: Language, addresses: Mapping[str, str]) -> dict[str, str]:
    """The footnote of every publication; `addresses` maps an id to the outside address a reader may follow."""
    result: dict[str, Any] = {}
    for publication in publications:
        text = describe(publication, language)
        address = addresses.get(publication.id)
        result[publication.id] = f"{text} [{language.word('citation', 'read')}]({address})" if address else text
    return result
