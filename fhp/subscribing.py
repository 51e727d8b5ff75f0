"""Subscribing: the list of a language's feeds with their sizes, and the feeds that a page's head names.

The sizes are known once the feeds are made, after the pages' text and before any page is written: the list
leaves a place for each, and `finish` fills it.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Callable
from functools import partial
from html import escape

from fhp.calendars import ALL as CALENDAR
from fhp.calendars import find_dialogues
from fhp.feeds import NAMES, OPML, file_names
from fhp.full_text import MADE_MARKS
from fhp.languages import Language
from fhp.library import Library

SIZE = re.compile(r'<span data-size="([^"]+)"></span>')
FORMATS = ("RSS", "JSON Feed")
IN_HEAD = ("created", "updated")


def render_feed_list(library: Library, language: Language, path: str) -> str:
    """The language's feeds, each in both formats, all of them in one file, and the calendar of dialogues."""
    rows = [
        f"<strong>{_word(language, name)}</strong> <span>{_word(language, name + '-about')}</span> "
        + " · ".join(map(partial(_link, language, path), file_names(language, name), FORMATS))
        for name in NAMES
    ]
    rows.append(_link(language, path, language.prefix + OPML, _word(language, "all")))
    if find_dialogues(library, language):
        rows.append(_link(language, path, language.prefix + CALENDAR, _word(language, "calendar")))
    return '<div class="pages">\n<ul>\n' + "".join(f"<li>{row}</li>\n" for row in rows) + "</ul>\n</div>"


def _word(language: Language, key: str) -> str:
    return escape(language.word("feeds", key))


def _link(language: Language, path: str, file: str, text: str) -> str:
    """A plain link to a file of the language's root, with a place for its size."""
    return f'<a href="{_from(_address(language, path), file)}">{text}</a> <span data-size="{file}"></span>'


def _address(language: Language, path: str) -> str:
    """Where a page is read, from the site's root: 'en/about/subscribe/'."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    return language.prefix + posixpath.join(folder, "" if name == "index" else f"{name}/")


def shown_size(size: int) -> str:
    """Bytes as a reader counts them, rounded up: '812 B', '49 KB'."""
    return f"{math.ceil(size / 1000)}\u00a0KB" if size >= 1000 else f"{size}\u00a0B"


def _from(address: str, file: str) -> str:
    return posixpath.relpath("/" + file, "/" + address)


def find_head_links(language: Language, address: str) -> list[tuple[str, str]]:
    """(title, relative address) of the feeds named by the page at `address`, from the site's root."""
    return [(language.word("feeds", name), _from(address, file_names(language, name)[0])) for name in IN_HEAD]


def finish(html: str, size_of: Callable[[str], int]) -> str:
    """A page's HTML with each file's size, in bytes by `size_of`, in its place, and our marks gone."""
    if "<!--made-->" not in html:
        return html
    return SIZE.sub(lambda found: f"({shown_size(size_of(found[1]))})", MADE_MARKS.sub("", html))
