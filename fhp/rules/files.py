"""Files: what is published beside the pages."""

from __future__ import annotations

from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import IMAGES
from fhp.problems import Problem, problem

IMAGE = 20_000  # bytes


def check_files(library: Library) -> Iterator[Problem]:
    """An image is at most 20 KB: on 2G that is three seconds."""
    for path in sorted((library.root / "docs").rglob("*")):
        if path.suffix.lower() in IMAGES and path.stat().st_size > IMAGE:
            name = path.relative_to(library.root).as_posix()
            yield problem("heavy-image", name, 1, value=path.stat().st_size, limit=IMAGE)
