"""One more look at an answer that a strict parser refuses and every browser reads.

Length and chunks both announced, a header without a colon, a name with a space, a length said twice: living sites
send all of them. What even this cannot read is unreadable, which says nothing against a link.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

STATUS = re.compile(rb"(?:HTTP|ICY)(?:/[\d.]+)?[ \t]+([1-9]\d\d)(?![\d])", re.IGNORECASE)
NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
LONGEST_HEAD = 256 * 1024  # bytes, as Chromium
CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


class UnreadableError(ValueError):
    """Not even a browser would make a page of it."""


@dataclass(frozen=True)
class Loose:
    """An answer as it came: header names in small letters, the body still packed; `end` as in fetch.read."""

    status: int
    headers: Mapping[str, str]
    raw: bytes
    end: str


@dataclass(frozen=True)
class Spot:
    """Where to connect: an address that was found to be public, and the name to ask for there."""

    ip: str
    port: int
    host: str
    trust: ssl.SSLContext | None


async def read_loosely(spot: Spot, request: bytes, seconds: float, most: int) -> Loose:
    """Send `request` and read what comes, `most` bytes of body at most, in `seconds`; half of them for the body."""
    async with asyncio.timeout(seconds):
        name = spot.host if spot.trust else None
        reader, writer = await asyncio.open_connection(
            spot.ip, spot.port, ssl=spot.trust, server_hostname=name, limit=LONGEST_HEAD
        )
        try:
            writer.write(request)
            await writer.drain()
            status, fields = await read_head(reader)
            raw, end = await read_all(reader, fields, most, seconds / 2)
        finally:
            writer.close()
    headers = {name: values[0] for name, values in fields.items()}
    return Loose(status, headers, *cut_to_measure(raw, end, fields, most))


def write_request(path: str, host: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


async def read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, list[str]]]:
    """The status and every header that has a name; answers of 1xx come before the one that counts."""
    while True:
        line = await read_line(reader)
        while line in (b"\r\n", b"\n"):
            line = await read_line(reader)
        status = STATUS.match(line.strip())
        if not status:
            raise UnreadableError("status")
        fields = await read_fields(reader)
        if not status[1].startswith(b"1"):
            return int(status[1]), fields


async def read_fields(reader: asyncio.StreamReader) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    size = 0
    while (line := await read_line(reader)) not in (b"\r\n", b"\n", b""):
        size += len(line)
        if size > LONGEST_HEAD:
            raise UnreadableError("head")
        name, colon, value = line.decode("utf-8", "surrogateescape").partition(":")
        if colon and NAME.fullmatch(name.strip()):
            fields.setdefault(name.strip().lower(), []).append(value.replace("\0", "").strip())
    return fields


async def read_line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readline()
    except ValueError:  # asyncio's word for a line beyond the limit
        raise UnreadableError("head") from None


async def read_all(
    reader: asyncio.StreamReader, fields: Mapping[str, list[str]], most: int, seconds: float
) -> tuple[bytes, str]:
    """The bytes after the head; chunks and lengths are taken apart afterwards."""
    raw = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while len(raw) < most:
                piece = await reader.read(64 * 1024)
                raw += piece
                if not piece or cut_to_measure(bytes(raw), "slow", fields, most)[1] == "whole":
                    return bytes(raw), "whole"
    except TimeoutError:
        return bytes(raw), "slow"
    except OSError:
        return bytes(raw), "cut"
    return bytes(raw), "capped"


def cut_to_measure(raw: bytes, end: str, fields: Mapping[str, list[str]], most: int) -> tuple[bytes, str]:
    """The body as its headers measure it: chunks before a length, a length only where all that are said agree."""
    if "chunked" in " ".join(fields.get("transfer-encoding", [])).lower():
        return join_chunks(raw, end)
    said = {part.strip() for value in fields.get("content-length", []) for part in value.split(",")}
    lengths = {int(part) for part in said if part.isascii() and part.isdigit() and len(part) < 16}
    if len(lengths) > 1:
        raise UnreadableError("length")
    length = lengths.pop() if lengths else None
    if length is None:
        return raw, end
    if length > len(raw) and end == "whole":
        return raw, "cut"
    return raw[:length], "whole" if length <= min(len(raw), most) else end


def join_chunks(raw: bytes, end: str) -> tuple[bytes, str]:
    body, position = bytearray(), 0
    while size := CHUNK.match(raw, position):
        length = int(size[1], 16)
        if length == 0:
            return bytes(body), "whole"
        body += raw[size.end() : size.end() + length]
        position = size.end() + length
        ending = re.compile(rb"\r?\n").match(raw, position)
        position = ending.end() if ending else position
    if not body and raw:
        raise UnreadableError("chunk")
    return bytes(body), "cut" if end == "whole" else end
