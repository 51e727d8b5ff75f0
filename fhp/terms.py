"""Terms: the glossary as readers see it, and the first use of a term in a page linked to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from fhp.catalogue import GLOSSARY, definition, part_links, parts, places, render_letters
from fhp.citations import capital, escape
from fhp.full_text import MADE
from fhp.glossary import Term
from fhp.languages import Language
from fhp.library import Library
from fhp.pages import Page
from fhp.references import address_of, links_to

MOST = 5  # terms linked in a page: more would make of reading a game of hide and seek
TAG = re.compile(r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>[^>]*)>", re.DOTALL)
PROSE = {"p", "li"}
CLOSED = {"a", "abbr", "cite", "code", "dl", "em", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "pre",
          "strong", "summary", "svg", "table", "time"}  # fmt: skip
CLOSED_BY = re.compile(r'\bclass="(?:footnote|pages|doors|notice|admonition-title)"|\blang=')
MADE_START, _, MADE_END = MADE.partition("\n\n{}\n\n")  # around what the build put there
VOID = {"br", "hr", "img", "input", "wbr"}


def render_glossary(library: Library, language: Language, path: str) -> str:
    """The glossary, or the letter of it that stands at `path`, as a definition list in Markdown."""
    shelves = parts(library, language, GLOSSARY)
    part = next((part for part in shelves if part.path == path), None)
    top = [render_letters(part_links(shelves, path), language)] if len(shelves) > 1 else []
    terms = {term.id: term for term in library.glossary}
    entries = [_entry(library, language, terms[item.id], path) for item in part.items] if part else []
    return "\n\n".join(top + entries)


def _entry(library: Library, language: Language, term: Term, path: str) -> str:
    """The term, what other languages call it, what it means, how else it is said, where it is from."""
    code = language.code
    lines = [_others(term, library, language), escape(term.plain[code])]
    if term.variants.get(code):
        variants = ", ".join(escape(variant) for variant in term.variants[code])
        lines.append(language.word("glossary", "also").format(variants=variants) + ".")
    for key, ids in (("sources", term.sources), ("related", term.related)):
        links = links_to(library, language, ids, path)
        if links:
            lines.append(f"{language.word('lists', key)}: {'; '.join(links)}")
    if term.confidence != "high":
        word = language.word("confidence", term.confidence).lower()
        lines.append(language.word("glossary", "uncertain").format(confidence=word) + ".")
    return definition(escape(term.term[code]) + _own(term, code, language), term.id, lines)


def _others(term: Term, library: Library, language: Language) -> str:
    """The term in every other language, marked as spoken in it."""
    return "; ".join(
        f'{capital(language.spoken(other.code))}: <span lang="{other.code}">'
        f"{escape(term.term[other.code])}</span>{_own(term, other.code, language)}"
        for other in library.languages if other.code != language.code
    )  # fmt: skip


def _own(term: Term, code: str, language: Language) -> str:
    return "" if term.attested.get(code, True) else f" ({language.word('glossary', 'own')})"


@lru_cache(maxsize=8)
def forms(library: Library, language: Language) -> tuple[re.Pattern[str] | None, dict[str, Term]]:
    """A pattern for every way in which a term is looked for in prose, longest first, and the term of each way.

    A term is looked for by its name, and by those variants that are several words or initials: a single everyday
    word ('refugio', 'gathering') would be linked where it means no more than it says.
    """
    found: dict[str, Term] = {}
    for term in library.glossary:
        if not term.link.get(language.code, True):
            continue
        name = re.sub(r"\s*\(.*?\)", "", term.term[language.code])
        variants = [text for text in term.variants.get(language.code, []) if " " in text or text.isupper()]
        for text in (name, *variants):
            found.setdefault(text.casefold(), term)
    if not found:
        return None, {}
    longest = sorted(found, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])", re.IGNORECASE), found


def link_first_uses(library: Library, language: Language, page: Page, html: str) -> str:
    """The page's HTML with the first use of at most MOST terms linked to the glossary.

    Only in plain prose: never in a heading, a link, code, a quotation of another language or anything emphasised;
    and never a term that the page itself explains, which is one that the glossary sends here for.
    """
    pattern, terms = forms(library, language)
    where = places(library, language, GLOSSARY)
    if pattern is None or not where or page.path in where.values():
        return html
    done = {term.id for term in library.glossary if page.meta.id in term.related or page.meta.id == term.id}
    left = [MOST]

    def link(found: re.Match[str]) -> str:
        term = terms[found.group().casefold()]
        if term.id in done or not left[0]:
            return found.group()
        done.add(term.id)
        left[0] -= 1
        return f'<a class="term" href="{address_of(where[term.id], page.path)}#{term.id}">{found.group()}</a>'

    return _in_prose(html, lambda text: pattern.sub(link, text))


def _in_prose(html: str, change: Callable[[str], str]) -> str:
    """The HTML with `change` made to the text of paragraphs and list items that nothing CLOSED lies around."""
    result, last = [], 0
    around: list[tuple[bool, bool]] = []  # of each open element: is it prose, is it closed
    for tag in TAG.finditer(html):
        text = html[last : tag.start()]
        is_open = any(prose for prose, _ in around) and not any(closed for _, closed in around)
        result += [change(text) if is_open and text.strip() else text, tag.group()]
        last = tag.end()
        name = tag["name"]
        if tag["end"] or tag.group() == MADE_END:
            around = around[:-1]
        elif tag.group() == MADE_START:
            around.append((False, True))
        elif name and name not in VOID and not tag["rest"].endswith("/"):
            around.append((name in PROSE, name in CLOSED or bool(CLOSED_BY.search(tag["rest"]))))
    return "".join([*result, html[last:]])
