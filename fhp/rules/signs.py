"""Signs: the patterns of signs.yaml, looked for in a whole library within a fraction of a second.

Most patterns need a word that few lines hold ('calle', 'wa.me/'). Which, is read from the pattern itself, and the
pattern is tried only on the lines around that word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]  # how `re` itself understands a pattern
from typing import Any

import yaml

FILE = Path(__file__).with_name("signs.yaml")
HAS_DIGIT = re.compile(r"\d[^\n]*")
SHORTEST = 2  # letters of a word that is rare enough to be looked for


@dataclass(frozen=True)
class Sign:
    """A pattern, and the words of which every match holds at least one ('' for none that is known)."""

    pattern: re.Pattern[str]
    words: frozenset[str]

    def find(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Every match; `lowered` is the text in small letters, each where it was."""
        last = -1
        for start, end in self._windows(text, lowered):
            for found in self.pattern.finditer(text, max(start, last), end):
                last = max(found.end(), found.start() + 1)
                yield found

    def _windows(self, text: str, lowered: str) -> list[tuple[int, int]]:
        """The lines, with those around them, on which the pattern may match, in order and without overlap."""
        if self.words:
            places = [place for word in self.words for place in _places(word, lowered)]
        elif r"\d" in self.pattern.pattern:
            places = [found.start() for found in HAS_DIGIT.finditer(text)]
        else:
            return [(0, len(text))]
        windows: list[tuple[int, int]] = []
        for place in sorted(places):
            if windows and place < windows[-1][1] and text.find("\n", place, windows[-1][1]) >= 0:
                continue
            start, end = _around(text, place)
            if windows and start <= windows[-1][1]:
                windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
            else:
                windows.append((start, end))
        return windows


def _places(word: str, text: str) -> Iterator[int]:
    """The first place of a word on each line that has it."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find("\n", place)
        place = text.find(word, place) if place >= 0 else -1


def _around(text: str, place: int) -> tuple[int, int]:
    """The line of a place with the line before it and the one after it."""
    start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, place))) + 1
    end = text.find("\n", place)
    end = text.find("\n", end + 1) if end >= 0 else -1
    return start, end if end >= 0 else len(text)


@cache
def load_signs() -> dict[str, tuple[Sign, ...]]:
    """Maps the code of a rule to its signs."""
    loaded: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {rule: tuple(make_sign(pattern) for pattern in patterns) for rule, patterns in loaded.items()}


def make_sign(pattern: str) -> Sign:
    """A sign of a pattern, case ignored."""
    flags = re.IGNORECASE | re.MULTILINE
    return Sign(re.compile(pattern, flags), _needed(parser.parse(pattern, flags)))


def lowered(text: str) -> str:
    """The text in small letters, as long as before."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _needed(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Words of which a match holds at least one: of the parts that must all be there, the most telling."""
    options: list[frozenset[str]] = []
    run = ""
    for kind, value in parsed:
        if str(kind) == "LITERAL":
            run += chr(value).lower()
            continue
        if run:
            options.append(frozenset([run]))
        run = ""
        options.append(_needed_by(str(kind), value))
    if run:
        options.append(frozenset([run]))
    useful = [
        words for words in options if words and (min(map(len, words)) >= SHORTEST or not any(map(str.isalnum, words)))
    ]
    useful = [words for words in useful if not words & {".", ",", " "}]
    return max(useful, key=lambda words: min(map(len, words)), default=frozenset())


def _needed_by(kind: str, value: Any) -> frozenset[str]:
    if kind == "SUBPATTERN":
        return _needed(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0] > 0:
        return _needed(value[2])
    if kind == "ATOMIC_GROUP":
        return _needed(value)
    if kind == "BRANCH":
        each = [_needed(branch) for branch in value[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    return frozenset()
