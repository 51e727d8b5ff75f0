"""Duplicates: the same thing told twice with another face, so that readers find half of it in each place.

Names and titles are compared without capitals, accents and articles; addresses without what does not tell sites apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.glossary import Term
from fhp.content.library import Library
from fhp.content.resources import FILE as RESOURCES
from fhp.content.resources import Publication
from fhp.content.timeline import FILE as TIMELINE
from fhp.content.timeline import Event
from fhp.problems import Problem, problem
from fhp.rules.outside_addresses import bare_name, canonical

Held = TypeVar("Held", Term, Event)
ARTICLES = re.compile(r"^(?:el|la|los|las|un|una|the|a|an) ")


def check_duplicates(library: Library) -> Iterator[Problem]:
    """No publication, term, event or title of a page stands twice."""
    yield from _check_publications(library)
    terms = ((term, [bare(text) for text in _said(term)]) for term in library.glossary)
    yield from _twice(library, GLOSSARY, terms)
    events = ((event, [f"{event.start} {bare(text)}" for text in event.text.values()]) for event in library.timeline)
    yield from _twice(library, TIMELINE, events)
    yield from _check_titles(library)


def _said(term: Term) -> list[str]:
    """Every way of saying it."""
    return [*term.term.values(), *(text for texts in term.variants.values() for text in texts)]


def bare(text: str) -> str:
    """A name as two people would both write it: no capitals, accents, signs or article."""
    return ARTICLES.sub("", bare_name(text))


def _check_publications(library: Library) -> Iterator[Problem]:
    """A publication has one entry: no two share an address, or a title and a year."""
    owners: dict[str, Publication] = {}
    resources = library.resources
    shared = Counter(canonical(entry.url) for entry in resources.publications.values() if entry.url)
    for entry in resources.publications.values():
        address = canonical(entry.url) if entry.url else ""
        marks = [address] if shared[address] == 2 else []  # of three and more it is the page that lists them
        marks += [f"{bare(title)} {entry.year or ''}" for title in entry.title.values()]
        for mark in marks:
            owner = owners.setdefault(mark, entry)
            if owner is not entry and not _are_told_apart(entry, owner):
                line = resources.line(entry.id, "id")
                yield problem("duplicate-entry", RESOURCES, line, value=entry.id, other=owner.id)
                break


def _twice(library: Library, file: str, entries: Iterable[tuple[Held, list[str]]]) -> Iterator[Problem]:
    owners: dict[str, Held] = {}
    for entry, marks in entries:
        for mark in marks:
            owner = owners.setdefault(mark, entry)
            if owner is not entry and not _are_told_apart(entry, owner):
                yield problem("duplicate-entry", file, library.lines[file][entry.id], value=entry.id, other=owner.id)
                break


def _are_told_apart(entry: Held | Publication, other: Held | Publication) -> bool:
    """An editor looked at both and says in one of them, with her reason, that the other is something else."""
    return any(one.value == there.id for here, there in ((entry, other), (other, entry)) for one in here.allowed)


def _check_titles(library: Library) -> Iterator[Problem]:
    """Two pages of one language and folder do not bear the same title."""
    owners: dict[tuple[str, str, str], str] = {}
    for page in library.pages:
        key = (page.language, page.section, bare(page.meta.title))
        owner = owners.setdefault(key, page.name)
        if owner != page.name and not page.is_retired:
            yield problem("same-title", page.name, page.line("title"), value=page.meta.title, other=owner)
