"""Packing: files that are the same to the last byte wherever they are made, and the list that proves it."""

from __future__ import annotations

import datetime
import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

SUMS = "SHA256SUMS"
SIGNATURE = f"{SUMS}.minisig"  # put beside it by whoever holds the key, never by this


def pack(files: Mapping[str, bytes], day: datetime.date, first: str = "") -> bytes:
    """A ZIP with one date and one owner for all; `first` is stored as it is, before all others."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        for name in sorted(files, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            how = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            packed.writestr(entry, files[name], how, 9)
    return kept.getvalue()


def checksum(content: bytes) -> str:
    """What proves that nobody changed a file."""
    return hashlib.sha256(content).hexdigest()


def write_sums(folder: Path) -> str:
    """Writes the checksums of all editions in a folder, as `sha256sum --check` reads them."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name not in (SUMS, SIGNATURE))
    text = "".join(f"{checksum(path.read_bytes())}  {path.name}\n" for path in files)
    (folder / SUMS).write_text(text, encoding="utf-8")
    return text
