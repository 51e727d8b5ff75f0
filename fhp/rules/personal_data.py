"""The safety gate: nothing by which a person could be called, written to, found or recognised gets into the library.

Read from the files as they are written, text, front matter, comments and data alike, so that a page or an entry too
broken to be understood is looked through too. Signs stand in signs.yaml, telephones in phones.py, names in names.py.
What was found is not repeated in the message: reports are public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fhp.content.library import Library
from fhp.content.pages import mask
from fhp.problems import Problem, problem
from fhp.rules.allowances import Allowances
from fhp.rules.phones import find_phones
from fhp.rules.safe_text import plainly, texts_of
from fhp.rules.signs import load_signs, lowered

ADDRESSES = ("contact-link", "social-profile", "data-form", "shared-space", "house-location")  # read in links too
LEFTOVERS = ("private-note", "placeholder-text")  # not where code or a comment, judged elsewhere, shows them
EMAIL = re.compile(r"(?<![\w/])[\w.+-]+(?:@|%40)[\w*-]+(?:\.[\w-]+)*", re.IGNORECASE)
WEB = re.compile(r"https?://[^\s<>\"')\]]+")
ACCOUNT = re.compile(r"^\s*(?:- )?(?:contact_|archive_)?url:", re.MULTILINE)
PERSONAL = re.compile(r"profile\.php|/people/|linkedin\.com/in/|/profile/", re.IGNORECASE)


class Found(NamedTuple):
    """What must not stand in a text: the rule, the line, and the piece by which it was known."""

    rule: str
    line: int
    piece: str


def check_personal_data(library: Library) -> Iterator[Problem]:
    """Nothing of the kind stands in any file that readers see, nor in a file's name."""
    allowances = Allowances(library)
    for name, text in texts_of(library.root):
        if name.startswith("docs/") and next(find_phones(name.rpartition("/")[2].removesuffix(".md")), None):
            yield problem("phone-number", name, 1)
        for found in find_personal_data(text):
            if not allowances.cover(name, found.line, found.piece):
                yield problem(found.rule, name, found.line)


def find_personal_data(text: str) -> Iterator[Found]:
    """Everything that must not stand in a text, each piece of it once."""
    plain = plainly(text)
    bare = WEB.sub(lambda found: " " * len(found[0]), plain)
    prose = WEB.sub(lambda found: " " * len(found[0]), plainly(mask(text)))
    lines = _Lines(plain)
    taken: list[tuple[int, int]] = []
    for rule, start, end in _find(plain, bare):
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            yield Found(_as_account(rule, lines, start), lines.at(start), plain[start:end])
    places = _Lines(prose)
    for rule in LEFTOVERS:
        yield from (Found(rule, places.at(found.start()), found[0]) for found in _matches(rule, prose, lowered(prose)))


def _find(plain: str, bare: str) -> Iterator[tuple[str, int, int]]:
    """The rule and the span of each sign: those of addresses in all of it, the others in what is no address."""
    small = lowered(plain)
    for rule in ADDRESSES:
        for found in _matches(rule, plain, small):
            yield rule, found.start(), _end_of_address(found, plain)
    small = lowered(bare)
    if "@" in plain or "%40" in plain:
        yield from (("email-address", *found.span()) for found in EMAIL.finditer(plain) if _is_mail(found, plain))
    yield from (("email-address", *found.span()) for found in _matches("email-address", bare, small))
    yield from (("phone-number", *span) for span in find_phones(bare))
    yield from (("street-address", *found.span()) for found in _matches("street-address", bare, small))


def _matches(rule: str, text: str, small: str) -> Iterator[re.Match[str]]:
    for sign in load_signs()[rule]:
        yield from sign.find(text, small)


def _end_of_address(found: re.Match[str], text: str) -> int:
    """The end of the address or the sentence's word in which the sign stands."""
    rest = re.compile(r"[^\s<>\"')\]]*").match(text, found.end())
    return rest.end() if rest and "/" in found[0] else found.end()


def _is_mail(found: re.Match[str], text: str) -> bool:
    """Something stands on both sides of the @; it is no place on a map, no ending (l@s), no name before a host."""
    is_user = re.search(r"://[^/\s]*$", text[max(0, found.start() - 80) : found.start()])
    return not is_user and not re.search(r"@\d+\.\d|@s$", found[0])


def _as_account(rule: str, lines: _Lines, start: int) -> str:
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
