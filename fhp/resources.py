"""Resources: organisations and publications, read from resources.yaml, the only place that describes them.

`render_schema` gives editors' own tools the same rules as a JSON Schema.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from fhp.documents import Marked, parse_yaml, read_text, validate
from fhp.pages import Id, Strict, Text
from fhp.problems import Problem, nearest, problem

FILE = "resources.yaml"
Texts = dict[str, Text]  # language code → text
Url = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Confidence = Literal["high", "medium", "low"]
REVIEW_DAYS = 180
# Which section of data/words/<language>.yaml lists the values a key may take.
LISTED = {"help": "help", "reach": "reach", "languages": "languages", "kind": "kind"}


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

    on: datetime.date
    how: Literal["person", "stored-pages", "general-knowledge"]


class Linked(Strict):
    """What organisations and publications share."""

    id: Id
    url: Url | None = None
    archive_url: Url | None = None
    check_link: bool = True
    check_reason: Text | None = None
    sources: Annotated[list[Provenance], Field(min_length=1)]
    created: datetime.date
    updated: datetime.date

    @model_validator(mode="after")
    def _in_order(self) -> Linked:
        if self.updated < self.created:
            raise ValueError("updated-before-created")
        if not self.check_link and not self.check_reason:
            raise ValueError("unchecked-without-reason")
        return self


class Organisation(Linked):
    """An allied organisation: what a defender gets from it, and how sure we are."""

    name: Texts
    contact_url: Url | None = None
    help: Annotated[list[Id], Field(min_length=1)]
    urgent: bool = False
    reach: Annotated[list[Id], Field(min_length=1)]
    languages: list[Id]
    summary: Texts
    limits: Texts | None = None
    status: Literal["active", "paused", "renamed", "historical", "unverified"]
    formerly: list[Text] = []
    active_as_of: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2})?$")] | None = None
    verified: Verified
    review_every_days: Annotated[int, Field(ge=1, le=1000)] = REVIEW_DAYS

    def is_stale(self, today: datetime.date) -> bool:
        """Whether its last verification is older than its review interval."""
        return (today - self.verified.on).days > self.review_every_days


class Publication(Linked):
    """A text that the pages cite or recommend; `own_title` lists the languages whose title is our translation."""

    title: Texts
    own_title: list[str] = []
    authors: list[Text] = []
    body: Text | None = None
    body_inferred: bool = False
    year: int | None = None
    date_note: Texts | None = None
    kind: Id
    languages: list[Id]
    access: Literal["free", "paid", "unknown"]
    licence: Text | None = None
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


class _File(Strict):
    """resources.yaml as a whole, for the schema."""

    organisations: list[Organisation]
    publications: list[Publication]


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
    marked, found = parse_yaml(text, FILE)
    problems += found
    if not marked or not isinstance(marked.value, dict):
        return empty, problems or [problem("wrong-value", FILE, key=FILE, expected=", ".join(LISTS))]
    resources = Resources({}, {}, marked, {})
    for key in marked.value.keys() - LISTS.keys():
        problems.append(problem("unknown-key", FILE, marked.line((key,)), value=key, nearest=nearest(key, LISTS)))
    for name in LISTS:
        problems += _load_list(name, resources, words, codes)
    problems += _check_sources(resources)
    return resources, problems


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


def _check_lists(entry: Linked, resources: Resources, words: dict[str, Any]) -> Iterator[Problem]:
    """A value of a controlled list is one of that list."""
    for key, section in LISTED.items():
        values = getattr(entry, key, [])
        for value in [values] if isinstance(values, str) else values:
            if value not in words[section]:
                hint = nearest(value, words[section])
                yield problem("unknown-value", FILE, resources.line(entry.id, key), key=key, value=value,
                              nearest=hint, options=", ".join(words[section]))  # fmt: skip


def _check_texts(entry: Linked, resources: Resources, codes: list[str]) -> Iterator[Problem]:
    """A text for readers is there in every language of the house."""
    for key in ("name", "title", "summary", "limits", "cited_for", "date_note"):
        texts = getattr(entry, key, None)
        if texts is None:
            continue
        line = resources.line(entry.id, key)
        for code in codes:
            if code not in texts:
                yield problem("missing-language", FILE, line, key=f"{entry.id}: {key}", value=code)
        for code in texts.keys() - set(codes):
            yield problem("unknown-key", FILE, line, value=code, nearest=nearest(code, codes))


def _check_sources(resources: Resources) -> Iterator[Problem]:
    """A publication named as a source is one of this file."""
    entries: list[Linked] = [*resources.organisations.values(), *resources.publications.values()]
    for entry in entries:
        for position, source in enumerate(entry.sources):
            if source.publication and source.publication not in resources.publications:
                line = resources.line(entry.id, "sources", position)
                hint = nearest(source.publication, resources.publications)
                yield problem("unknown-source", FILE, line, value=source.publication, nearest=hint)


def render_schema(words: dict[str, Any], codes: list[str]) -> str:
    """The JSON Schema (draft 2020-12) of resources.yaml, with the values of the controlled lists."""
    schema = _File.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    for definition in schema["$defs"].values():
        for key, part in definition.get("properties", {}).items():
            target = part.get("items", part)
            if key in LISTED and definition["title"] in ("Organisation", "Publication"):
                target["enum"] = list(words[LISTED[key]])
            for option in [part, *part.get("anyOf", [])]:
                if option.get("type") == "object" and "additionalProperties" in option:
                    option |= {"propertyNames": {"enum": codes}, "required": codes}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
