"""ZIM, byte by byte: what libzim leaves to chance is taken from the content, and older readers find the list they need.

Form: openzim.org, "ZIM file format"; the head of a database, xapian-core, backends/glass/glass_version.cc.
"""

from __future__ import annotations

import hashlib
import struct

HEAD = struct.Struct("<IHH16sIIQQQQIIQ")
UUID, TITLES, SUM = 3, 7, 12  # places in the head
PLACE = 8  # where the UUID stands in the file
XAPIAN = b"\x0f\rXapian Glass"  # then two bytes of version and a UUID
REDIRECT = 0xFFFF


def settle(made: bytes) -> bytes:
    """The same ZIM, the same to the last byte whenever it is made of the same content."""
    content = bytearray(made[:-16])  # at its end stands a sum of all before it
    _still_databases(content)
    content[PLACE : PLACE + 16] = bytes(16)
    titles = _by_title(content)
    head = list(HEAD.unpack_from(content))
    head[TITLES], head[SUM] = len(content), len(content) + 4 * len(titles)
    content += struct.pack(f"<{len(titles)}I", *titles)
    HEAD.pack_into(content, 0, *head)
    head[UUID] = hashlib.sha256(content).digest()[:16]
    HEAD.pack_into(content, 0, *head)
    return bytes(content) + hashlib.md5(content, usedforsecurity=False).digest()


def _still_databases(content: bytearray) -> None:
    place = content.find(XAPIAN)
    while place >= 0:
        start = place + len(XAPIAN) + 2
        content[start : start + 16] = bytes(16)
        place = content.find(XAPIAN, start)


def _by_title(content: bytearray) -> list[int]:
    """The numbers of all entries by namespace and title: the list that libzim no longer writes and old readers ask."""
    _, _, _, _, count, _, paths, *_ = HEAD.unpack_from(content)
    places = struct.unpack_from(f"<{count}Q", content, paths)
    return sorted(range(count), key=lambda number: _key(content, places[number]))


def _key(content: bytearray, place: int) -> tuple[int, bytes]:
    kind, _, space, _ = struct.unpack_from("<HBBI", content, place)
    path, title = content[place + (12 if kind == REDIRECT else 16) :][:2000].split(b"\0", 2)[:2]
    return space, bytes(title or path)
