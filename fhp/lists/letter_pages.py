"""Letter pages: those that a long list needs for its letters, once one page would be too heavy for all of them.

A letter has its page in every language, so that the language switch always leads somewhere; where a language has
nothing under it, the page holds only the row of letters.
"""

from __future__ import annotations

from fhp.content.library import Edition, Library, kept
from fhp.content.pages import FrontMatter, Page
from fhp.content.yaml_files import Marked
from fhp.lists.a_z import a_z
from fhp.text.long_lists import A_Z, BIBLIOGRAPHY, GLOSSARY, Part, bibliography, glossary, homes

LISTS = {BIBLIOGRAPHY: bibliography, GLOSSARY: glossary, A_Z: a_z}


@kept
def letter_parts(library: Library) -> dict[str, tuple[str, Part]]:
    """Maps the path of every letter page ('a-z/c.md') to its list, and to what the first language has on it.

    Empty while all lists are short.
    """
    found: dict[str, tuple[str, Part]] = {}
    for marker, parts_of in LISTS.items():
        for edition in library.editions.values():
            for part in parts_of(edition):
                if part.letter:
                    found.setdefault(part.path, (marker, part))
    return found


def find_letter_page(edition: Edition, path: str) -> Page | None:
    """The page that the build makes at `path`, below the language's folder; None where it makes none."""
    marker, part = letter_parts(edition.library).get(path, ("", None))
    home = homes(edition).get(marker)
    whole = edition.shown(home) if home else None
    if not (part and whole):
        return None
    meta = FrontMatter.model_construct(
        id="-".join(path.removesuffix(".md").split("/")), title=f"{whole.meta.title}: {part.name}",
        description=whole.meta.description, type="page", created=whole.meta.created, updated=whole.meta.updated,
        original=edition.code,
    )  # fmt: skip
    return Page(whole.name, path, edition.code, meta, Marked(None, {}), f"<!-- {marker} -->\n", 1)
