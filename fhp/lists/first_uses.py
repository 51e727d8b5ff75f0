"""Terms: the glossary as readers see it, and the first use of a term in a page linked to it."""

from __future__ import annotations

import re
from collections.abc import Callable

from fhp.content.addresses import relative, url_of
from fhp.content.glossary import Term
from fhp.content.library import Edition, kept
from fhp.content.pages import Page
from fhp.text.full_text import MADE
from fhp.text.long_lists import glossary, part_links, render_letters
from fhp.text.markdown import capital, definition, escape
from fhp.text.references import links_to

MOST = 5  # terms linked in a page: more would make of reading a game of hide and seek
TAG = re.compile(r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>[^>]*)>", re.DOTALL)
PROSE = {"p", "li"}
CLOSED = {"a", "abbr", "cite", "code", "dl", "em", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "pre",
          "strong", "summary", "svg", "table", "time"}  # fmt: skip
CLOSED_BY = re.compile(r'\bclass="(?:footnote|pages|doors|notice|admonition-title)"|\blang=')
MADE_START, _, MADE_END = MADE.partition("\n\n{}\n\n")  # around what the build put there
VOID = {"br", "hr", "img", "input", "wbr"}


def render_glossary(edition: Edition, path: str) -> str:
    """The glossary, or the letter of it that stands at `path`, as a definition list in Markdown."""
    parts = glossary(edition)
    part = next((part for part in parts if part.path == path), None)
    top = [render_letters(edition, part_links(edition, parts))] if len(parts) > 1 else []
    terms = {term.id: term for term in edition.library.glossary}
    entries = [_entry(edition, terms[item.id]) for item in part.items] if part else []
    return "\n\n".join(top + entries)


def _entry(edition: Edition, term: Term) -> str:
    """The term, what other languages call it, what it means, how else it is said, where it is from."""
    code = edition.code
    lines = [_others(edition, term), escape(term.plain[code])]
    if term.variants.get(code):
        variants = ", ".join(escape(variant) for variant in term.variants[code])
        lines.append(edition.word("glossary", "also").format(variants=variants) + ".")
    for key, ids in (("sources", term.sources), ("related", term.related)):
        links = links_to(edition, ids)
        if links:
            lines.append(f"{edition.word('lists', key)}: {'; '.join(links)}")
    if term.confidence != "high":
        word = edition.word("confidence", term.confidence).lower()
        lines.append(edition.word("glossary", "uncertain").format(confidence=word) + ".")
    return definition(escape(term.term[code]) + _own(edition, term, code), term.id, lines)


def _others(edition: Edition, term: Term) -> str:
    """The term in every other language, marked as spoken in it."""
    return "; ".join(
        f'{capital(edition.spoken(other.code))}: <span lang="{other.code}">'
        f"{escape(term.term[other.code])}</span>{_own(edition, term, other.code)}"
        for other in edition.library.languages if other.code != edition.code
    )  # fmt: skip


def _own(edition: Edition, term: Term, code: str) -> str:
    return "" if term.attested.get(code, True) else f" ({edition.word('glossary', 'own')})"


@kept
def forms(edition: Edition) -> tuple[re.Pattern[str] | None, dict[str, Term]]:
    """A pattern for every way in which a term is looked for in prose, longest first, and the term of each way.

    A term is looked for by its name, and by those variants that are several words or initials: a single everyday
    word ('refugio', 'gathering') would be linked where it means no more than it says.
    """
    found: dict[str, Term] = {}
    for term in edition.library.glossary:
        if not term.link.get(edition.code, True):
            continue
        name = re.sub(r"\s*\(.*?\)", "", term.term[edition.code])
        variants = [text for text in term.variants.get(edition.code, []) if " " in text or text.isupper()]
        for text in (name, *variants):
            found.setdefault(text.casefold(), term)
    if not found:
        return None, {}
    longest = sorted(found, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])", re.IGNORECASE), found


def link_first_uses(edition: Edition, page: Page, html: str) -> str:
    """The page's HTML with the first use of at most MOST terms linked to the glossary.

    Only in plain prose: never in a heading, a link, code, a quotation of another language or anything emphasised;
    and never a term that the page itself explains, which is one that the glossary sends here for.
    """
    pattern, terms = forms(edition)
    where = {item.id: part.path for part in glossary(edition) for item in part.items}
    if pattern is None or not where or page.path in where.values():
        return html
    done = {term.id for term in edition.library.glossary if page.meta.id in term.related or page.meta.id == term.id}
    left = [MOST]

    def link(found: re.Match[str]) -> str:
        term = terms[found.group().casefold()]
        if term.id in done or not left[0]:
            return found.group()
        done.add(term.id)
        left[0] -= 1
        return f'<a class="term" href="{relative(url_of(where[term.id]), page.url)}#{term.id}">{found.group()}</a>'

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
