"""Front page: the address that people know by heart always answers."""

from __future__ import annotations

from collections.abc import Iterator

from fhp.content.library import Library
from fhp.problems import Problem, problem

INDEX = "index.md"


def check_front_pages(library: Library) -> Iterator[Problem]:
    """The default language has its front page, and no language has withdrawn it."""
    code = library.default.code
    if not library.is_there(code, INDEX):
        name = f"docs/{code}/{INDEX}"
        yield problem("missing-file", name, value=name)
    for language in library.languages:
        page = library.at(language.code, INDEX)
        if page and page.is_retired:
            yield problem("retired-front-page", page.name, page.line("status"))
