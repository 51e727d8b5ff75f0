"""Subscribing: the list of a language's feeds with their sizes, and the feeds that a page's head names.

The sizes are known once the feeds are made, after the pages' text and before any page is written: the list
leaves a place for each, and `finish` fills it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import partial
from html import escape

from fhp.content.addresses import relative, url_of
from fhp.content.library import Edition
from fhp.outputs.calendars import ALL as CALENDAR
from fhp.outputs.calendars import find_dialogues
from fhp.outputs.feeds import NAMES, OPML, file_names
from fhp.text.full_text import MADE_MARKS

SIZE = re.compile(r'<span data-size="([^"]+)"></span>')
FORMATS = ("RSS", "JSON Feed")
IN_HEAD = ("created", "updated")


def render_feed_list(edition: Edition, path: str) -> str:
    """The language's feeds, each in both formats, all of them in one file, and the calendar of dialogues."""
    here = edition.prefix + url_of(path)
    rows = [
        f"<strong>{_word(edition, name)}</strong> <span>{_word(edition, name + '-about')}</span> "
        + " · ".join(map(partial(_link, here), file_names(edition.language, name), FORMATS))
        for name in NAMES
    ]
    rows.append(_link(here, edition.prefix + OPML, _word(edition, "all")))
    if find_dialogues(edition):
        rows.append(_link(here, edition.prefix + CALENDAR, _word(edition, "calendar")))
    return '<div class="pages">\n<ul>\n' + "".join(f"<li>{row}</li>\n" for row in rows) + "</ul>\n</div>"


def _word(edition: Edition, key: str) -> str:
    return escape(edition.word("feeds", key))


def _link(here: str, file: str, text: str) -> str:
    """A plain link, from the page read at `here`, to a file of the site, with a place for its size."""
    return f'<a href="{relative(file, here)}">{text}</a> <span data-size="{file}"></span>'


def shown_size(size: int) -> str:
    """Bytes as a reader counts them, rounded up: '812 B', '49 KB'."""
    return f"{math.ceil(size / 1000)}\u00a0KB" if size >= 1000 else f"{size}\u00a0B"


def find_head_links(edition: Edition, here: str) -> list[tuple[str, str]]:
    """(title, relative address) of the feeds named by the page read at `here`, from the site's root."""
    files = ((name, file_names(edition.language, name)[0]) for name in IN_HEAD)
    return [(edition.word("feeds", name), relative(file, here)) for name, file in files]


def finish(html: str, size_of: Callable[[str], int]) -> str:
    """A page's HTML with each file's size, in bytes by `size_of`, in its place, and our marks gone."""
    if "<!--made-->" not in html:
        return html
    return SIZE.sub(lambda found: f"({shown_size(size_of(found[1]))})", MADE_MARKS.sub("", html))
