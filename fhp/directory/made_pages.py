"""Directory: which pages the build makes from resources.yaml, and what each says of itself.

One for each organisation, at a permanent address, and one for each kind of help and each region with entries.
"""

from __future__ import annotations

import datetime

from fhp.content.addresses import DIRECTORY, organisation_path
from fhp.content.languages import Language
from fhp.content.library import Edition, Library, kept
from fhp.content.pages import FrontMatter, Page
from fhp.content.resources import FILE, Organisation
from fhp.content.withdrawals import Withdrawn
from fhp.content.yaml_files import Marked
from fhp.directory.lists import render_shelf
from fhp.directory.organisations import render_organisation
from fhp.directory.shelves import Shelf, shelf_pages, shelf_title

DESCRIPTION = 160  # characters, as in front matter


@kept
def made_pages(library: Library) -> dict[str, datetime.date]:
    """Maps the path of each page that the build makes from resources.yaml to the day its data last changed."""
    made = {path: shelf.updated for path, (shelf, _) in shelf_pages(library).items()}
    made |= {organisation_path(entry.id): entry.updated for entry in library.resources.organisations.values()}
    return made | {path: gone.withdrawn for path, gone in notices(library).items()}


@kept
def notices(library: Library) -> dict[str, Withdrawn]:
    """Maps the path at which an organisation stood, until it was withdrawn, to what is left of it."""
    return {organisation_path(gone.id): gone for gone in library.withdrawn}


def find_directory_page(edition: Edition, path: str) -> Page | None:
    """What the page that the build makes at `path` says of itself, without its body; None where it makes none."""
    library = edition.library
    if path not in made_pages(library):
        return None
    if path in shelf_pages(library):
        meta = _shelf_meta(edition.language, *shelf_pages(library)[path])
    elif path in notices(library):
        meta = _notice_meta(edition.language, notices(library)[path])
    else:
        meta = _organisation_meta(edition.language, _organisation(edition, path))
    return Page(FILE, path, edition.code, meta, Marked(None, {}), "", 1)


def render_directory_page(edition: Edition, path: str) -> str:
    """The body of that page, as Markdown."""
    if path in shelf_pages(edition.library):
        return render_shelf(edition, *shelf_pages(edition.library)[path])
    if path in notices(edition.library):
        return ""  # the theme shows the notice
    return render_organisation(edition, _organisation(edition, path))


def _organisation(edition: Edition, path: str) -> Organisation:
    return edition.resources.organisations[path.removeprefix(f"{DIRECTORY}/").removesuffix(".md")]


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
    meta = _meta(language, key, title, about, shelf.updated, shelf.updated)
    # for whom she looks is not for her phone's history to tell
    sober = {"tab_title": language.word("directory", "by-people")} if shelf.facet == "people" else {}
    return meta.model_copy(update=sober)


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
