"""Bytes of an answer to text, within bounds whatever the server sends."""

import codecs
import importlib
import re
import zlib

MOST_BYTES = 256 * 1024
PIECE = 4096  # bytes; what was unpacked before a fault is kept
ENCODINGS = "gzip, deflate"
META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]


def unpack(raw: bytes, encodings: str) -> tuple[bytes | None, bool]:
    """Undo Content-Encoding, at most MOST_BYTES of it, None where we cannot; and whether its end was torn off."""
    torn = False
    for name in reversed([name.strip().lower() for name in encodings.split(",") if name.strip()]):
        if name in ("gzip", "x-gzip", "deflate"):
            raw, torn = inflate(raw)
        elif name == "br":
            opened = unbrotli(raw)
            if opened is None:
                return None, False
            raw = opened
        elif name != "identity":
            return None, False
    return raw[:MOST_BYTES], torn


def inflate(raw: bytes) -> tuple[bytes, bool]:
    """Gzip, zlib or bare deflate: servers mean any of them by any name."""
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        decoder, opened = zlib.decompressobj(window), bytearray()
        try:
            for start in range(0, len(raw), PIECE):
                # max_length is what makes a decompression bomb harmless.
                opened += decoder.decompress(raw[start : start + PIECE], MOST_BYTES - len(opened))
                if len(opened) >= MOST_BYTES:
                    break
        except zlib.error:
            if not opened:
                continue
        return bytes(opened), not decoder.eof and len(opened) < MOST_BYTES
    return raw, raw.startswith(b"\x1f\x8b")  # labelled as packed, sent as it is


def unbrotli(raw: bytes) -> bytes | None:
    """Nobody is asked for brotli, but some send it; opened only where it can be bounded."""
    try:
        decoder = importlib.import_module("brotli").Decompressor()
        opened = bytearray(decoder.process(raw, output_buffer_limit=MOST_BYTES))
        while len(opened) < MOST_BYTES and not decoder.can_accept_more_data():
            opened += decoder.process(b"", output_buffer_limit=MOST_BYTES)
    except Exception:  # not installed, too old to be bounded, or not brotli at all
        return None
    return bytes(opened)


def decode(body: bytes, content_type: str) -> str:
    """Text of `body`: its mark, the header, its own word, UTF-8, and Latin letters at last."""
    for mark, charset in BOMS:
        if body.startswith(mark):
            return body.decode(charset, errors="replace")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    inside = META_CHARSET.search(body[:4096])
    named = [found[1] if found else "", inside[1].decode("ascii", "replace") if inside else ""]
    for charset in [*named, "utf-8"]:
        text = decode_as(body, charset)
        if text is not None:
            return text
    return body.decode("cp1252", errors="replace")


def decode_as(body: bytes, charset: str) -> str | None:
    """The text where `charset` exists and fits; a body cut off in a letter still fits."""
    try:
        decoder = codecs.getincrementaldecoder(charset)()
        text = decoder.decode(body)
    except (LookupError, UnicodeError, ValueError, TypeError, AssertionError):
        return None
    return text if isinstance(text, str) else None
