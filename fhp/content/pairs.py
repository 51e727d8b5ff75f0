"""Pairs: the state of every pair of pages, computed from their text, never typed.

The page written first is the original; its twin carries `translation_of`, a stamp of the text it was made from.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fhp.content.library import Edition, Library
from fhp.content.pages import FRONT_MATTER, SHEET, Page, parse_page

READ = ("title", "tab_title", "description", "brief", "reason", "corrections", "platform", "dates", *SHEET)
STAMP = 12  # hex digits


@dataclass(frozen=True)
class Pair:
    """A page in one language; `state` is one of original, up-to-date, behind, missing."""

    path: str
    language: str
    state: str
    page: Page | None
    original: Page


def stamp(page: Page) -> str:
    """What a translation of this page was made from: 12 hex digits of SHA-256 of what a reader sees."""
    meta = read_meta(page)
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in page.body.strip().split("\n")))
    text = unicodedata.normalize("NFC", json.dumps([meta, body], ensure_ascii=False, sort_keys=True))
    return hashlib.sha256(text.encode()).hexdigest()[:STAMP]


def read_meta(page: Page) -> dict[str, Any]:
    """What a reader reads of the front matter, by its key."""
    include = dict.fromkeys(READ, True) | {"pictures": {"__all__": {"alt"}}}
    meta: dict[str, Any] = page.meta.model_dump(mode="json", include=include, exclude_none=True)
    return meta


def find_pairs(library: Library) -> Iterator[Pair]:
    """Every page in every language, in reading order."""
    for original in library.editions[library.default.code].pages:
        original = library.at(original.meta.original, original.path) or original
        for language in library.languages:
            page = library.at(language.code, original.path)
            yield Pair(original.path, language.code, _state(page, original), page, original)


def state_of(edition: Edition, path: str) -> str:
    """The state of one page in one language."""
    others = [other for one in edition.library.editions.values() if (other := one.written(path))]
    original = next((other for other in others if other.meta.original == other.language), others[0])
    return _state(edition.written(path), original)


def _state(page: Page | None, original: Page) -> str:
    if page is None:
        return "missing"
    if page is original:
        return "original"
    return "up-to-date" if page.meta.translation_of == stamp(original) else "behind"


def accept(root: Path, names: Iterable[str], library: Library) -> list[str]:
    """Stamps translations as made from their originals as these are now; returns the files that changed.

    Raises ValueError with the name of a file that is no translation of anything.
    """
    changed = []
    for name in names:
        page = next((page for page in library.pages if page.name == name), None)
        original = library.at(page.meta.original, page.path) if page else None
        if page is None or original is None:
            raise ValueError(name)
        if page is original:
            continue
        text = (root / name).read_text(encoding="utf-8")
        stamped = _with_stamp(text, stamp(original))
        if stamped != text:
            (root / name).write_text(stamped, encoding="utf-8")
            changed.append(name)
    return changed


def _with_stamp(text: str, value: str) -> str:
    head = FRONT_MATTER.match(text)
    if not head:
        return text
    lines = [line for line in head[1].splitlines() if not line.startswith("translation_of:")]
    return "---\n" + "\n".join([*lines, f"translation_of: '{value}'"]) + "\n---\n" + text[head.end() :]


def find_made_from(root: Path, pair: Pair) -> Page | None:
    """The original as it was when the translation was made from it, out of git; None where history has no such version.

    A version is known by its stamp, under whatever name the file had then.
    """
    wanted = pair.page.meta.translation_of if pair.page else None
    history = (
        _git(root, "log", "--follow", "--format=%x00%H", "--name-only", "--", pair.original.name) if wanted else ""
    )
    for version in (history or "").split("\0")[1:]:
        revision, *names = version.split()
        for name in names:
            text = _git(root, "show", f"{revision}:{name}")
            page, _ = parse_page(text or "", name, [pair.original.language, pair.language])
            if page and stamp(page) == wanted:
                return page
    return None


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    try:
        run = subprocess.run(command, capture_output=True, check=False)
    except OSError:  # there is no git on this machine
        return None
    return run.stdout.decode(errors="replace") if run.returncode == 0 else None
