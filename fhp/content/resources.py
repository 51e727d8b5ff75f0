"""Resources: organisations and publications, read from resources.yaml, the only place that describes them.

schema.py gives editors' own tools the same rules.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from fhp.content.pages import Allowed, Id, Strict, Text
from fhp.content.yaml_files import (
    Day,
    Marked,
    Truth,
    is_unreadable,
    parse_yaml,
    plain_number,
    read_text,
    soften,
    validate,
)
from fhp.problems import Problem, nearest, problem

FILE = "resources.yaml"


def one_line(text: str) -> str:
    """A name or a title stands on one line, in lists, calendars and feeds."""
    if "\n" in text or "\\n" in text:
        raise ValueError("line-break")
    return text


Texts = dict[str, Text]  # language code → text
Name = dict[str, Annotated[Text, StringConstraints(max_length=110), AfterValidator(one_line)]]
Titles = dict[str, Annotated[Text, AfterValidator(one_line)]]
Paragraph = dict[str, Annotated[Text, StringConstraints(max_length=600)]]
Url = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Confidence = Literal["high", "medium", "low"]
REVIEW_DAYS = 180
TEXTS = ("name", "title", "summary", "limits", "cited_for", "date_note")  # what a reader reads, in every language
# Which section of data/words/<language>.yaml lists the values a key may take.
LISTED = {key: key for key in ("help", "people", "reach", "languages", "kind", "purpose", "reuse")}


class Provenance(Strict):
    """Where we know a thing from: a publication of this file, or a note in plain words."""

    publication: Id | None = None
    note: Texts | None = None
    confidence: Confidence

    @model_validator(mode="after")
    def _says_something(self) -> Provenance:
        if not (self.publication or self.note):
            raise ValueError("source-says-nothing")
        return self


class Verified(Strict):
    """When somebody last made sure, and how: `stored-pages` is not yet a person's look at the living page."""

    on: Day
    how: Literal["person", "stored-pages", "general-knowledge"]


class Linked(Strict):
    """What organisations and publications share."""

    id: Id
    url: Url | None = None
    archive_url: Url | None = None
    check_link: Truth = True
    check_reason: Text | None = None
    sources: Annotated[list[Provenance], Field(min_length=1)]
    allowed: list[Allowed] = []
    created: Day
    updated: Day

    @model_validator(mode="after")
    def _in_order(self) -> Linked:
        if self.updated < self.created:
            raise ValueError("updated-before-created")
        if not self.check_link and not self.check_reason:
            raise ValueError("unchecked-without-reason")
        return self


class Organisation(Linked):
    """An allied organisation: what a defender gets from it, and how sure we are."""

    name: Name
    contact_url: Url | None = None
    help: Annotated[list[Id], Field(min_length=1)]
    people: list[Id] = []  # those it is there for above all; empty: for anybody
    urgent: Truth = False
    reach: Annotated[list[Id], Field(min_length=1)]
    languages: list[Id]
    summary: Paragraph
    limits: Paragraph | None = None
    status: Literal["active", "paused", "renamed", "historical", "unverified"]
    formerly: list[Text] = []
    active_as_of: Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$")] | None = None
    verified: Verified
    review_every_days: Annotated[int, Field(ge=1, le=1000), BeforeValidator(plain_number)] = REVIEW_DAYS

    def is_stale(self, today: datetime.date) -> bool:
        """Whether its last verification is older than its review interval."""
        return (today - self.verified.on).days > self.review_every_days


class Publication(Linked):
    """A text that the pages cite or recommend; `own_title` lists the languages whose title is our translation."""

    title: Titles
    own_title: list[str] = []
    authors: list[Text] = []
    body: Text | None = None
    body_inferred: Truth = False
    year: Annotated[int, Field(ge=1000, le=2200), BeforeValidator(plain_number)] | None = None
    date_note: Texts | None = None
    kind: Id
    languages: list[Id]
    access: Literal["free", "paid", "unknown"]
    licence: Text | None = None
    reuse: Id | None = None  # what may be done with it, in plain words; `not-seen`: we looked and saw no licence
    purpose: list[Id] = []  # what a reader wants to do with it: its places under "further reading"
    cited_for: Texts


@dataclass(frozen=True)
class Resources:
    """Both lists by id, and the line of every entry in resources.yaml."""

    organisations: dict[str, Organisation]
    publications: dict[str, Publication]
    marked: Marked = field(repr=False)
    places: dict[str, tuple[str, int]] = field(repr=False)  # id → (list, position in it)

    def line(self, entry_id: str, *key: str | int) -> int:
        """The line of an entry, or of a key in it."""
        return self.marked.line((*self.places[entry_id], *key))


LISTS: dict[str, type[Organisation] | type[Publication]] = {
    "organisations": Organisation,
    "publications": Publication,
}


def load_resources(root: Path, words: dict[str, Any], codes: list[str]) -> tuple[Resources, list[Problem]]:
    """Every entry that can be read; one bad entry is a problem, and the rest still loads."""
    empty = Resources({}, {}, Marked(None, {(): 1}), {})
    path = root / FILE
    if not path.exists():
        return empty, [problem("missing-file", FILE, value=FILE)]
    text, problems = read_text(path, FILE)
    if is_unreadable(problems):
        return empty, problems
    marked, found = parse_yaml(text, FILE)
    problems += found
    if not marked or not isinstance(marked.value, dict):
        return empty, problems or [problem("wrong-value", FILE, key=FILE, expected=", ".join(LISTS))]
    resources = Resources({}, {}, marked, {})
    for key in marked.value.keys() - LISTS.keys():
        problems.append(problem("unknown-key", FILE, marked.line((key,)), value=key, nearest=nearest(key, LISTS)))
    mistyped = {nearest(key, LISTS) for key in marked.value.keys() - LISTS.keys()} - marked.value.keys()
    for name in LISTS:
        if name in mistyped:
            continue
        problems += _load_list(name, resources, words, codes)
    problems += _check_sources(resources)
    return resources, soften(FILE, problems, len(resources.places))


def _load_list(name: str, resources: Resources, words: dict[str, Any], codes: list[str]) -> Iterator[Problem]:
    marked = resources.marked
    entries = marked.value.get(name)
    if not isinstance(entries, list):
        yield problem("wrong-value", FILE, marked.line((name,)), key=name, expected="una lista / a list")
        return
    last = ""
    for position in range(len(entries)):
        entry, problems = validate(LISTS[name], marked, FILE, (name, position))
        yield from problems
        if not entry:
            continue
        line = marked.line((name, position))
        if entry.id in resources.places:
            yield problem("duplicate-id", FILE, line, value=entry.id, other=f"{FILE}:{resources.line(entry.id)}")
            continue
        if entry.id < last:
            yield problem("not-sorted", FILE, line, value=entry.id, before=last)
        last = entry.id
        resources.places[entry.id] = (name, position)
        getattr(resources, name)[entry.id] = entry
        yield from _check_lists(entry, resources, words)
        yield from _check_texts(entry, resources, codes)
        _complete(entry, codes)


def _check_lists(entry: Linked, resources: Resources, words: dict[str, Any]) -> Iterator[Problem]:
    """A value of a controlled list is one of that list."""
    for key, section in LISTED.items():
        values = getattr(entry, key, None) or []
        for value in [values] if isinstance(values, str) else values:
            if value not in words.get(section, {}):
                hint = nearest(value, words.get(section, {}))
                yield problem("unknown-value", FILE, resources.line(entry.id, key), key=key, value=value,
                              nearest=hint, options=", ".join(words.get(section, {})))  # fmt: skip


def _check_texts(entry: Linked, resources: Resources, codes: list[str]) -> Iterator[Problem]:
    """A text for readers is there in every language of the house."""
    places: list[tuple[tuple[str | int, ...], Texts | None]] = [((key,), getattr(entry, key, None)) for key in TEXTS]
    places += [(("sources", number, "note"), source.note) for number, source in enumerate(entry.sources)]
    for place, texts in places:
        if texts is None:
            continue
        key, line = place[-1], resources.line(entry.id, *place)
        meant = {code.lower() for code in texts.keys() - set(codes)}  # ES: for es:
        for code in codes:
            if code not in texts and code not in meant:
                yield problem("missing-language", FILE, line, key=f"{entry.id}: {key}", value=code)
        for code in texts.keys() - set(codes):
            yield problem("unknown-key", FILE, line, value=code, nearest=nearest(code.lower(), codes))


def _complete(entry: Linked, codes: list[str]) -> None:
    """Puts another language's text where one is missing: told to the editor above, and no page need fear the gap."""
    texts = [getattr(entry, key, None) for key in TEXTS] + [source.note for source in entry.sources]
    for found in texts:
        if found is not None:
            missing = next(iter(found.values()), entry.id)
            found |= {code: missing for code in codes if code not in found}


def _check_sources(resources: Resources) -> Iterator[Problem]:
    """A publication named as a source is one of this file."""
    entries: list[Linked] = [*resources.organisations.values(), *resources.publications.values()]
    for entry in entries:
        for position, source in enumerate(entry.sources):
            if source.publication and source.publication not in resources.publications:
                line = resources.line(entry.id, "sources", position)
                hint = nearest(source.publication, resources.publications)
                yield problem("unknown-source", FILE, line, value=source.publication, nearest=hint)
