"""Writing a file whole or not at all, also where the power goes in between. Needs nothing but Python."""

import os
import sys
import tempfile
from pathlib import Path


def replace_whole(path: Path, text: str, draft: Path | None = None) -> None:
    """Write `text` in place of `path`, through a draft beside it: whoever looks finds the old or the new, whole."""
    path = Path(os.path.realpath(path))  # a link stays a link
    draft = draft or new_draft(path)
    try:
        with draft.open("r+b") as stream:
            stream.write(text.encode("utf-8"))
            stream.truncate()
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # the new name too is on the disk
        finally:
            os.close(folder)


def new_draft(path: Path) -> Path:
    """An empty file beside `path` under a name that no other run has."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(handle)
    return Path(name)


def umask() -> int:
    """What the system takes from the rights of a new file; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
