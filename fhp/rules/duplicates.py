"""Duplicates: the same organisation, publication, event, term or title a second time, however it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.library import Library, kept
from fhp.content.link_states import host_of
from fhp.content.resources import FILE, Publication
from fhp.content.timeline import FILE as TIMELINE
from fhp.link_checker.addresses import is_home_path
from fhp.problems import Problem, problem
from fhp.rules.outside_addresses import canonical

CODE = r"(?:es|en|fr|pt|de|it|nl|eu|ca)(?:[-_][A-Za-z0-9]{2,4})?"
HOST_OF_LANGUAGE = re.compile(rf"^(?:www\d?|m|mobile|movil|amp|{CODE})\.(?=[^.]+\.)", re.IGNORECASE)
PATH_OF_LANGUAGE = re.compile(rf"/{CODE}/?$", re.IGNORECASE)
LANGUAGE_KEYS = {"lang", "language", "idioma", "hl", "locale", "lng", "l"}
ARTICLE = re.compile(r"^(?:el|la|los|las|un|una|the|an|a) ")


def check_duplicates(library: Library) -> Iterator[Problem]:
    """Nothing is told twice under two ids."""
    for entry_id, (key, mark, owner) in find_doubles(library).items():
        line = library.resources.line(entry_id, key)
        yield problem("duplicate-organisation", FILE, line, value=mark, other=owner)
    yield from _check_publications(library)
    yield from _check_data(library)
    yield from _check_titles(library)


@kept
def find_doubles(library: Library) -> dict[str, tuple[str, str, str]]:
    """Maps an organisation that is there already to the key that shows it, what it holds, and the id of the other."""
    owners: dict[str, str] = {}
    doubles: dict[str, tuple[str, str, str]] = {}
    for entry in library.resources.organisations.values():
        marks = [(home_of(entry.url), "url")] if entry.url else []
        marks += [(form, "name") for form in dict.fromkeys(map(form_of, entry.name.values()))]
        marks += [(form_of(name), "formerly") for name in entry.formerly]
        for mark, key in marks:
            owner = owners.setdefault(mark, entry.id)
            if owner != entry.id:
                doubles.setdefault(entry.id, (key, mark, owner))
    return doubles


def home_of(url: str) -> str:
    """An organisation's address without what only chooses a language or a telephone's version of its home page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    asked = [key for key, _ in parse_qsl(parts.query)]
    path = PATH_OF_LANGUAGE.sub("", parts.path)
    if not is_home_path(path) or any(key.lower() not in LANGUAGE_KEYS for key in asked):
        return canonical(url)
    return HOST_OF_LANGUAGE.sub("", host_of(url))


def form_of(text: str) -> str:
    """Words in small letters, without accents, signs and the article before them."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return ARTICLE.sub("", " ".join(re.findall(r"\w+", plain)))


def _check_publications(library: Library) -> Iterator[Problem]:
    """No two publications share an address, nor title, body and year."""
    owners: dict[tuple[str, ...], str] = {}
    for entry in library.resources.publications.values():
        for mark, key in _marks(entry):
            owner = owners.setdefault(mark, entry.id)
            if owner != entry.id and owner not in {one.value for one in entry.allowed}:
                line = library.resources.line(entry.id, key)
                yield problem("duplicate-publication", FILE, line, value=entry.id, other=owner)
                break


def _marks(entry: Publication) -> Iterator[tuple[tuple[str, ...], str]]:
    if entry.url:
        yield ("url", canonical(entry.url)), "url"
    for form in dict.fromkeys(map(form_of, entry.title.values())):
        yield (form, form_of(entry.body or " ".join(entry.authors)), str(entry.year)), "title"


def _check_data(library: Library) -> Iterator[Problem]:
    """No term is explained and no event is told twice."""
    owners: dict[tuple[str, ...], str] = {}
    for term in library.glossary:
        for code, text in term.term.items():
            owner = owners.setdefault((code, form_of(text)), term.id)
            if owner != term.id:
                yield problem("duplicate-entry", GLOSSARY, library.lines[GLOSSARY][term.id], value=text, other=owner)
                break
    for event in library.timeline:
        for code, text in event.text.items():
            owner = owners.setdefault((code, str(event.start), form_of(text)), event.id)
            if owner != event.id:
                yield problem("duplicate-entry", TIMELINE, library.lines[TIMELINE][event.id], value=text, other=owner)
                break


def _check_titles(library: Library) -> Iterator[Problem]:
    """No two pages of a language have one title: lists and search could not tell them apart."""
    owners: dict[tuple[str, str], str] = {}
    for page in library.pages:
        other = owners.setdefault((page.language, form_of(page.meta.title)), page.name)
        if other != page.name and not page.is_retired:
            yield problem("duplicate-entry", page.name, page.line("title"), value=page.meta.title, other=other)
