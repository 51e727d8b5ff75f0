"""Generated pages: those that no file of docs/ holds, as Markdown with front matter."""

from __future__ import annotations

from fhp.library import Library


def render_generated_pages(library: Library) -> dict[str, str]:
    """Maps 'en/news/x.md' to the text of that page, for every page that its language lacks."""
    pages: dict[str, str] = {}
    for page in library.pages:
        for language in library.languages:
            if library.at(language.code, page.path) is None:
                pages[f"{language.code}/{page.path}"] = (library.root / page.name).read_text(encoding="utf-8")
    return pages
