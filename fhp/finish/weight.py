"""Page weight: what a reader on a bad connection downloads, measured on the built bytes.

Budgets (design: light theme), in bytes after gzip: a page complete with its style in one request.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli

from fhp.problems import Problem, problem

PAGE, AVERAGE, STYLE, SCRIPT, FIRST_SCREEN = 14_600, 7_000, 2_200, 1_000, 5_000
FIRST_CHARACTERS = 700  # of the article's text: what a phone of 360 × 640 px shows at once
PARTS = {
    "style": re.compile(r"<style>.*?</style>", re.DOTALL),
    "script": re.compile(r"<script[ >].*?</script>", re.DOTALL),
    "menu": re.compile(r'<nav class="menu".*?</nav>', re.DOTALL),
    "ties": re.compile(r'<section class="ties".*?</section>', re.DOTALL),
    "svg": re.compile(r"<svg.*?</svg>", re.DOTALL),
}


@dataclass(frozen=True)
class Weight:
    """One page: bytes after gzip and brotli, of the whole and of its parts (each part packed alone)."""

    path: str
    gzip: int
    brotli: int
    first_screen: int
    parts: dict[str, int]

    @property
    def heaviest(self) -> str:
        """'style 1900, menu 800': the parts that weigh most, and the text, which is the rest."""
        rest = self.gzip - sum(self.parts.values())
        ordered = sorted({**self.parts, "text": rest}.items(), key=lambda part: -part[1])
        return ", ".join(f"{name} {size}" for name, size in ordered if size > 0)


def packed(text: str) -> int:
    """Bytes after gzip at the level hosts use, 6."""
    return len(gzip.compress(text.encode(), 6, mtime=0)) if text else 0


def weigh(path: str, html: str) -> Weight:
    """Measures one page."""
    parts = {name: packed("".join(pattern.findall(html))) for name, pattern in PARTS.items()}
    return Weight(path, packed(html), len(brotli.compress(html.encode(), quality=5)), _first_screen(html), parts)


def _first_screen(html: str) -> int:
    """Bytes until the first screen of the article has arrived: everything up to that much of its text."""
    start = html.find("<article")
    seen = 0
    for text in re.finditer(r">([^<]+)", html[max(start, 0) :]):
        seen += len(text[1].strip())
        if seen >= FIRST_CHARACTERS:
            return packed(html[: max(start, 0) + text.end()])
    return packed(html)


def weigh_site(site: Path) -> list[Weight]:
    """Every page of a built site, heaviest first."""
    files = sorted(site.rglob("*.html"))
    weights = [weigh(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")) for path in files]
    return sorted(weights, key=lambda weight: (-weight.gzip, weight.path))


def check_weights(weights: Iterable[Weight]) -> Iterator[Problem]:
    """A page fits into one first congestion window, and its parts into theirs."""
    weights = list(weights)
    for weight in weights:
        yield from _check_one(weight)
    average = sum(weight.gzip for weight in weights) // max(len(weights), 1)
    if average > AVERAGE:
        yield problem("too-heavy", "site", 1, value=average, limit=AVERAGE, what="*", heaviest=weights[0].path)


def _check_one(weight: Weight) -> Iterator[Problem]:
    for what, size, limit in (
        ("HTML", weight.gzip, PAGE),
        ("style", weight.parts["style"], STYLE),
        ("script", weight.parts["script"], SCRIPT),
        ("first screen", weight.first_screen, FIRST_SCREEN),
    ):
        if size > limit:
            yield problem("too-heavy", f"site/{weight.path}", 1, value=size, limit=limit, what=what,
                          heaviest=weight.heaviest)  # fmt: skip


def render_table(weights: Iterable[Weight]) -> str:
    """The pages as a table, heaviest first: bytes with gzip and brotli, until the first screen, and what weighs."""
    rows = [f"{'gzip':>7} {'brotli':>7} {'1.ª':>7}  "]
    for weight in weights:
        rows.append(f"{weight.gzip:7} {weight.brotli:7} {weight.first_screen:7}  {weight.path}  ({weight.heaviest})")
    return "\n".join(rows)
