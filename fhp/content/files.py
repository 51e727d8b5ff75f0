"""Files: which there are in a folder, and which of them are files at all: no links, no pipes, no folder with a
page's name.

A link in docs/ could publish a file of the machine that builds, and a pipe would hold the build for ever.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from fhp.problems import Problem, problem

ENDINGS = {".md", ".yaml", ".txt", ".json"}


def is_file(path: Path) -> bool:
    """Whether a plain file stands there, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def plain_files(root: Path, pattern: str) -> Iterator[Path]:
    """The plain files that a pattern names, in order, without what programs keep for themselves ('.#page.md')."""
    return (path for path in sorted(root.glob(pattern)) if not path.name.startswith(".") and is_file(path))


def check_kinds(root: Path) -> Iterator[Problem]:
    """What is published or read is a plain file."""
    for folder in ("docs", "data"):
        for path in [root / folder, *sorted((root / folder).rglob("*"))]:
            name = path.relative_to(root).as_posix()
            if not path.name.startswith(".") and _is_strange(path):
                yield problem("strange-file", name, value=path.name)
    if (root / "resources.yaml").is_symlink():
        yield problem("strange-file", "resources.yaml", value="resources.yaml")


def _is_strange(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return True
    return not stat.S_ISREG(mode) and not (stat.S_ISDIR(mode) and path.suffix not in ENDINGS)
