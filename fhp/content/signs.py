"""Signs: what nobody sees in a text, told where it hides something and taken away where it does no harm.

Accents are composed (NFC) on reading, so that what looks the same is the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

# Controls, line ends that only some programs count, marks that turn the reading direction over, tags that hold a
# second text, letters that look like nothing (Unicode Technical Report 36).
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufff0-\ufffb\ufffe\uffff\u115f\u1160\u17b4\u17b5"
    r"\u2800\u3164\uffa0\U000e0000-\U000e0fff]"
)
# Signs without width: between Latin letters they only split words; between others they may join them.
ZERO_WIDTH = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]"
    r"|(?<![^\x00-\u024f\u2000-\u206f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f\u2000-\u206f])"
)
ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z]{2,31});?")
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # that are no plain space, though they look like one
# Where they mislead: an anchor, a citation, an address.
NAMES = re.compile(r"\]\([^)\s]*\)|\]\(<[^>\n]*>\)|\[\^[^\]\n]*\]|\{#[^}\n]*\}|https?://[^\s<>()]*")


def mend(text: str) -> str:
    """The text without signs that have no width, its accents composed."""
    return unicodedata.normalize("NFC", ZERO_WIDTH.sub("", text))


def name_of(sign: str) -> str:
    """How a message calls a sign that cannot be shown."""
    return " ".join(f"U+{ord(char):04X}" for char in sign)


def find_hidden(text: str) -> tuple[int, str] | None:
    """Where the first sign stands that hides something, and its name; also one that is written as an entity."""
    control = CONTROL.search(text)
    entity = next((found for found in ENTITY.finditer(text) if _hides(unescape(found.group()))), None)
    if control and not (entity and entity.start() < control.start()):
        return control.start(), name_of(control.group())
    return (entity.start(), name_of(unescape(entity.group()))) if entity else None


def _hides(char: str) -> bool:
    return len(char) == 1 and bool(CONTROL.match(char) or (ZERO_WIDTH.fullmatch(char) and char != "\u00ad"))


def find_in_names(text: str) -> Iterator[tuple[int, str]]:
    """Signs without width inside an anchor, a citation or an address of a page's body, and their names."""
    for name in NAMES.finditer(text):
        sign = ZERO_WIDTH.search(name.group())
        if sign:
            yield name.start() + sign.start(), name_of(sign.group())
