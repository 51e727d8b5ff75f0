"""Pictures: the photographs, drawings and leaflets that pages lead to, and where their files are."""

from __future__ import annotations

from fhp.content.files import is_file
from fhp.content.library import Library
from fhp.content.pages import Page

# How much of each kind a phone on a bad connection can bear, in bytes: on 2G ten seconds, and fifty for a leaflet.
LIMITS = {".webp": 60_000, ".svg": 60_000, ".pdf": 300_000}


def find_place(library: Library, page: Page, file: str) -> str | None:
    """Where a file that a page names is, from docs/: in the page's own language, otherwise in another's folder."""
    codes = [page.language, *(language.code for language in library.languages if language.code != page.language)]
    places = (f"{code}/{file}" for code in codes)
    return next((place for place in places if is_file(library.root / "docs" / place)), None)
