"""The safety gate: nothing by which a person could be called, written to, found or recognised gets into the library.

Read from the files as they are written, text, front matter, comments and data alike, so that a page or an entry too
broken to be understood is looked through too. The signs stand in signs.yaml, telephones in phones.py, names in names.py.
What was found is not repeated in the message: reports are public.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from fhp.content.library import Library
from fhp.content.pages import mask
from fhp.problems import Problem, problem
from fhp.rules.allowances import Allowances
from fhp.rules.phones import find_phones

FILES = ("mkdocs.yml", "resources.yaml", "docs/**/*.md", "data/**/*.yaml", "data/**/*.txt")
SIGNS = Path(__file__).with_name("signs.yaml")
ADDRESSES = ("contact-link", "social-profile", "data-form", "shared-space", "house-location")  # read in links too
LEFTOVERS = ("private-note", "placeholder-text")  # not where code or a comment, judged elsewhere, shows them
EMAIL = re.compile(r"(?<![\w/])[\w.+-]+(?:@|%40)[\w*-]+(?:\.[\w-]+)*", re.IGNORECASE)
WEB = re.compile(r"https?://[^\s<>\"')\]]+")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
MARKS = re.compile(r"[*`\\]")
DASHES = re.compile("[\u2010-\u2012]")
ACCOUNT = re.compile(r"^\s*(?:- )?(?:contact_|archive_)?url:", re.MULTILINE)
PERSONAL = re.compile(r"profile\.php|/people/|linkedin\.com/in/|/profile/", re.IGNORECASE)


class Sign(NamedTuple):
    """What must not stand in a text: the rule, the line, and the piece by which it was known."""

    rule: str
    line: int
    piece: str


def check_personal_data(library: Library) -> Iterator[Problem]:
    """Nothing of the kind stands in any file that readers see, nor in a file's name."""
    allowances = Allowances(library)
    for pattern in FILES:
        for path in sorted(library.root.glob(pattern)):
            if not path.is_file():
                continue
            name = path.relative_to(library.root).as_posix()
            if pattern.startswith("docs/") and next(find_phones(path.stem), None):
                yield problem("phone-number", name, 1)
            text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
            for sign in find_personal_data(text):
                if not allowances.cover(name, sign.line, sign.piece):
                    yield problem(sign.rule, name, sign.line)


def find_personal_data(text: str) -> Iterator[Sign]:
    """Everything that must not stand in a text, each piece of it once."""
    plain = plainly(text)
    bare = WEB.sub(lambda found: " " * len(found[0]), plain)
    prose = WEB.sub(lambda found: " " * len(found[0]), plainly(mask(text)))
    lines = _Lines(plain)
    taken: list[tuple[int, int]] = []
    for rule, start, end in _find(plain, bare):
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            yield Sign(_as_account(rule, lines, plain, start), lines.at(start), plain[start:end])
    for rule in LEFTOVERS:
        places = _Lines(prose)
        yield from (Sign(rule, places.at(found.start()), found[0]) for found in signs()[rule].finditer(prose))


def _find(plain: str, bare: str) -> Iterator[tuple[str, int, int]]:
    for rule in ADDRESSES:
        for found in signs()[rule].finditer(plain):
            yield rule, found.start(), _end_of_address(found, plain)
    yield from (("email-address", *found.span()) for found in EMAIL.finditer(plain) if _is_mail(found))
    yield from (("email-address", *found.span()) for found in signs()["email-address"].finditer(bare))
    yield from (("phone-number", *span) for span in find_phones(bare))
    yield from (("street-address", *found.span()) for found in signs()["street-address"].finditer(bare))


def plainly(text: str) -> str:
    """The text as eyes read it, each line where it was: no entities, marks or unseen signs, one form of each letter."""
    if "&" in text:
        text = ENTITY.sub(lambda found: html.unescape(found[0]).replace("\n", " "), text)
    text = unicodedata.normalize("NFKC", text)
    return DASHES.sub("-", MARKS.sub("", UNSEEN.sub("", text)))


@cache
def signs() -> dict[str, re.Pattern[str]]:
    """The patterns of signs.yaml, those of a rule as one."""
    loaded: dict[str, list[str]] = yaml.safe_load(SIGNS.read_text(encoding="utf-8"))
    return {rule: re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.MULTILINE)
            for rule, patterns in loaded.items()}  # fmt: skip


def _end_of_address(found: re.Match[str], text: str) -> int:
    """The end of the address or the sentence's word in which the sign stands."""
    rest = re.compile(r"[^\s<>\"')\]]*").match(text, found.end())
    return rest.end() if rest and "/" in found[0] else found.end()


def _is_mail(found: re.Match[str]) -> bool:
    """Something stands on both sides of the @, and it is neither a number of coordinates nor an ending (l@s)."""
    return not re.search(r"@\d+\.\d|@s$", found[0])


def _as_account(rule: str, lines: _Lines, text: str, start: int) -> str:
    """An account as the address of an entry may be the organisation's own: a notice, unless it shows a person."""
    if rule == "social-profile" and ACCOUNT.match(lines.row(start)) and not PERSONAL.search(lines.row(start)):
        return "social-account"
    return rule


class _Lines:
    """The number and the text of the line in which a place stands."""

    def __init__(self, text: str) -> None:
        self.text = text

    def at(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1

    def row(self, place: int) -> str:
        begin = self.text.rfind("\n", 0, place) + 1
        return self.text[begin : self.text.find("\n", place) if "\n" in self.text[place:] else len(self.text)]
