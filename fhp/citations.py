"""Citations: `[^pact-2022]` or `[^pact-2022: p. 27]` in a page becomes a footnote from resources.yaml.

The check reads the page as its editor wrote it; the Markdown extension does the same where the page is rendered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from fhp.languages import Language
from fhp.library import Library
from fhp.pages import SHEET, Page
from fhp.problems import Problem, nearest, problem
from fhp.resources import Publication

CITATION = re.compile(r"\[\^(?P<id>[^\]\s:]+)(?::\s*(?P<locator>[^\]]+?)\s*)?\]")
ALMOST = re.compile(r"\[\^[^\]\n]*\]|\[ +\^[^\]\n]*\]")
DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def check_citations(library: Library) -> Iterator[Problem]:
    """A page cites only publications of resources.yaml, and lists in `sources` exactly those that it cites."""
    publications = library.resources.publications
    unread = library.unread if publications else {source for page in library.pages for source in page.meta.sources}
    for page in library.pages:
        yield from _check_form(page)
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
            elif publication not in cited and not page.is_retired:  # whose text may be gone
                yield problem("source-not-cited", page.name, line, value=publication)


def _check_form(page: Page) -> Iterator[Problem]:
    """A citation is written `[^id]` or `[^id: p. 27]`, and in the text, where it can become a note."""
    for found in ALMOST.finditer(page.plain):
        if not CITATION.fullmatch(found.group()):
            line = page.line_of(found.start())
            yield problem("malformed-citation", page.name, line, value=found.group())
    for key in ("title", "description", "brief", *SHEET):
        if "[^" in str(getattr(page.meta, key, "")):
            yield problem("citation-outside-text", page.name, page.line(key), key=key)


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


def describe(publication: Publication, language: Language, address: str = "") -> str:
    """A publication in Markdown: who, *what* (linked to `address`), when, and what we are not sure of."""
    title = f"*{escape(publication.title[language.code])}*"
    if address:
        title = f"[{title}]({address})"
    if language.code in publication.own_title:
        title += f" ({own_title(publication, language)})"
    who = ", ".join(publication.authors) or publication.body or ""
    if publication.body_inferred:
        who += f" ({language.word('citation', 'inferred')})"
    when = str(publication.year or capital(language.word("citation", "undated")))
    return ". ".join(part for part in (escape(who), title, when) if part) + "."


def own_title(publication: Publication, language: Language) -> str:
    """What is ours in a title: the translation, or, where no language has an official one, the whole of it."""
    ours = set(publication.own_title) >= set(publication.title)
    return language.word("citation", "described" if ours else "own-title")


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def escape(text: str) -> str:
    """Text as Markdown that shows exactly it: no markup of an editor's, or an attacker's, comes through."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", text)


class Citations(Extension):
    """Turns citations into footnotes; `notes` maps a publication's id to what it is and where to read it."""

    def __init__(self, notes: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.notes = notes

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Registered just before the footnotes are written (their own tree processor has priority 50)."""
        md.treeprocessors.register(_CitationProcessor(md, self.notes), "citations", 51)


class _CitationProcessor(Treeprocessor):
    """Rewrites `[^id: locator]` to `[^slug]` in all prose, and defines the footnote `slug`."""

    def __init__(self, md: Markdown, notes: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(md)
        self.notes = notes
        self.own: frozenset[str] = frozenset()

    def run(self, root: Element) -> None:
        footnotes: FootnoteExtension = self.md.inlinePatterns["footnote"].footnotes  # type: ignore[attr-defined]
        self.own = frozenset(footnotes.footnotes)  # notes that the page itself defines are not citations
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
        if found["id"] in self.own or found["id"] not in self.notes:
            return found.group()
        slug = footnote_id(found["id"], found["locator"])
        if slug not in footnotes.footnotes:
            what, link = self.notes[found["id"]]
            locator = f", {escape(found['locator']).rstrip('.')}." if found["locator"] else "."
            footnotes.setFootnote(slug, f"{what.removesuffix('.')}{locator} {link}".rstrip())
        return f"[^{slug}]"


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts, last = [], 0
    for code in INLINE_CODE.finditer(text):
        parts += [change(text[last : code.start()]), code.group()]
        last = code.end()
    return "".join([*parts, change(text[last:])])


def notes(
    publications: Iterable[Publication], language: Language, links: Mapping[str, str], described: Iterable[str]
) -> dict[str, tuple[str, str]]:
    """The footnote of every publication in two parts, between which the page's locator stands.

    `links` maps an id to the Markdown that says where to read it.

    Those of `described` have an entry in the bibliography: a link to it stands as `bibliography:<id>`, for
    fhp.references to resolve once the page is known.
    """
    result: dict[str, tuple[str, str]] = {}
    for publication in publications:
        entry = f"bibliography:{publication.id}" if publication.id in described else ""
        result[publication.id] = describe(publication, language, entry), links.get(publication.id, "")
    return result
