"""First uses: the first use of a term in a page leads to the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable

from fhp.content.addresses import relative, url_of
from fhp.content.glossary import Term
from fhp.content.library import Edition, kept
from fhp.content.pages import Page
from fhp.text.full_text import MADE
from fhp.text.html import VOID, find_tokens
from fhp.text.long_lists import glossary

MOST = 5  # terms linked in a page: more would make of reading a game of hide and seek
PROSE = {"p", "li"}
CLOSED = {"a", "abbr", "cite", "code", "dl", "em", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "pre",
          "strong", "summary", "svg", "table", "time"}  # fmt: skip
CLOSED_CLASSES = {"footnote", "pages", "doors", "notice", "admonition-title"}
MADE_START, _, MADE_END = MADE.partition("\n\n{}\n\n")  # around what the build put there


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
    result: list[str] = []
    around: list[tuple[bool, bool]] = []  # of each open element: is it prose, is it closed
    for token in find_tokens(html):
        if token.kind == "text":
            is_open = any(prose for prose, _ in around) and not any(closed for _, closed in around)
            result.append(change(token.raw) if is_open and token.raw.strip() else token.raw)
            continue
        result.append(token.raw)
        if token.kind == "close" or token.raw == MADE_END:
            around = around[:-1]
        elif token.raw == MADE_START:
            around.append((False, True))
        elif token.kind == "open" and token.tag not in VOID and not token.raw.endswith("/>"):
            closed = token.tag in CLOSED or token.get("class") in CLOSED_CLASSES or token.get("lang") is not None
            around.append((token.tag in PROSE, closed))
    return "".join(result)
