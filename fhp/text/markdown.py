"""Markdown: texts and entries as the build writes them, so that they show exactly what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def escape(text: str) -> str:
    """Text as Markdown that shows exactly it: no markup of an editor's, or an attacker's, comes through.

    A text is of one paragraph: what YAML keeps of line breaks, where a row was indented further, is a space.
    """
    text = re.sub(r"\s*\n\s*", " ", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", text)


def plain(text: str) -> str:
    """A text as one line of Markdown that shows exactly it, also where it begins like a list or a heading."""
    line = escape(" ".join(text.split()))
    return line if re.match(r"[^\W\d_]|[\\&]", line) else f"&#{ord(line[0])};{line[1:]}" if line else ""


def definition(term: str, anchor: str, lines: Iterable[str]) -> str:
    """One entry of a definition list in Markdown."""
    return f"{term} {{#{anchor}}}\n" + "\n".join(f":   {line}" for line in lines)
