"""Differences: what changed in a page from one version to another, paragraph by paragraph and word by word.

A part is what a translator looks up on its own: a key of the front matter, or the text below one heading. Parts of
the two languages are known by the anchor of their heading, and paragraphs by their place in the part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from fhp.content.pages import Page
from fhp.content.pairs import read_meta

HEADING = re.compile(r"^#{2,} +(?P<text>.*?)[ \t]*(?:\{#(?P<anchor>[\w-]+)[^}]*\})?[ \t]*$", re.MULTILINE)
PARAGRAPH = re.compile(r"\S.*?(?=\n[ \t]*\n|\n[ \t]*(?:[-*+|]|\d+\.)[ \t]|\s*\Z)", re.DOTALL)  # or an item, or a row
WORDS = re.compile(r"\n|\S+")
LEAST_ALIKE = 0.4  # below it a paragraph was written anew, and is shown whole before and whole now


@dataclass(frozen=True)
class Difference:
    """A place of the original and its words, marked; `twin_line` is where its twin has it, 0 where it has not."""

    part: str
    line: int
    twin_line: int
    text: str


@dataclass(frozen=True)
class Part:
    """A key of the front matter or a section, `paragraphs` each with its line."""

    name: str
    line: int
    paragraphs: tuple[tuple[int, str], ...]

    @property
    def texts(self) -> list[str]:
        """The paragraphs without their lines."""
        return [text for _, text in self.paragraphs]


NONE = Part("", 0, ())


def find_differences(before: Page, now: Page, twin: Page) -> Iterator[Difference]:
    """Every place of the original `now` that is not as it was `before`, and where that stands in its `twin`."""
    old, new, theirs = find_parts(before), find_parts(now), find_parts(twin)
    for key in [*new, *(key for key in old if key not in new)]:
        was, part, there = old.get(key, NONE), new.get(key, NONE), theirs.get(key, NONE)
        for gone, come in _changes(was.texts, part.texts):
            place = part.paragraphs[min(come.start, len(part.paragraphs) - 1)][0] if part.paragraphs else 1
            name = part.name or was.name
            yield Difference(name, place, _twin_line(was, there, gone.start), _mark(was.texts[gone], part.texts[come]))


def find_parts(page: Page) -> dict[str, Part]:
    """The parts of a page by what is the same in every language: the key, or the anchor of the heading."""
    parts = {
        f"{key}:": Part(key, page.line(key), tuple((page.line(key), text) for text in _texts(value)))
        for key, value in read_meta(page).items() if value
    }  # fmt: skip
    heads = [*HEADING.finditer(page.plain)]
    starts = [0, *(head.start() for head in heads)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(page.body)], strict=True)):
        head = heads[number - 1] if number else None
        key = (head["anchor"] or head["text"]) if head else ""
        found = PARAGRAPH.finditer(page.body, start, end)
        paragraphs = tuple((page.line_of(one.start()), one.group()) for one in found)
        if paragraphs:
            parts[key] = Part(head["text"] if head else "…", page.line_of(start), paragraphs)
    return parts


def _texts(value: Any) -> list[str]:
    """A value of the front matter as the texts that are in it."""
    if isinstance(value, dict):
        return [" ".join(f"{key}: {part}" for key, part in value.items())]
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else [str(value)]


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[slice, slice]]:
    """What was put in the place of what; paragraph by paragraph where there are as many of both."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            yield from ((slice(a + n, a + n + 1), slice(c + n, c + n + 1)) for n in range(b - a))
        elif kind != "equal":
            yield slice(a, b), slice(c, d)


def _twin_line(was: Part, twin: Part, gone: int) -> int:
    """The paragraph of the translation made from the one that changed; its part, where that cannot be told."""
    if twin.paragraphs and len(twin.paragraphs) == len(was.paragraphs):
        return twin.paragraphs[min(gone, len(twin.paragraphs) - 1)][0]
    return twin.line


def _mark(old: list[str], new: list[str]) -> str:
    """The words, `[-those that went-]` and `{+those that came+}`."""
    before, now = (WORDS.findall("\n\n".join(texts)) for texts in (old, new))
    match = SequenceMatcher(None, before, now, autojunk=False)
    if not before or not now or match.ratio() < LEAST_ALIKE:
        return "\n".join([*_sign("[-", before, "-]"), *_sign("{+", now, "+}")])
    rows: list[str] = []
    for kind, a, b, c, d in match.get_opcodes():
        rows += before[a:b] if kind == "equal" else [*_sign("[-", before[a:b], "-]"), *_sign("{+", now[c:d], "+}")]
    return _join(rows)


def _sign(start: str, words: list[str], end: str) -> list[str]:
    return [f"{start}{_join(words)}{end}"] if words else []


def _join(words: list[str]) -> str:
    return re.sub(r" ?\n ?", "\n", " ".join(words))
