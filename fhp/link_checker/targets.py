"""What is to be checked: addresses with the names that their pages should say.

`read_input` reads `--input`: one address a line, or CSV `url,name,aliases`.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Target:
    """One address; `names` are its owner's, aliases included; `where` holds (file, line)."""

    url: str
    names: tuple[str, ...] = ()
    where: tuple[tuple[str, int], ...] = ()


def read_input(path: Path) -> list[Target]:
    """Read addresses from a file that any spreadsheet or editor may have written."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    lines = re.split(r"\r\n|\r|\n", text)
    table = path.suffix.lower() == ".csv" or any(re.match(r"\W*url\W*,", line, re.I) for line in lines[:5])
    return [
        target for number, line in enumerate(lines, start=1) if (target := read_line(line, str(path), number, table))
    ]


def read_line(line: str, file: str, number: int, table: bool) -> Target | None:
    line = line.strip()
    if not line or line.startswith("#"):
        return None
    fields = [field.strip() for field in next(csv.reader([line], skipinitialspace=True), [])]
    url, names = (line, ()) if not table and is_bare(line) else split_fields(fields)
    if not url or url.lower() in ("url", "address", "link"):
        return None
    return Target(url, names, ((file, number),))


def is_bare(line: str) -> bool:
    """Whether the commas belong to the address, as in 'https://a.org/map,13/x?at=1,2'."""
    return not re.search(r'[\s"]', line) and bool(re.search(r",[^,]*[/=]", line))


def split_fields(fields: list[str]) -> tuple[str, tuple[str, ...]]:
    """The address, then its names: the aliases share one field."""
    url, *names = fields or [""]
    spread = [part.strip() for name in names[1:] for part in re.split("[;|]", name)]
    return url, tuple(name for name in [*names[:1], *spread] if name)


def merge(targets: Iterable[Target]) -> list[Target]:
    """One target an address, with all its names and places."""
    merged: dict[str, Target] = {}
    for target in targets:
        known = merged.get(target.url, Target(target.url))
        merged[target.url] = Target(
            target.url,
            tuple(dict.fromkeys(known.names + target.names)),
            tuple(dict.fromkeys(known.where + target.where)),
        )
    return list(merged.values())
