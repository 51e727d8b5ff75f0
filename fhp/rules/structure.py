"""Structure: lists, tables, boxes and headings as they were typed, beside what a reader gets of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import Page
from fhp.problems import Problem, problem
from fhp.text.rendering import Rendered, rendered_pages

ITEM = re.compile(r"^(?P<indent> *)(?:[-*+]|(?P<number>\d+)[.]) +\S")
FENCE = re.compile(r"^ *(?:`{3,}|~{3,})")
BOX = re.compile(r"^(?P<indent> *)(?P<mark>!!!|\?\?\?\+?)(?P<rest>.*)$")
KINDS = {"note", "info", "tip", "question", "example", "quote", "abstract", "success", "warning", "failure", "danger",
         "bug"}  # fmt: skip
BOX_FORM = re.compile(r'^ +(?P<kind>[a-z]+)(?: +(?P<title>"[^"]*"))?$')
TAB = re.compile(r'^ *={3}[!+]? ?"')
HEADING = re.compile(r"^(?P<space> {0,3})(?P<marks>#{1,6})(?P<gap>[ \t\u00a0]*)(?P<text>.*)$")
BRACES = re.compile(r"\{ *#?(?P<anchor>[^}]*)\}")
SEPARATOR = re.compile(r"^ *\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?\|? *$")
CELLS = re.compile(r"(?<!\\)\|")
ANCHOR = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
INDENTED = re.compile(r"(?: {4}|\t)\s*[^\s\-*+\d:!?]")
DOUBLED = re.compile(r".*_\d+")


def check_structure(library: Library) -> Iterator[Problem]:
    """What was typed as a list, a table, a box or a heading is one, and loses nothing."""
    for rendered in rendered_pages(library).values():
        page = rendered.page
        rows = page.plain.split("\n")
        for rule, number, value in (*_lists(rows), *_boxes(rows), *_tables(rows), *_headings(rows)):
            yield problem(rule, page.name, page.body_line + number, value=value)
        yield from _check_rendered(page, rendered)


def _lists(rows: list[str]) -> Iterator[tuple[str, int, str]]:
    """A point within another is four spaces further in; numbers count on from one, for they are not shown as typed."""
    above: list[int] = []
    last = 0
    blank = True
    for number, row in enumerate(rows):
        item = ITEM.match(row)
        if not item:
            if row.strip() and not row.startswith(" ") and blank:
                above, last = [], 0
            blank = not row.strip()
            continue
        indent = len(item["indent"])
        above = [depth for depth in above if depth <= indent]
        if above and 0 < indent - above[-1] < 4:
            yield "nested-list", number, row.strip()
        if item["number"] and indent == 0:
            said = int(item["number"])
            if said != 1 and said != last + 1:
                yield "lost-number", number, row.strip()
            last = said if said != 1 else max(last + 1, 1) if last else 1
        if not above or indent > above[-1]:
            above.append(indent)
        blank = False


def _boxes(rows: list[str]) -> Iterator[tuple[str, int, str]]:
    """A box has a kind that the theme knows, its title in straight quotation marks, and its text four spaces in."""
    for number, row in enumerate(rows):
        box = BOX.match(row)
        if box and row.strip(" !?+"):
            form = BOX_FORM.match(box["rest"])
            if not form or form["kind"] not in KINDS:
                yield "broken-box", number, row.strip()
                continue
        if box or TAB.match(row):
            below = next((text for text in rows[number + 1 :] if text.strip()), "")
            indent = len(row) - len(row.lstrip())
            if not below.startswith(" " * (indent + 4)):
                yield "broken-box", number, row.strip()


def _tables(rows: list[str]) -> Iterator[tuple[str, int, str]]:
    """A table stands apart, has a row of hyphens below its head, and as many cells in each row."""
    for number, row in enumerate(rows):
        if not (SEPARATOR.match(row) and number and "|" in rows[number - 1]):
            continue
        wanted = _cells(rows[number - 1])
        if _cells(row) != wanted:
            yield "broken-table", number, row.strip()
        if number > 1 and rows[number - 2].strip():
            yield "broken-table", number - 1, rows[number - 1].strip()
        for below, text in enumerate(rows[number + 1 :], number + 1):
            if not text.strip():
                break
            if _cells(text) != wanted or "|" not in text:
                yield "broken-table", below, text.strip()


def _cells(row: str) -> int:
    return len(CELLS.split(row.strip().removeprefix("|").removesuffix("|")))


def _headings(rows: list[str]) -> Iterator[tuple[str, int, str]]:
    """A heading stands between empty lines, with a space after its marks, a text, and a plain anchor in braces."""
    for number, row in enumerate(rows):
        above = rows[number - 1].strip() if number else ""
        below = rows[number + 1].strip() if number + 1 < len(rows) else ""
        if re.fullmatch(r"=+ *|-+ *", row) and above and not above.startswith(("#", "-", "|", ">", "*")):
            yield "heading-form", number, row.strip()
        found = HEADING.match(row)
        if not found or (len(found["marks"]) == 1 and not found["gap"]):
            continue
        text = found["text"].strip()
        braces = BRACES.search(text)
        words = text[: braces.start()] if braces else text
        glued = above or (below and not HEADING.match(below))
        odd = found["gap"] != " " or found["space"] or glued or not re.search(r"\w", words)
        wrong = braces and (not text.endswith("}") or not text[braces.start() :].startswith("{#"))
        if odd or wrong or (braces and not ANCHOR.fullmatch(braces["anchor"])) or "{#" in words or words.endswith("}"):
            yield "heading-form", number, row.strip()


def _check_rendered(page: Page, rendered: Rendered) -> Iterator[Problem]:
    """Nothing turned into code that was not meant as code; no two headings with one anchor; no citation in one."""
    fences = sum(FENCE.match(row) is not None for row in page.body.split("\n")) // 2
    blocks = rendered.html.count("<pre")
    if blocks > fences:
        row = next(
            (n for n, text in enumerate(page.plain.split("\n")) if re.match(r"(?: {4}|\t)\s*[^\s\-*+\d:!?]", text)), 0
        )
        yield problem("indented-code", page.name, page.body_line + row)
    for heading in rendered.headings:
        if DOUBLED.fullmatch(heading.anchor):
            yield problem("double-anchor", page.name, heading.line, value=heading.text)
        if re.search(r"\[\^|\d+$", heading.text) and "[^" in page.body.split("\n")[heading.line - page.body_line]:
            yield problem("heading-form", page.name, heading.line, value=heading.text)
