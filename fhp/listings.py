"""Listings: what the build puts where a page says `<!-- list: children -->` and the like.

Each is Markdown, so that MkDocs resolves and checks its links as it does an editor's.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from fhp.a_z import render_a_z
from fhp.bibliography import render_bibliography
from fhp.citations import escape
from fhp.dates import render_dates
from fhp.directory_lists import render_index, render_urgent
from fhp.events import render_timeline
from fhp.full_text import MADE
from fhp.languages import Language
from fhp.library import Library
from fhp.pages import MARKER, News, Page
from fhp.picture import render_picture
from fhp.problems import Problem, nearest, problem
from fhp.records import render_invitations, render_record
from fhp.subscribing import render_feed_list
from fhp.terms import render_glossary

NEWEST = 5
Render = Callable[[Library, Language, str], str]  # (library, language, path of the page) → Markdown


def check_markers(library: Library) -> Iterator[Problem]:
    """A marker is one that the build knows."""
    for page in library.pages:
        for found in MARKER.finditer(page.body):
            if found["name"] not in MARKERS:
                hint = nearest(found["name"], MARKERS)
                yield problem("unknown-marker", page.name, page.line_of(found.start()), value=found["name"],
                              nearest=hint, options=", ".join(MARKERS))  # fmt: skip


def fill(library: Library, language: Language, path: str, markdown: str) -> str:
    """The page's text with every marker replaced by what it stands for, below its record if it has one."""
    return render_record(library, language, path) + MARKER.sub(
        lambda found: MADE.format(MARKERS[found["name"]](library, language, path)) if found["name"] in MARKERS else "",
        markdown,
    )


def link(page: Page, path: str) -> str:
    """A Markdown link to `page` from the page at `path`."""
    return f"[{escape(page.meta.title)}]({posixpath.relpath(page.path, posixpath.dirname(path) or '.')})"


def entry(page: Page, language: Language, path: str) -> str:
    """One item: the linked title, the language it can be read in when that is another, and the description."""
    other = f" ({language.word('languages', page.language)})" if page.language != language.code else ""
    when = f"{render_dates(page.meta.when, language)}. " if page.meta.when else ""
    return f"- {link(page, path)}{other}\n  <span>{when}{escape(page.meta.description)}</span>\n"


def _listed(items: Iterator[str] | list[str]) -> str:
    return '<div class="pages" markdown>\n\n' + "\n".join(items) + "\n</div>"


def children(library: Library, language: Language, path: str) -> str:
    """The pages of the section; news and dialogues newest first, and above the news what is still to come."""
    pages = library.children(language.code, path)
    if all(page.meta.when for page in pages):
        pages.sort(key=lambda page: page.meta.when.start, reverse=True)  # type: ignore[union-attr]
    is_news = any(isinstance(page.meta, News) for page in pages)
    coming = render_invitations(library, language, path) if is_news else ""
    return coming + _listed(entry(page, language, path) for page in pages)


def newest(library: Library, language: Language, path: str) -> str:
    """What is still to come, then the pages that changed last, those of a kind that a reader comes for."""
    pages = [page for page in library.pages_in(language.code) if page.meta.type != "page" and not page.is_retired]
    pages.sort(key=lambda page: (page.meta.updated, isinstance(page.meta, News)), reverse=True)
    listed = _listed(entry(page, language, path) for page in pages[:NEWEST])
    return render_invitations(library, language, path) + listed


def doors(library: Library, language: Language, path: str) -> str:
    """The three doors of the front page; each shows only what already leads somewhere."""
    blocks = []
    for door, ids in (("learn", ("framework", "strategies", "tools", "cases", "dialogues")),
                      ("find-help", ("help-now", "directory", "before-you-read")),
                      ("follow", ("news", "subscribe", "timeline", "glossary"))):  # fmt: skip
        found = [library.page(language.code, page_id) for page_id in ids]
        pages = [page for page in found if page and not page.is_retired]
        if pages:
            title = language.word("doors", door)
            blocks.append(f"<div markdown>\n\n## {title} {{#{door}}}\n\n"
                          + "\n".join(entry(page, language, path) for page in pages) + "\n</div>")  # fmt: skip
    return '<div class="doors" markdown>\n\n' + "\n\n".join(blocks) + "\n\n</div>"


MARKERS: dict[str, Render] = {
    "list: children": children,
    "list: newest": newest,
    "list: directory": render_index,
    "list: urgent": render_urgent,
    "list: feeds": render_feed_list,
    "list: bibliography": render_bibliography,
    "list: timeline": render_timeline,
    "list: glossary": render_glossary,
    "list: a-z": render_a_z,
    "doors": doors,
    "picture: framework": render_picture,
}
