"""Letter pages: those that a long list needs for its letters, once one page would be too heavy for all of them.

A letter has its page in every language, so that the language switch always leads somewhere; where a language has
nothing under it, the page holds only the row of letters.
"""

from __future__ import annotations

from fhp.catalogue import ITEMS, Part, home_of, name_of, parts
from fhp.documents import Marked
from fhp.languages import Language
from fhp.library import Library
from fhp.pages import FrontMatter, Page


def find_letter_page(library: Library, language: Language, path: str) -> Page | None:
    """The page that the build makes at `path`, below the language's folder; None where it makes none."""
    marker = library.letters.get(path)
    home = home_of(library, language, marker) if marker else None
    whole = library.shown(language.code, home) if home else None
    part = find_part(library, path)
    if not (marker and whole and part):
        return None
    meta = FrontMatter.model_construct(
        id="-".join(part.path.removesuffix(".md").split("/")), title=f"{whole.meta.title}: {name_of(part)}",
        description=whole.meta.description, type="page", created=whole.meta.created, updated=whole.meta.updated,
        original=language.code,
    )  # fmt: skip
    return Page(whole.name, path, language.code, meta, Marked(None, {}), f"<!-- {marker} -->\n", 1)


def find_part(library: Library, path: str) -> Part | None:
    """What stands on a letter page, in the first language that has something under that letter."""
    every = (part for marker in ITEMS for language in library.languages for part in parts(library, language, marker))
    return next((part for part in every if part.path == path and part.letter), None)
