"""Pages: every Markdown file under docs/<language>/, with its front matter as a typed model.

A page is known by its `id`, the same in every language; its twin is the file with the same path.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from fhp.content.addresses import url_of
from fhp.content.files import is_file
from fhp.content.languages import Language
from fhp.content.signs import find_in_names, mend
from fhp.content.yaml_files import (
    FILE,
    ID,
    Day,
    Key,
    Marked,
    Number,
    Truth,
    is_unreadable,
    parse_yaml,
    plain_number,
    read_text,
    slug,
    validate,
)
from fhp.problems import Problem, nearest, problem

Id = Annotated[str, StringConstraints(pattern=ID, max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
FOLDERS = {  # a type that has a home of its own
    "strategy": "strategies/", "pillar": "framework/pillars/", "principle": "framework/principles/",
    "concept": "framework/", "case": "cases/", "dialogue": "dialogues/", "news": "news/",
    "tool": "tools/",
}  # fmt: skip
SHEET = ("materials", "audience", "not_for", "risks")  # what a tool says of itself to a reader, beside figures
IMAGES = {".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif"}
LEAFLET = ".pdf"
PAGE_ENDING = re.compile(r"\.(?:md|markdown|mdown|mkd|mdx|mdwn)", re.IGNORECASE)
MARKER = re.compile(r"^<!-- (?P<name>[a-z]+(?:: [a-z-]+)?) -->[ \t]*$", re.MULTILINE)  # the build puts a list there
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class Strict(BaseModel):
    """A model in which a key nobody knows is a mistake, not a gift."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dates(Strict):
    """When something happened: `precision` says how much of `start` is known, `inferred` that we worked it out."""

    start: Day
    end: Day | None = None
    precision: Literal["day", "month", "year"] = "day"
    inferred: Truth = False

    @model_validator(mode="after")
    def _end_follows_start(self) -> Dates:
        if self.end and self.end < self.start:
            raise ValueError("end-before-start")
        return self

    @property
    def last(self) -> datetime.date:
        """The last day."""
        return self.end or self.start


class Allowed(Strict):
    """What a rule would stop and an editor lets stand, with her reason for it."""

    value: Text
    reason: Text


class Correction(Strict):
    """What was mended on a page after it was published, and when."""

    date: Day
    text: Text


class Picture(Strict):
    """A picture or a leaflet that the page leads to: `file` below docs/<language>/, `alt` what it shows.

    `consent` says how those who can be recognised in it gave theirs, without naming them.
    """

    file: Annotated[str, StringConstraints(pattern=FILE)]
    alt: Annotated[Text, StringConstraints(max_length=300)]
    licence: Annotated[Text, StringConstraints(max_length=120)]
    shows_people: Truth
    consent: Text | None = None

    @model_validator(mode="after")
    def _people_agreed(self) -> Picture:
        if self.shows_people and not self.consent:
            raise ValueError("picture-without-consent")
        return self


class FrontMatter(Strict):
    """What every page says of itself (design: content model)."""

    id: Id
    title: Annotated[Text, StringConstraints(max_length=110)]
    tab_title: Annotated[Text, StringConstraints(max_length=60)] | None = None  # what a phone's history keeps
    description: Annotated[Text, StringConstraints(max_length=160)]
    type: Literal["page"]
    created: Day
    updated: Day
    original: str
    translation_of: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")] | None = None
    sources: list[Id] = []
    related: list[Id] = []
    tags: list[Id] = []
    aliases: list[str] = []
    status: Literal["retired"] | None = None
    reason: Text | None = None
    corrections: list[Correction] = []
    pictures: list[Picture] | None = None
    allowed: list[Allowed] = []  # by the safety gate
    differs: list[Allowed] = []  # figures that the other language gives otherwise

    @model_validator(mode="after")
    def _dates_in_order(self) -> FrontMatter:
        if self.updated < self.created:
            raise ValueError("updated-before-created")
        if self.status == "retired" and not self.reason:
            raise ValueError("retired-without-reason")
        return self

    @property
    def brief_text(self) -> str:
        """*En breve*, '' where a type has none."""
        return str(getattr(self, "brief", ""))

    @property
    def when(self) -> Dates | None:
        """The dates of what the page tells of, where it tells of an event."""
        return getattr(self, "dates", None)


class Brief(BaseModel):
    """For types that open with *En breve*, a text fit to be sent as a message."""

    brief: Annotated[Text, StringConstraints(max_length=900)]


class Sourced(FrontMatter):
    """A type that states facts, so that it must name where they come from."""

    sources: Annotated[list[Id], Field(min_length=1)]


class Strategy(Sourced, Brief):
    """`attested` is false where our reading goes beyond the source."""

    type: Literal["strategy"]  # type: ignore[assignment]  # each type narrows the word
    attested: Truth = True


class Pillar(Sourced):
    """One of the four pillars."""

    type: Literal["pillar"]  # type: ignore[assignment]


class Principle(Sourced):
    """One of the nine principles."""

    type: Literal["principle"]  # type: ignore[assignment]


class Concept(Sourced, Brief):
    """A word that the framework rests on."""

    type: Literal["concept"]  # type: ignore[assignment]


class Case(Sourced, Brief):
    """What was done somewhere, and learnt."""

    type: Literal["case"]  # type: ignore[assignment]


class Dialogue(Sourced, Brief):
    """The record of a conversation among defenders."""

    type: Literal["dialogue"]  # type: ignore[assignment]
    dates: Dates
    platform: dict[str, Text]
    convenors: list[Id]


class News(Sourced):
    """Something that happened, told in the past tense."""

    type: Literal["news"]  # type: ignore[assignment]
    dates: Dates


class People(Strict):
    """How many can take part; without `max` there is no upper limit."""

    min: Annotated[int, Field(ge=1), BeforeValidator(plain_number)]
    max: Number | None = None

    @field_validator("max")
    @classmethod
    def _max_is_not_less(cls, value: int | None, info: ValidationInfo) -> int | None:
        least = info.data.get("min", 1)
        if value is not None and value < least:
            raise PydanticCustomError("greater_than_equal", "too few", {"ge": least})  # pydantic's own kind of mistake
        return value


class Tool(Sourced, Brief):
    """Something for a group to do; `time` in minutes, `ours` where its form is a proposal of this library."""

    type: Literal["tool"]  # type: ignore[assignment]
    time: Annotated[int, Field(ge=1), BeforeValidator(plain_number)]
    people: People
    materials: Annotated[list[Text], Field(min_length=1)]
    audience: Text
    not_for: Text
    risks: Annotated[list[Text], Field(min_length=1)]
    ours: Truth = False


TYPES: dict[str, type[FrontMatter]] = {
    "page": FrontMatter, "strategy": Strategy, "pillar": Pillar, "principle": Principle,
    "concept": Concept, "case": Case, "dialogue": Dialogue, "news": News,
    "tool": Tool,
}  # fmt: skip


ALL_KEYS = {key for model in TYPES.values() for key in model.model_fields}


@dataclass(frozen=True)
class Page:
    """A page as its editor wrote it: `name` from the repository root, `path` below docs/<language>/."""

    name: str
    path: str
    language: str
    meta: FrontMatter
    marked: Marked = field(repr=False)
    body: str = field(repr=False)
    body_line: int

    @cached_property
    def plain(self) -> str:
        """The body with code and comments blanked out, each line where it was."""
        return mask(self.body)

    def line_of(self, offset: int) -> int:
        """The line, in the file, of a character of the body."""
        return self.body_line + self.body.count("\n", 0, offset)

    def line(self, *key: str | int) -> int:
        """The line, in the file, of a key of the front matter."""
        return self.marked.line(key)

    @property
    def texts(self) -> Iterator[tuple[Key, str]]:
        """What a reader reads of the front matter, in the page's language, each by its key."""
        meta = self.meta
        for key in ("title", "tab_title", "description", "brief", "reason", *SHEET):
            value = getattr(meta, key, None) or ""
            for number, text in enumerate(value) if isinstance(value, list) else ():
                yield (key, number), text
            if isinstance(value, str) and value:
                yield (key,), value
        for number, entry in enumerate(meta.corrections):
            yield ("corrections", number, "text"), entry.text
        for number, picture in enumerate(meta.pictures or []):
            yield ("pictures", number, "alt"), picture.alt
        if platform := getattr(meta, "platform", {}).get(self.language):
            yield ("platform", self.language), platform

    @property
    def url(self) -> str:
        """The address below the language's root: '' for index.md, 'news/' for news/index.md, 'a-z/' for a-z.md."""
        return url_of(self.path)

    @property
    def section(self) -> str:
        """The folder the page belongs to; for an index, the folder it opens."""
        return self.path.rpartition("/")[0]

    @property
    def section_above(self) -> str:
        """The folder whose index lists the page: for an index that is the folder around its own."""
        return self.section.rpartition("/")[0] if self.path.endswith("/index.md") else self.section

    @property
    def is_retired(self) -> bool:
        """Withdrawn: a dated notice stands at its address."""
        return self.meta.status == "retired"


def load_pages(root: Path, languages: tuple[Language, ...]) -> tuple[list[Page], list[Problem]]:
    """Every page of every language, sorted by file name, and every mistake that keeps one from being read."""
    pages: list[Page] = []
    problems: list[Problem] = []
    docs = root / "docs"
    codes = [language.code for language in languages]
    for path in sorted(docs.rglob("*")):
        if not is_file(path) or (path.name.startswith(".") and not path.name.startswith(".~lock")):
            continue
        name = path.relative_to(root).as_posix()
        found = check_place(name, codes)
        problems += found
        if path.suffix == ".md" and not found:
            page, found = load_page(path, name, codes)
            problems += found
            if page:
                pages.append(page)
    return pages, problems


def check_place(name: str, codes: list[str]) -> list[Problem]:
    """A page lives under docs/<language>/, its name is in small letters, digits and hyphens."""
    _docs, *folders, file = name.split("/")
    stem, _, ending = file.rpartition(".")
    if ending != "md" and PAGE_ENDING.fullmatch(f".{ending}"):
        return [problem("wrong-ending", name, value=file, expected=f"{slug(stem)}.md")]
    if ending == "md" and (not folders or folders[0] not in codes):
        return [problem("wrong-folder", name, value=name, expected=", ".join(f"docs/{code}/" for code in codes))]
    if ending != "md" and f".{ending.lower()}" not in {*IMAGES, LEAFLET}:
        return [problem("unknown-file", name, value=file)]
    wrong = [part for part in [*folders, stem] if part not in codes and not re.fullmatch(ID, part)]
    if wrong:
        right = f"{slug(stem)}.{ending}" if stem in wrong else slug(wrong[0])
        return [problem("wrong-name", name, value=file if stem in wrong else wrong[0], expected=right)]
    if len(folders) > 1 and folders[1] in codes or (len(folders) == 1 and stem in codes):
        return [problem("reserved-name", name, value=folders[1] if len(folders) > 1 else stem)]
    if ending == "md" and (stem == "readme" or name.endswith(tuple(f"docs/{code}/404.md" for code in codes))):
        return [problem("reserved-name", name, value=stem)]
    return []


def is_page(path: Path) -> bool:
    """Whether somebody meant that file for a page."""
    return not path.name.startswith(".") and PAGE_ENDING.fullmatch(path.suffix) is not None and is_file(path)


def rightly_named(name: str) -> str:
    """The name that a page with a wrong one should have: docs/es/mi-pagina.md for docs/es/Mi pagina.MD."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/{slug(file.rpartition('.')[0])}.md"


def load_page(path: Path, name: str, codes: list[str]) -> tuple[Page | None, list[Problem]]:
    """One page, or why it cannot be one."""
    text, problems = read_text(path, name)
    if is_unreadable(problems):
        return None, problems
    page, found = parse_page(text, name, codes)
    return page, problems + found


def parse_page(text: str, name: str, codes: list[str]) -> tuple[Page | None, list[Problem]]:
    """A page from its text; `name` is docs/<language>/<path>."""
    head = FRONT_MATTER.match(text)
    if not head:
        return None, [_explain_head(text, name)]
    marked, problems = parse_yaml(head[1], name, first_line=2)
    if not marked:
        return None, problems
    meta, found = _read_meta(marked, name, codes)
    problems += found
    if not meta:
        return None, problems
    _, language, below = name.split("/", 2)
    body, body_line = text[head.end() :], text.count("\n", 0, head.end()) + 1
    for offset, sign in find_in_names(body):
        problems.append(problem("invisible-sign", name, body_line + body.count("\n", 0, offset), value=sign, key="(…)"))
    return Page(name, below, language, meta, marked, mend(body), body_line), problems


def _explain_head(text: str, name: str) -> Problem:
    """Why a page has no front matter: it does not begin with it, or it does not end."""
    rows = text.split("\n")
    if rows[0].rstrip() != "---":
        return problem("no-front-matter", name)
    for number, row in enumerate(rows[1:], 2):
        if re.fullmatch(r"-{2}|-{4,}|[—–-]{1,3}|={3,}|\+{3}|\.{3}|[ \t]+-{3}", row.rstrip()):
            return problem("open-front-matter", name, number, value=row.strip())
        if row.strip() and not re.match(r"[\w-]+\s*:|[ \t#]|-[ \t]", row):
            return problem("open-front-matter", name, number, value=row.strip())
    return problem("open-front-matter", name, len(rows), value="…")


def _read_meta(marked: Marked, name: str, codes: list[str]) -> tuple[FrontMatter | None, list[Problem]]:
    kind = marked.value.get("type") if isinstance(marked.value, dict) else None
    if kind is not None and not isinstance(kind, str):
        return None, [problem("wrong-value", name, marked.line(("type",)), key="type", expected=", ".join(TYPES))]
    if isinstance(marked.value, dict) and kind is None:
        mistyped = nearest("type", marked.value)
        if mistyped and mistyped not in ALL_KEYS:
            line = marked.line((mistyped,))
            return None, [problem("unknown-key", name, line, value=mistyped, nearest="type")]
        return None, [problem("missing-key", name, 2, value="type")]
    if isinstance(marked.value, dict) and kind not in TYPES:
        hint = nearest(str(kind), TYPES)
        return None, [problem("unknown-value", name, marked.line(("type",)), key="type", value=kind,
                              nearest=hint, options=", ".join(TYPES))]  # fmt: skip
    meta, problems = validate(TYPES[str(kind)] if kind else FrontMatter, marked, name)
    if meta and meta.original not in codes:
        problems.append(problem("unknown-value", name, marked.line(("original",)), key="original",
                                value=meta.original, nearest="", options=", ".join(codes)))  # fmt: skip
    return meta, problems


def mask(body: str) -> str:
    """The text with fenced code, inline code and comments turned to spaces: what is left is prose."""

    def blank(found: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", found.group())

    body = re.sub(r"^([ \t]*)(`{3,}|~{3,})[^\n]*\n.*?^\1\2[ \t]*$", blank, body, flags=re.DOTALL | re.MULTILINE)
    body = re.sub(r"<!--.*?-->", blank, body, flags=re.DOTALL)
    return re.sub(r"(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\s*\n))*?(?<!`)\1(?!`)", blank, body)
