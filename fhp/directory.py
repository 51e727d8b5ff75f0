"""Directory: which pages the build makes from resources.yaml, and what each says of itself.

One for each organisation, at a permanent address, and one for each kind of help and each region with entries.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from fhp.directory_lists import render_shelf
from fhp.documents import Marked
from fhp.facets import FOLDER, RESERVED, Shelf, organisation_path, shelf_title
from fhp.languages import Language
from fhp.library import Library
from fhp.organisations import render_organisation
from fhp.pages import FrontMatter, Page
from fhp.problems import Problem, problem
from fhp.resources import FILE, Organisation
from fhp.withdrawals import Withdrawn

DESCRIPTION = 160  # characters, as in front matter


def check_directory(library: Library) -> Iterator[Problem]:
    """An organisation's permanent address is its own: no page and no list of the directory stands there."""
    written = {page.path for page in library.pages}
    for entry in library.resources.organisations.values():
        if entry.id in RESERVED or organisation_path(entry.id) in written:
            yield problem("reserved-id", FILE, library.resources.line(entry.id, "id"), value=entry.id)


def find_directory_page(library: Library, language: Language, path: str) -> Page | None:
    """What the page that the build makes at `path` says of itself, without its body; None where it makes none."""
    if path not in library.generated:
        return None
    if path in library.shelf_pages:
        meta = _shelf_meta(language, *library.shelf_pages[path])
    elif path in library.notices:
        meta = _notice_meta(language, library.notices[path])
    else:
        meta = _organisation_meta(language, _organisation(library, path))
    return Page(FILE, path, language.code, meta, Marked(None, {}), "", 1)


def render_directory_page(library: Library, language: Language, path: str) -> str:
    """The body of that page, as Markdown."""
    if path in library.shelf_pages:
        return render_shelf(library, language, *library.shelf_pages[path])
    if path in library.notices:
        return ""  # the theme shows the notice
    return render_organisation(library, language, _organisation(library, path))


def _organisation(library: Library, path: str) -> Organisation:
    return library.resources.organisations[path.removeprefix(f"{FOLDER}/").removesuffix(".md")]


def _organisation_meta(language: Language, entry: Organisation) -> FrontMatter:
    name, about = entry.name[language.code], entry.summary[language.code]
    return _meta(language, entry.id, name, about, entry.created, entry.updated)


def _notice_meta(language: Language, gone: Withdrawn) -> FrontMatter:
    name, reason = gone.name[language.code], gone.reason[language.code]
    meta = _meta(language, gone.id, name, reason, gone.withdrawn, gone.withdrawn)
    return meta.model_copy(update={"status": "retired", "reason": reason})


def _shelf_meta(language: Language, shelf: Shelf, part: int) -> FrontMatter:
    key = "-".join(word for word in ("directory", shelf.facet, shelf.value, str(part) if part > 1 else "") if word)
    title = shelf_title(language, shelf, part)
    about = language.word("directory", f"{shelf.facet}-page").format(value=language.word(shelf.facet, shelf.value))
    return _meta(language, key, title, about, shelf.updated, shelf.updated)


def _meta(
    language: Language, key: str, title: str, about: str, created: datetime.date, updated: datetime.date
) -> FrontMatter:
    """Made, not validated: its parts were when resources.yaml was read."""
    about = " ".join(about.split())
    about = about if len(about) <= DESCRIPTION else about[:DESCRIPTION].rpartition(" ")[0].rstrip(",;:.") + "…"
    return FrontMatter.model_construct(
        id=key, title=" ".join(title.split()), description=about, type="page", created=created, updated=updated,
        original=language.code,
    )  # fmt: skip
