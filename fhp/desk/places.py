"""Places: where a new line or entry goes in a file that people keep by hand; every other byte stays as it is."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from fhp.content.resources import FILE as RESOURCES
from fhp.content.settings import FILE as SETTINGS

NAV_LINE = re.compile(r"^(?P<indent> *)- (?P<path>[\w./-]+\.md)[ \t]*(?:#.*)?$")


def read(path: Path) -> str:
    """A file as it stands, its line ends included."""
    return path.read_bytes().decode("utf-8")


def write(path: Path, text: str) -> None:
    """A file with exactly this text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def add_to_nav(root: Path, page: str) -> None:
    """Adds a page after the last one of its folder, otherwise after the last of all."""
    rows = read(root / SETTINGS).split("\n")
    found = _nav_rows(rows)
    folder = page.rpartition("/")[0]
    mine = [number for number, path in found if path.rpartition("/")[0] == folder]
    at = mine[-1] if mine else found[-1][0]
    indent = re.match(r" *", rows[at])[0]  # type: ignore[index]  # it always matches
    write(root / SETTINGS, "\n".join([*rows[: at + 1], f"{indent}- {page}", *rows[at + 1 :]]))


def rename_in_nav(root: Path, old: str, new: str) -> None:
    """Gives the line of a page its new path, whatever comment follows it."""
    rows = read(root / SETTINGS).split("\n")
    for number, path in _nav_rows(rows):
        if path == old:
            rows[number] = rows[number].replace(old, new, 1)
    write(root / SETTINGS, "\n".join(rows))


def _nav_rows(rows: list[str]) -> list[tuple[int, str]]:
    """The lines of `nav:`, each with its page."""
    start = next(number for number, row in enumerate(rows) if row.startswith("nav:"))
    found = []
    for number, row in enumerate(rows[start + 1 :], start + 1):
        if re.match(r"[^\s#]", row):
            break
        line = NAV_LINE.match(row)
        if line:
            found.append((number, line["path"]))
    return found


def add_resource(root: Path, section: str, entry_id: str, item: str) -> int:
    """Puts an entry into a list of resources.yaml, in the order of ids; returns its line."""
    text = read(root / RESOURCES)
    start = re.search(rf"^{section}:[ \t]*(?:\[\][ \t]*)?(?:#.*)?\n?", text, re.MULTILINE)
    if not start:
        raise ValueError(section)
    end = re.compile(r"^[^\s#-]", re.MULTILINE).search(text, start.end())
    stop = end.start() if end else len(text)
    head, block, tail = text[: start.end()].replace("[]", ""), text[start.end() : stop], text[stop:]
    return _insert(root / RESOURCES, head, block, tail, entry_id, item, r"^  - id: *['\"]?([\w-]+)")


def add_term(root: Path, name: str, entry_id: str, item: str) -> int:
    """Puts an entry into a file of data/ that is sorted by id; returns its line."""
    return _insert(root / name, "", read(root / name), "", entry_id, item, r"^- id: *['\"]?([\w-]+)")


def add_event(root: Path, name: str, start: datetime.date, item: str) -> int:
    """Puts an entry into a file of data/ that is sorted by its `start`; returns its line."""
    rows = r"^- id:[^\n]*\n(?:(?!- )[^\n]*\n)*?  start: *['\"]?(\d{4}-\d{2}-\d{2})"
    return _insert(root / name, "", read(root / name), "", start.isoformat() + "~", item, rows)


def _insert(path: Path, head: str, block: str, tail: str, key: str, item: str, entries: str) -> int:
    """Before the first entry that sorts after `key`, and before the comments right above it; otherwise at the end."""
    block = re.sub(r"^\[\][ \t]*\n?", "", block, flags=re.MULTILINE)
    later = next((found for found in re.finditer(entries, block, re.MULTILINE) if found[1] > key), None)
    if later:
        at = later.start()
        above = block[:at].split("\n")[:-1]
        while above and above[-1].lstrip().startswith("#"):
            at -= len(above.pop()) + 1
        before, after = block[:at], f"{item}\n\n{block[at:]}"
    else:
        before = block.rstrip("\n") + ("\n\n" if block.strip() else "\n" if block else "")
        after = f"{item}\n" + ("\n" if tail else "")
    write(path, head + before + after + tail)
    return (head + before).count("\n") + 1
