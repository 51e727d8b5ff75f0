"""Generated pages: those that no file of docs/ holds, as Markdown with front matter, and the files to download.

A language's stand-in for a page it lacks, what directory.py makes from resources.yaml, the letters of a long list.
"""

from __future__ import annotations

import json

from fhp.directory import find_directory_page, render_directory_page
from fhp.letter_pages import find_letter_page
from fhp.library import Library
from fhp.open_data import DOWNLOAD, render_csv
from fhp.pages import Page

DATA = "../resources.yaml"  # what an editor changes to change a page of the directory, from docs/


def find_generated(library: Library) -> list[str]:
    """Every file the build makes, as in 'en/directory/jass.md'."""
    lacking = [
        f"{language.code}/{page.path}"
        for page in library.pages
        for language in library.languages
        if library.at(language.code, page.path) is None
    ]
    made = [*library.generated, *library.letters, DOWNLOAD]
    return lacking + [f"{language.code}/{path}" for language in library.languages for path in made]


def render_generated(library: Library, uri: str) -> str:
    """The text of one of them."""
    code, _, path = uri.partition("/")
    language = library.language(code)
    if path == DOWNLOAD:
        return render_csv(library, language)
    page = find_directory_page(library, language, path)
    if page:
        return render_page(page, render_directory_page(library, language, path))
    letter = find_letter_page(library, language, path)
    if letter:
        return render_page(letter, letter.body)
    written = library.shown(code, path)
    if written is None:
        raise KeyError(uri)
    return (library.root / written.name).read_text(encoding="utf-8")


def edit_place(library: Library, uri: str) -> str | None:
    """What to edit, from docs/, to change it; None for a stand-in or a letter, whose own page says it."""
    return DATA if uri.partition("/")[2] in library.generated else None


def render_page(page: Page, body: str) -> str:
    """A page as if an editor had written it; JSON's strings are YAML's, whatever they hold."""
    keys = ("id", "title", "description", "type", "created", "updated")
    rows = (f"{key}: {json.dumps(str(getattr(page.meta, key)), ensure_ascii=False)}" for key in keys)
    return "---\n" + "\n".join(rows) + "\n---\n\n" + body
