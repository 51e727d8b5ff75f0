"""Release: what has once been published is never just gone, because readers, feeds and links hold on to it.

data/released_ids.txt lists what was; `fhp release` adds what is; the check asks whether all still answers.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from fhp.content.library import Library
from fhp.content.withdrawals import FILE as WITHDRAWN
from fhp.content.yaml_files import place, read_text
from fhp.problems import Problem, problem

FILE = "data/released_ids.txt"
HEADER = """\
# Lo que ya se publicó: id y lengua de cada página y organización. De aquí sale el identificador (GUID) de su
# entrada en los canales. Lo escribe `fhp release`; nada se borra: lo que deja de valer se retira.
# What has been published: id and language of every page and organisation. The identifier (GUID) of its entry
# in the feeds is made of them. Written by `fhp release`; nothing is deleted: what no longer holds is retired.
"""


def check_releases(library: Library) -> Iterator[Problem]:
    """What was published is still there, or withdrawn; and what is withdrawn is nowhere else."""
    present = set(find_ids(library))
    if os.path.lexists(library.root / FILE):
        yield from read_text(library.root / FILE, FILE)[1]
    for line, row in enumerate(_rows(library.root), 1):
        if not row or row.startswith("#"):
            continue
        if not re.fullmatch(r"[a-z0-9-]+ [A-Za-z0-9-]+", row):
            yield problem("wrong-form", FILE, line, key=FILE, value=row, expected="id es")
        elif row not in present and row.split()[0] not in library.unread:
            yield problem("released-id-gone", FILE, line, value=row)
    for entry in library.withdrawn:
        line = library.lines[WITHDRAWN][entry.id]
        if entry.id in library.resources.places:
            other = f"resources.yaml:{library.resources.line(entry.id)}"
            yield problem("duplicate-id", WITHDRAWN, line, value=entry.id, other=other)
        if entry.withdrawn > library.today:
            line = library.lines[WITHDRAWN][place(entry.id, "withdrawn")]
            yield problem("future-date", WITHDRAWN, line, key="withdrawn", value=entry.withdrawn)


def find_ids(library: Library) -> list[str]:
    """`id language` of everything that a feed may tell of, sorted."""
    codes = [language.code for language in library.languages]
    organisations = [*library.resources.organisations, *(entry.id for entry in library.withdrawn)]
    return sorted(
        [f"{page.meta.id} {page.language}" for page in library.pages]
        + [f"{organisation} {code}" for organisation in organisations for code in codes]
    )


def release(library: Library) -> list[str]:
    """Adds to the list what is published now; returns what was added."""
    old = {row for row in _rows(library.root) if row and not row.startswith("#")}
    new = sorted(set(find_ids(library)) - old)
    text = HEADER + "".join(f"{row}\n" for row in sorted({*old, *new}))
    (library.root / FILE).write_text(text, encoding="utf-8")
    return new


def _rows(root: Path) -> list[str]:
    text = read_text(root / FILE, FILE)[0] if os.path.lexists(root / FILE) else ""
    return [row.strip() for row in text.split("\n")]
