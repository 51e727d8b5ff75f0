"""Typed marks: signs that were meant for the machine, and that a reader would see as they were typed.

What Markdown understood is gone from the text of a page. What is still there was not understood: so one list of
signs finds the slips of every kind, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import Page
from fhp.problems import Problem, problem
from fhp.text.html import Block, find_blocks
from fhp.text.rendering import rendered_pages

WORD = r"[^\W\d_]"
# Each is what is left of a mark that Markdown, or another tool, would have taken away.
MARKS = re.compile(
    "|".join((
        r"\*\*+", rf"(?<!\w)\*(?={WORD})|(?<={WORD})\*(?!\w)", rf"(?<!\w)_(?={WORD})|(?<={WORD})_(?!\w)",
        r"__+", r"`", r"~~+", r"(?<![=<>!])==+(?![=>])", r"\+\+", rf"(?<={WORD})~\d~", rf"\^{WORD}{{1,3}}\^",
        r"\[\[", r"\]\]", r"\]\s?\(", r"\)\[", r"\[\^[^\]\n]*$", r"\^\[", r"\[@", rf"\(\^{WORD}", rf"\^{WORD}[\w-]*\^",
        r"\{#|#[\w-]+\}", r"\{[:%.]", r"\{\{|\}\}", r"\{\+\+|\{--", r":::", r"!!!?(?=\s*\w|$)", r"\?\?\?", r"--8<--",
        r"^\s*#{1,6}(?=\s|\w)", rf"(?<![\w:]):{WORD}[\w-]*:(?![\w:])", r"\$[^$\n\d][^$\n]*\$",
        r"\[/?(?:color|b|i|url|TOC)\b[^\]]*\]", r"\\[nrt](?=\w)", r"''", r"&(?:nbsp|amp|lt|gt|quot|#\d+);?", "\ufffd",
        r"Ã[¡©­³º±\x80-\xbf]|â€", r"^\s*h[1-6]\. ", r"^\|.*\|", r"^\s*\+[-=]{3}", r"^\t|\t", r"^\s*[_=*~-]{4,}\s*$",
        r"https?://\s", r"^%PDF", r"\{id=", r"^\s*>\s?\[!", r"\[!\w+\]", r"^:\w",
        r"^(?:title|type|id|created|updated|description): ?\S",
    )),
    re.MULTILINE,
)  # fmt: skip
# The beginning of a line that was meant as a point of a list.
POINTS = re.compile(
    r"^\s*(?:[•·→‣◦✓▪●○–—]\s|-\u00a0|\d{1,3}\.\u00a0|\d{1,2}\)\s|\(\d{1,2}\)\s|[a-h]\)\s|[ivx]{1,4}\.\s|\d{1,2}[ºª]\s"
    r"|\[[ x]?\]\s?\w|-\[|- ?\[\]|\d{1,2}\.(?=[^\W\d_])|[-*](?=[^\W\d_]))",
    re.MULTILINE,
)
GLUED = re.compile(r"\n\s*(?:[-*+]|\d{1,3}\.) +\S")
SHOWN = 30  # characters of the text around a mark that the message repeats


def check_typed_marks(library: Library) -> Iterator[Problem]:
    """Nothing that a reader sees is a sign meant for the machine."""
    for name, rendered in rendered_pages(library).items():
        page, told = rendered.page, set[int]()
        for block in find_blocks(rendered.tokens):
            for rule, value in _find(block, _ids(library), page):
                line = line_of_text(page, value)
                if line not in told:  # one slip often leaves several signs
                    told.add(line)
                    yield problem(rule, name, line, **({} if rule == "glued-list" else {"value": value[:SHOWN]}))


def _ids(library: Library) -> re.Pattern[str]:
    names = "|".join(map(re.escape, library.resources.publications)) or "(?!)"
    return re.compile(rf"\[(?:{names})\]")


def _is_escaped(page: Page, sign: str) -> bool:
    """Whether the page says that a sign is meant to be read: a backslash, or its number (`&#124;`), stands there."""
    forms = [re.escape(c) if c.isalnum() else rf"(?:\\?{re.escape(c)}|&\\?#{ord(c)};)" for c in sign.strip()]
    return re.search(r"(?<!\\)(?=\\[^\w\s]|&)" + "".join(forms), page.body) is not None


def _find(block: Block, cited: re.Pattern[str], page: Page) -> Iterator[tuple[str, str]]:
    """The rule and the text of each sign in a block."""
    text = block.text.strip("\n")
    if block.tag in ("p", "li") and (found := POINTS.search(text)) and not _is_escaped(page, found.group()):
        yield "no-list", text[found.start() :].strip().split("\n")[0]
    elif block.tag in ("p", "li") and (glued := GLUED.search(text)):
        yield "glued-list", text[glued.start() :].strip().split("\n")[0]
    for pattern in (MARKS, cited):
        if found := next((one for one in pattern.finditer(text) if not _is_escaped(page, one.group())), None):
            yield (
                "typed-mark",
                text[found.start() : found.start() + SHOWN].strip().split("\n")[0] or found.group().strip(),
            )


def line_of_text(page: Page, text: str) -> int:
    """The line of the file in which a piece of the page's text stands, or as much of it as is found."""
    for length in range(len(text), 0, -1):
        offset = page.plain.find(text[:length])
        if offset < 0:
            offset = page.body.find(text[:length])
        if offset >= 0:
            return page.line_of(offset)
    return page.body_line
