"""The bed of mistakes: what each entry of tests/mistakes/*.yaml changes in the tiny library, and where it must be told.

tests/mistakes/README.md explains the keys of an entry. Used by mistake_trials.py.
"""

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "mistakes"
PAGES = {"es": "docs/es/strategies/accompaniment.md", "en": "docs/en/strategies/accompaniment.md"}
ENTRY_OF = {"org": "allied-group", "pub": "small-book"}
WANTS = ("error", "notice", "told", "stopped", "allowed", "no-error", "mended", "quick")
KEYS = {
    "name", "issue", "why", "want", "es", "en", "pair", "front", "front_en", "front_both", "org", "pub", "changes",
    "stamp", "env", "build", "built", "options", "command", "rc", "repository", "developer", "file", "at", "line",
    "says", "says_not", "max_lines", "rule", "keep",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One mistake, or one innocent text: `spec` holds its keys as they are written."""

    family: str
    name: str
    spec: dict[str, Any] = field(repr=False)

    @property
    def id(self) -> str:
        """How pytest and the list of open ones call it."""
        return f"{self.family}/{self.name}"

    @property
    def want(self) -> str:
        return str(self.spec.get("want", "error"))


@dataclass
class Place:
    """Where the mistake must be told: a file and the first and last line that will do."""

    file: str = ""
    first: int = 1
    last: int = 1


def load_bed(folder: Path = FOLDER) -> list[Entry]:
    """Every entry of every family; a text that is a list makes one entry of each item."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        for spec in held["entries"]:
            found += _spread(path.stem, held.get("defaults", {}) | spec)
    names = [entry.id for entry in found]
    double = sorted({name for name in names if names.count(name) > 1})
    assert not double, f"names that stand twice in the bed: {double}"
    return found


def _spread(family: str, spec: dict[str, Any]) -> list[Entry]:
    strange = spec.keys() - KEYS
    assert not strange and spec.get("want", "error") in WANTS, (family, spec["name"], strange, spec.get("want"))
    key = next((key for key in ("es", "en", "pair") if isinstance(spec.get(key), list)), None)
    if key is None or (key == "pair" and not isinstance(spec[key][0], list)):
        return [Entry(family, spec["name"], spec)]
    return [Entry(family, f"{spec['name']} {number}", spec | {key: item}) for number, item in enumerate(spec[key], 1)]


def apply(entry: Entry, root: Path) -> Place:
    """Changes the library under `root` as the entry says; gives back where that must be told."""
    spec, place = entry.spec, Place()
    for change in spec.get("changes", []):
        place = _change(root, change)
    for key, name in (("front", "es"), ("front_en", "en"), ("front_both", "en"), ("front_both", "es")):
        for word, raw in spec.get(key, {}).items():
            place = _set_key(root / PAGES[name], root, word, raw)
    for key, entry_id in ENTRY_OF.items():
        for word, raw in spec.get(key, {}).items():
            place = _set_entry_key(root, entry_id, word, raw)
    texts = dict(zip(("es", "en"), spec.get("pair", ()), strict=False)) | {k: spec[k] for k in PAGES if k in spec}
    if "en" in spec and "es" not in spec and not spec.get("stamp"):  # nobody compares a translation that is late
        _append(root / PAGES["es"], root, "Y algo más.")
    for name in ("en", "es"):  # the Spanish page last: where both are given, it is the one that is blamed
        if name in texts:
            place = _append(root / PAGES[name], root, texts[name])
    if spec.get("stamp") or "pair" in spec:
        _stamp(root)
    return _narrow(spec, root, place)


def _narrow(spec: dict[str, Any], root: Path, place: Place) -> Place:
    """The place that the entry names itself, by a piece of its line or by its number."""
    if "file" in spec:
        place = Place(spec["file"])
    if "line" in spec:
        return Place(place.file, *((1, 10**6) if spec["line"] == "any" else (spec["line"], spec["line"])))
    if "at" in spec:
        text = (root / place.file).read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        offset = text.index(spec["at"])
        line = text.count("\n", 0, offset) + 1
        return Place(place.file, line, line)
    return place


def _change(root: Path, change: dict[str, Any]) -> Place:
    """One change of one file, which need not exist yet; the first way of changing that the entry names."""
    path = root / change["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    place = Place(change["file"])
    if "link" in change:
        path.unlink(missing_ok=True)
        path.symlink_to(change["link"])
    elif change.get("fifo"):
        os.mkfifo(path)
    elif change.get("folder"):
        path.mkdir()
    elif change.get("delete"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    elif "rename" in change:
        (root / change["rename"]).parent.mkdir(parents=True, exist_ok=True)
        path.rename(root / change["rename"])
        place.file = change["rename"]
    elif "copy" in change:
        shutil.copyfile(root / change["copy"], path)
        place = _rewrite(path, change, place) if "replace" in change or "insert" in change else place
    elif "hex" in change:
        path.write_bytes(bytes.fromhex(change["hex"]))
    elif "text" in change:
        path.write_bytes((str(change["text"]) * change.get("times", 1)).encode())
    elif "append" in change:
        place = _append(path, root, change["append"] * change.get("times", 1), blank=False)
    else:
        place = _rewrite(path, change, place)
    return place


def _rewrite(path: Path, change: dict[str, Any], place: Place) -> Place:
    """Replaces a text, or puts one `before` or `after` another; bytes as `replace_hex: [old text, hex]`."""
    data = path.read_bytes()
    if "encode" in change:
        path.write_bytes(data.decode().encode(change["encode"]))
        return place
    if "line_ends" in change:
        path.write_bytes(data.replace(b"\n", change["line_ends"].encode()))
        return place
    if "replace_hex" in change:
        old, new = change["replace_hex"][0].encode(), bytes.fromhex(change["replace_hex"][1])
    elif "replace" in change:
        old, new = (str(part).encode() for part in change["replace"])
    else:
        old = (change.get("before") or change["after"]).encode()
        put = change["insert"].encode()
        new = put + old if "before" in change else old + put
    assert old in data, (change["file"], old)
    start = data.index(old)
    path.write_bytes(data[:start] + new + data[start + len(old) :])
    first = data.count(b"\n", 0, start) + 1
    return Place(place.file, first, first + len(re.sub(rb"\n\Z", b"", new).split(b"\n")) - 1)


def _append(path: Path, root: Path, text: str, *, blank: bool = True) -> Place:
    """Adds a paragraph at the end of a file, an empty line before it."""
    data = path.read_bytes()
    before = data + (b"\n" if blank else b"")
    put = text.rstrip("\n") if blank else text
    path.write_bytes(before + put.encode() + (b"\n" if blank else b""))
    first = before.count(b"\n") + 1
    return Place(path.relative_to(root).as_posix(), first, first + put.rstrip("\n").count("\n"))


def _set_key(path: Path, root: Path, word: str, raw: str | None) -> Place:
    """Puts `raw` in place of the line of that key, before the closing '---' where there is none; None takes it out."""
    rows = path.read_text(encoding="utf-8").split("\n")
    end = rows.index("---", 1)
    number = next((n for n in range(1, end) if rows[n].startswith(f"{word}:")), None)
    return _put(path, root, rows, number, end, raw, indent="")


def _set_entry_key(root: Path, entry_id: str, word: str, raw: str | None) -> Place:
    """The same for a key of an entry of resources.yaml."""
    path = root / "resources.yaml"
    rows = path.read_text(encoding="utf-8").split("\n")
    start = rows.index(f"  - id: {entry_id}")
    end = next(n for n in range(start + 1, len(rows)) if not rows[n].startswith("    "))
    number = start if word == "id" else next((n for n in range(start, end) if rows[n].startswith(f"    {word}:")), None)
    return _put(path, root, rows, number, end, raw, indent="    " if word != "id" else "x" * 9)


def _put(path: Path, root: Path, rows: list[str], number: int | None, end: int, raw: str | None, indent: str) -> Place:
    """The key's line goes, and what is indented deeper below it."""
    start = end if number is None else number
    stop = start + (number is not None)
    while number is not None and stop < end and rows[stop].startswith(indent + " "):
        stop += 1
    put = [] if raw is None else raw.removesuffix("\n").split("\n")
    rows[start:stop] = put
    path.write_bytes("\n".join(rows).encode())
    return Place(path.relative_to(root).as_posix(), start + 1, start + max(1, len(put)))


def _stamp(root: Path) -> None:
    """The English page says that it translates the Spanish one as it stands now."""
    from fhp.content.library import load_library
    from fhp.content.pairs import accept

    library, _ = load_library(root)
    name = PAGES["en"]
    if any(page.name == name for page in library.pages) and library.at("es", "strategies/accompaniment.md"):
        accept(root, [name], library)
