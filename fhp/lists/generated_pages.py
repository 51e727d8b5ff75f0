"""Generated pages: those that no file of docs/ holds, as Markdown with front matter, and the files to download.

A language's stand-in for a page it lacks, what directory.py makes from resources.yaml, the letters of a long list.
"""

from __future__ import annotations

import json

from fhp.content.library import Edition, Library
from fhp.content.pages import Page
from fhp.directory.made_pages import find_directory_page, made_pages, render_directory_page
from fhp.directory.open_data import DOWNLOAD, render_csv
from fhp.lists.letter_pages import find_letter_page, letter_parts

DATA = "../resources.yaml"  # what an editor changes to change a page of the directory, from docs/


def find_generated(library: Library) -> list[str]:
    """Every file the build makes, as in 'en/directory/jass.md'."""
    paths = [*made_pages(library), *letter_parts(library), DOWNLOAD]
    lacking = [
        f"{edition.code}/{page.path}"
        for page in library.pages
        for edition in library.editions.values()
        if edition.written(page.path) is None
    ]
    return lacking + [f"{code}/{path}" for code in library.editions for path in paths]


def render_generated(edition: Edition, path: str) -> str:
    """The text of the one at `path`, below the language's folder; KeyError where the build makes none."""
    if path == DOWNLOAD:
        return render_csv(edition)
    made = find_made(edition, path)
    if made:
        return render_page(made, made.body or render_directory_page(edition, path))
    written = edition.shown(path)
    if written is None:
        raise KeyError(path)
    return render_written(written)


def render_written(page: Page) -> str:
    """A page as the library read it; JSON's values are YAML's, and no reader of YAML can make others of them."""
    meta = page.meta.model_dump(mode="json", exclude_unset=True)
    rows = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return "---\n" + "\n".join(rows) + "\n---\n" + page.body


def find_made(edition: Edition, path: str) -> Page | None:
    """The page that the build makes of data at `path`, below the language's folder; None where it makes none."""
    return find_directory_page(edition, path) or find_letter_page(edition, path)


def edit_place(library: Library, path: str) -> str | None:
    """What to edit, from docs/, to change it; None for a stand-in or a letter, whose own page says it."""
    return DATA if path in made_pages(library) else None


def render_page(page: Page, body: str) -> str:
    """A page as if an editor had written it; JSON's strings are YAML's, whatever they hold."""
    keys = ("id", "title", "description", "type", "created", "updated")
    rows = (f"{key}: {json.dumps(str(getattr(page.meta, key)), ensure_ascii=False)}" for key in keys)
    return "---\n" + "\n".join(rows) + "\n---\n\n" + body
