"""Listings: what the build puts where a page says `<!-- list: children -->` and the like.

Each is Markdown, so that MkDocs resolves and checks its links as it does an editor's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fhp.content.addresses import root_link
from fhp.content.dates import render_dates
from fhp.content.library import Edition
from fhp.content.pages import MARKER, News, Page
from fhp.directory.lists import render_index
from fhp.directory.situations import render_choices, render_help
from fhp.lists.a_z import render_a_z
from fhp.lists.bibliography import render_bibliography
from fhp.lists.front_door import render_doors, render_newest
from fhp.lists.glossary_list import render_glossary
from fhp.lists.pictures import render_pictures
from fhp.lists.reading import READINGS
from fhp.lists.records import render_invitations, render_record
from fhp.lists.timeline_list import render_timeline
from fhp.lists.weave import render_picture
from fhp.outputs.subscribing import render_feed_list
from fhp.text.full_text import MADE
from fhp.text.markdown import escape

Render = Callable[[Edition, str], str]  # (edition, path of the page) → Markdown


def fill(edition: Edition, path: str, markdown: str) -> str:
    """The page's text with every marker replaced by what it stands for, below its record, above its pictures."""
    made = MADE
    if edition.shown(path) and not edition.written(path):  # the text around it is in another language
        made = MADE.format(f'<div lang="{edition.code}" markdown>\n\n{{}}\n\n</div>')
    text = MARKER.sub(
        lambda found: made.format(MARKERS[found["name"]](edition, path)) if found["name"] in MARKERS else "", markdown
    )
    return render_record(edition, path) + text + render_pictures(edition, path)


def entry(edition: Edition, page: Page) -> str:
    """One item: the linked title, the language it can be read in when that is another, and the description."""
    is_other = page.language != edition.code
    other, own = (
        (f" ({edition.word('languages', page.language)})", f"{{: lang={page.language} }}") if is_other else ("", "")
    )
    when = f"{render_dates(page.meta.when, edition.language)}. " if page.meta.when else ""
    link = f"[{escape(page.meta.title)}]({root_link(edition.code, page.path)}){own}"
    about = escape(page.meta.description)
    about = f'<span lang="{page.language}">{about}</span>' if is_other else about
    return f"- {link}{other}\n  <span>{when}{about}</span>\n"


def _listed(items: Iterator[str] | list[str]) -> str:
    return '<div class="pages" markdown>\n\n' + "\n".join(items) + "\n</div>"


def children(edition: Edition, path: str) -> str:
    """The pages of the section; news and dialogues newest first, and above the news what is still to come."""
    pages = edition.children(path)
    if all(page.meta.when for page in pages):
        pages.sort(key=lambda page: page.meta.when.start, reverse=True)  # type: ignore[union-attr]
    is_news = any(isinstance(page.meta, News) for page in pages)
    coming = render_invitations(edition) if is_news else ""
    return coming + _listed(entry(edition, page) for page in pages)


def place_of_editions(edition: Edition, _path: str) -> str:
    """Where the list of editions is put once they are made; until then, that there are none."""
    return f'<div id="editions" markdown>\n\n{edition.word("editions", "none")}\n\n</div>'


MARKERS: dict[str, Render] = {
    "list: children": children,
    "list: newest": render_newest,
    "list: directory": render_index,
    "list: situations": render_choices,
    "list: urgent": render_help,
    "list: feeds": render_feed_list,
    "list: bibliography": render_bibliography,
    **READINGS,
    "list: timeline": render_timeline,
    "list: glossary": render_glossary,
    "list: a-z": render_a_z,
    "list: editions": place_of_editions,
    "doors": render_doors,
    "picture: framework": render_picture,
}
