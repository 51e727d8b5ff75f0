"""Pictures for tests that want one: a small WebP, a drawing, a leaflet, and a page that names it."""

import base64
import struct
from pathlib import Path

WEBP = base64.b64decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=")
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><title>Cuatro hilos</title>
<path d="M0 15h90M0 45h90M30 0v60M60 0v60" stroke="#5b2a86" stroke-width="6"/></svg>
"""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ALT = {"es": "Cuatro hilos que se cruzan.", "en": "Four threads that cross."}


def with_chunk(kind: bytes, data: bytes) -> bytes:
    """The WebP with one more chunk (RFC 9649, 2.3)."""
    body = WEBP[12:] + struct.pack("<4sI", kind, len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def add_picture(library: Path, file: str = "pictures/weaving.webp", data: bytes = WEBP, more: str = "") -> Path:
    """Puts the file below docs/es/ and names it on both sides of a page; `more` are lines of its entry."""
    path = library / "docs/es" / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    for code, alt in ALT.items():
        page = library / f"docs/{code}/strategies/accompaniment.md"
        entry = f"  - file: {file}\n    alt: {alt}\n    licence: CC BY-SA 4.0\n    shows_people: false\n{more}"
        text = page.read_text(encoding="utf-8")
        head = "" if "pictures:" in text else "pictures:\n"
        page.write_text(text.replace("---\nAcompañar", f"{head}{entry}---\nAcompañar")
                            .replace("---\nTo accomp", f"{head}{entry}---\nTo accomp"), encoding="utf-8")  # fmt: skip
    return library
