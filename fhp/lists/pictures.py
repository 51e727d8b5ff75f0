"""Pictures: links to what a page's `pictures:` names, each with its weight; none is loaded before a reader asks."""

from __future__ import annotations

from pathlib import PurePosixPath

from fhp.content.addresses import relative
from fhp.content.library import Edition
from fhp.content.pages import Page, Picture
from fhp.content.pictures import find_place
from fhp.outputs.subscribing import shown_size
from fhp.text.markdown import escape


def render_pictures(edition: Edition, path: str) -> str:
    """Markdown for the end of the page at `path`, in the language of its text; '' where it has none."""
    page = edition.shown(path)
    if page is None or page.is_retired:
        return ""
    rows = [row for picture in page.meta.pictures or [] if (row := _row(edition, page, picture))]
    return '\n\n<div class="pages" markdown>\n\n' + "\n".join(rows) + "\n\n</div>\n" if rows else ""


def _row(edition: Edition, page: Page, picture: Picture) -> str:
    place = find_place(edition.library, page, picture.file)
    if place is None:
        return ""
    word = edition.library.language(page.language).words["pictures"]
    size = shown_size((edition.library.root / "docs" / place).stat().st_size)
    see = word["leaflet" if PurePosixPath(place).suffix == ".pdf" else "see"].format(size=size)
    licence = word["licence"].format(licence=picture.licence)
    code, _, file = place.partition("/")
    address = relative(edition.library.language(code).prefix + file, edition.prefix + page.url)  # of any language
    return f'- <a href="{address}">{see}</a>\n  <span>{escape(picture.alt)} {escape(licence)}</span>\n'
