"""The texts that the safety gate reads: files as they are written, and their words as eyes read them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fhp.content.files import plain_files
from fhp.content.library import Library, kept

FILES = ("mkdocs.yml", "resources.yaml", "docs/**/*.md", "data/**/*.yaml", "data/**/*.txt")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
MARKS = re.compile(r"[*`\\]")
DASHES = re.compile("[\u2010-\u2012]")


class Text(NamedTuple):
    """A file's name, its text as it is written, and as eyes read it."""

    name: str
    written: str
    plain: str


@kept
def texts_of(library: Library) -> tuple[Text, ...]:
    """Every file that readers may see, readable or not."""
    return tuple(Text(name, text, plainly(text)) for name, text in _read(library.root))


def _read(root: Path) -> Iterator[tuple[str, str]]:
    for pattern in FILES:
        for path in plain_files(root, pattern):
            text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
            yield path.relative_to(root).as_posix(), text


def plainly(text: str) -> str:
    """The text as eyes read it, each line where it was: no entities, marks or unseen signs, one form of each letter."""
    if "&" in text:
        text = ENTITY.sub(lambda found: html.unescape(found[0]).replace("\n", " "), text)
    text = unicodedata.normalize("NFKC", text)
    return DASHES.sub("-", MARKS.sub("", UNSEEN.sub("", text)))
