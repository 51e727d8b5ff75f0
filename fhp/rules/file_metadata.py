"""What pictures and PDFs say of whoever made them: place, camera, author. None of it goes out with the file.

Each format is a row of labelled blocks, so that to find those that speak of people no library is needed.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from fhp.content.files import plain_files
from fhp.content.library import Library
from fhp.problems import Problem, problem

PNG = b"\x89PNG\r\n\x1a\n"
PNG_TEXTS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
JPEG_BLOCKS = {0xE1: "EXIF/XMP", 0xED: "IPTC", 0xFE: "comment"}
WEBP_BLOCKS = {b"EXIF": "EXIF", b"XMP ": "XMP"}
SVG = re.compile(rb"<metadata|<rdf:|inkscape:|sodipodi:|dc:creator|<!--|xmlns:(?:i|x|graph)=|data-name=", re.IGNORECASE)
PDF = re.compile(
    rb"/(?:Author|Creator|Company|Manager)\s*[(<]\s*[^)>\s]|<(?:dc:creator|pdf:Author|xmp:CreatorTool)", re.IGNORECASE
)
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
LARGEST = 5_000_000  # bytes that a stream of a PDF may unfold to


def check_file_metadata(library: Library) -> Iterator[Problem]:
    """No picture or PDF under docs/ says who made it, when or where."""
    for path in plain_files(library.root, "docs/**/*"):
        if path.suffix.lower() not in (".md", ".markdown"):
            told = find_metadata(path.read_bytes())
            if told:
                yield problem("file-metadata", path.relative_to(library.root).as_posix(), value=", ".join(told))


def find_metadata(data: bytes) -> list[str]:
    """The kinds of metadata in a file, judged by its first bytes and not by its name."""
    if data.startswith(b"\xff\xd8"):
        return sorted(set(_in_jpeg(data)))
    if data.startswith(PNG):
        return sorted(set(_in_png(data)))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return sorted(set(_in_webp(data)))
    if data.startswith(b"GIF8"):
        return ["comment"] if b"\x21\xfe" in data or b"XMP DataXMP" in data else []
    if data.lstrip()[:200].lower().startswith((b"<?xml", b"<svg", b"<!--")) and b"<svg" in data[:4000].lower():
        return ["SVG"] if SVG.search(data) else []
    return ["PDF"] if data.startswith(b"%PDF") and _is_signed_pdf(data) else []


def _in_jpeg(data: bytes) -> Iterator[str]:
    """The segments before the picture itself (ITU-T T.81, annex B)."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        kind, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if kind in JPEG_BLOCKS:
            yield JPEG_BLOCKS[kind]
        place += 2 + max(length, 2)


def _in_png(data: bytes) -> Iterator[str]:
    """The chunks (W3C, PNG, 5.3)."""
    place = len(PNG)
    while place + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind in PNG_TEXTS:
            yield "EXIF" if kind == b"eXIf" else "text" if kind != b"tIME" else "time"
        place += 12 + length


def _in_webp(data: bytes) -> Iterator[str]:
    """The chunks (RFC 9649, 2.3)."""
    place = 12
    while place + 8 <= len(data):
        kind, length = struct.unpack("<4sI", data[place : place + 8])
        if kind in WEBP_BLOCKS:
            yield WEBP_BLOCKS[kind]
        place += 8 + length + length % 2


def _is_signed_pdf(data: bytes) -> bool:
    """Whether a PDF names a person or a program, in the clear or in a packed stream."""
    return bool(PDF.search(data)) or any(PDF.search(unpacked(found[1])) for found in STREAM.finditer(data))


def unpacked(data: bytes) -> bytes:
    """What a stream of a PDF holds, where it is packed the usual way."""
    try:
        return zlib.decompressobj().decompress(data, LARGEST)
    except zlib.error:
        return b""
