"""Translations: a twin has an original and says the same of itself; one that is late or missing is pointed out."""

from __future__ import annotations

from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import Page
from fhp.content.pairs import find_pairs
from fhp.problems import Problem, problem

SHARED = ("id", "type", "created", "original", "sources", "related", "tags", "aliases", "status",
          "time", "people", "ours")  # fmt: skip


def check_translations(library: Library) -> Iterator[Problem]:
    """A twin has an original, and says the same of itself; a missing or late one is only pointed out."""
    for page in library.pages:
        meta = page.meta
        original = library.at(meta.original, page.path)
        if original is None and library.is_there(meta.original, page.path):
            continue
        if original is None:
            yield problem(
                "twin-of-nothing", page.name, page.line("original"), value=f"docs/{meta.original}/{page.path}"
            )
        elif original is page and meta.translation_of:
            yield problem("stamp-on-original", page.name, page.line("translation_of"))
        elif original is not page:
            yield from _compare(page, original)
    for pair in find_pairs(library):
        if pair.state == "missing" and not library.is_there(pair.language, pair.path):
            name = f"docs/{pair.language}/{pair.path}"
            yield problem("translation-missing", pair.original.name, 1, value=name)
        elif pair.state == "behind" and pair.page:
            rule = "translation-behind" if pair.page.meta.translation_of else "translation-unconfirmed"
            yield problem(rule, pair.page.name, 1, value=pair.original.name)


def _compare(page: Page, original: Page) -> Iterator[Problem]:
    """What is not language is the same on both sides of a pair."""
    for key in SHARED:
        ours, theirs = getattr(page.meta, key, None), getattr(original.meta, key, None)
        if ours != theirs:
            other = f"{original.name}:{original.line(key)}"
            yield problem("pair-differs", page.name, page.line(key), key=key, other=other)
