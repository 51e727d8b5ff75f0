"""The state file: read with the line of what is wrong, held by one run, written whole or not at all.

One link a line, sorted, no page content, so that a diff shows what changed. Everything that can go wrong with the
file is found before the first address is asked.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from pydantic import TypeAdapter, ValidationError

from fhp.link_checker.memory import Memory, Record
from fhp.link_checker.whole_file import new_draft, replace_whole

if sys.platform != "win32":
    import fcntl

ROOM = 256 * 1024  # bytes kept free for what a run will learn
LARGEST = 64 * 1024 * 1024  # bytes; some hundred thousand links
DEEPEST = 8  # brackets within brackets; ours has four
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
RECORD = TypeAdapter(Record)


class StateError(ValueError):
    """The file is not ours to use: where, and why in both languages."""

    def __init__(self, path: Path, why: str, line: int = 1) -> None:
        super().__init__(f"{path}:{line}: {why}")
        self.line = line


def load(path: Path | None) -> Memory:
    """Read the file; none yet is an empty memory. Raises StateError where it cannot be trusted whole."""
    if path is None or not path.exists():
        return Memory()
    return parse(read_text(path), path)


def read_text(path: Path) -> str:
    if path.is_dir():
        raise StateError(path, "es una carpeta, no un archivo / is a folder, not a file")
    if path.exists() and not path.is_file():
        raise StateError(path, "no es un archivo / is no file")
    try:
        if path.stat().st_size > LARGEST:
            raise StateError(path, "es demasiado grande / is too large")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise StateError(path, "no está en UTF-8 / is not UTF-8") from None
    except OSError as error:
        raise StateError(path, f"no se puede leer / cannot be read ({error.strerror})") from None


def parse(text: str, path: Path) -> Memory:
    """The memory in `text`; `path` is for the message."""
    conflict = CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        raise StateError(path, "quedaron marcas de una mezcla / marks of a merge were left", line)
    if is_deep(text):
        raise StateError(path, "demasiados corchetes unos dentro de otros / brackets nested too deep")
    try:
        data = json.loads(text)
    except ValueError as error:
        raise StateError(path, "no es JSON / is not JSON", getattr(error, "lineno", 1)) from None
    links = data.get("links") if isinstance(data, dict) else None
    if not isinstance(links, dict):
        raise StateError(path, "no es la memoria de los enlaces: falta 'links' / is no memory of links: no 'links'")
    return Memory({url: read_record(url, entry, text, path) for url, entry in links.items()})


def is_deep(text: str) -> bool:
    """Whether brackets stand in brackets beyond what we write: json would go as deep (those in strings do no harm)."""
    depth, in_string = 0, False
    for found in re.finditer(r'\\.|["\[\]{}]', text, re.DOTALL):
        sign = found[0]
        if sign == '"':
            in_string = not in_string
        elif not in_string:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign, 0)
        if depth > DEEPEST:
            return True
    return False


def read_record(url: str, entry: Any, text: str, path: Path) -> Record:
    """A record from JSON; a key that we do not know is somebody's note and is not kept."""
    try:
        record = RECORD.validate_python(entry)
        if record.since:
            return record
        key = "since"
    except ValidationError as error:
        key = ".".join(str(part) for part in error.errors()[0]["loc"])
    line = text.count("\n", 0, max(text.find(f"{dumps(url)}:"), 0)) + 1
    raise StateError(path, f"no se entiende '{key or url}' / '{key or url}' cannot be read", line)


def render(memory: Memory) -> str:
    lines = [f"{dumps(url)}: {dumps(without_empty(record))}" for url, record in sorted(memory.links.items())]
    return '{\n"links": {\n' + ",\n".join(lines) + "\n}\n}\n"


def dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def without_empty(record: Record) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if value not in ("", None, (), False, 0)}


class StateFile:
    """One run's hold on the file: nobody else writes it, and the room for what will be learnt is taken already."""

    def __init__(self, path: Path) -> None:
        self.name = path  # as it was given, for messages
        self.path = Path(os.path.realpath(path))  # a link stays a link
        self.lock = self.path.with_name(f".{self.path.name}.lock")
        self.draft: Path | None = None

    def __enter__(self) -> StateFile:
        if self.path.is_dir():
            raise StateError(self.name, "es una carpeta, no un archivo / is a folder, not a file")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.held = take(self.lock)
        except BlockingIOError:
            raise StateError(self.name, "otra corrida lo está usando / another run is using it") from None
        except OSError as error:
            raise unwritable(self.name, error) from None
        try:
            self.reserve()
        except OSError as error:
            self.__exit__(None, None, None)
            raise unwritable(self.name, error) from None
        return self

    def reserve(self) -> None:
        """A draft of this run's own, as large as the file will be: a full disk shows now."""
        for stray in self.path.parent.glob(f".{self.path.name}.*.new"):
            stray.unlink()  # of a run that was killed: nobody else holds the lock
        if self.path.exists() and not os.access(self.path, os.W_OK):
            raise PermissionError(13, "Permission denied")
        self.draft = new_draft(self.path)
        size = ROOM + (self.path.stat().st_size if self.path.exists() else 0)
        with self.draft.open("wb") as draft:
            draft.write(b"\0" * size)
            draft.flush()
            os.fsync(draft.fileno())

    def save(self, memory: Memory) -> None:
        """Raises StateError where it could not be written, and says where the memory was put instead."""
        text = render(memory)
        try:
            replace_whole(self.path, text, self.draft)
        except OSError as error:
            raise unwritable(self.name, error, rescued(text)) from None
        self.draft = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            if self.draft:
                self.draft.unlink(missing_ok=True)
            self.lock.unlink(missing_ok=True)
        self.held.close()


def take(path: Path) -> TextIO:
    """Lock `path` for this process; raises BlockingIOError where another one has it. Killed, it is free again."""
    while True:
        handle = path.open("w", encoding="utf-8")
        if sys.platform == "win32":
            return handle
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever had it may have removed it between our opening and our locking.
            if path.exists() and os.fstat(handle.fileno()).st_ino == path.stat().st_ino:
                return handle
        except OSError:
            handle.close()
            raise
        handle.close()


def unwritable(path: Path, error: OSError, rescued_in: str = "") -> StateError:
    why = f"no se puede escribir / cannot be written ({error.strerror})"
    if rescued_in:
        why += f"; lo averiguado quedó en / what was learnt is in {rescued_in}"
    return StateError(path, why)


def rescued(text: str) -> str:
    """Puts the memory where there still is room; '' where there is none."""
    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix="links-", suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        return name
    return ""
