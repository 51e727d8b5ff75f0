"""Citations: `[^pact-2022]` or `[^pact-2022: p. 27]` in a page becomes a footnote from resources.yaml.

The check reads the page as its editor wrote it; the Markdown extension does the same where the page is rendered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from fhp.content.languages import Language
from fhp.content.pages import Page
from fhp.content.resources import Publication
from fhp.text.markdown import capital, escape

CITATION = re.compile(r"\[\^(?P<id>[^\]\s:]+)(?::\s*(?P<locator>[^\]]+?)\s*)?\]")
DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def find_citations(page: Page) -> Iterator[tuple[int, str]]:
    """Where in the body which publication is cited; footnotes that the page defines itself are not citations."""
    own = set(DEFINITION.findall(page.plain))
    for found in CITATION.finditer(page.plain):
        if found["id"] not in own:
            yield found.start(), found["id"]


def footnote_id(publication: str, locator: str | None) -> str:
    """An id that HTML allows, another for each place: `pact-2022_note-27`; what is lost in `p. 1–2` ends as digits."""
    if not locator:
        return publication
    slug = re.sub(
        r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", locator).encode("ascii", "replace").decode().lower()
    )
    digits = "" if slug.replace("-", " ") == locator else f"-{sha256(locator.encode()).hexdigest()[:6]}"
    return f"{publication}_{slug.strip('-')}{digits}"


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
