"""The safety gate: nothing by which a person could be called, written to, found or recognised gets into the library.

Read from the files as they are written, text, front matter, comments and data alike, so that a page or an entry too
broken to be understood is looked through too. Signs stand in signs.yaml, telephones in phones.py, names in names.py.
What was found is not repeated in the message: reports are public.
"""

from __future__ import annotations

import bisect
import itertools
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
BETWEEN = "\n¶¶¶¶¶\n"  # what no sign goes across
ACCOUNT = re.compile(r"^\s*(?:- )?(?:contact_|archive_)?url:", re.MULTILINE)
PERSONAL = re.compile(r"profile\.php|/people/|linkedin\.com/in/|/profile/", re.IGNORECASE)


class Found(NamedTuple):
    """What must not stand in a text: the rule, the line, and the piece by which it was known."""

    rule: str
    line: int
    piece: str


def check_personal_data(library: Library) -> Iterator[Problem]:
    """Nothing of the kind stands in any file that readers see, nor in a file's name."""
    allowances, texts = Allowances(library), texts_of(library)
    for text in texts:
        if text.name.startswith("docs/") and next(find_phones(text.name.rpartition("/")[2].removesuffix(".md")), None):
            yield problem("phone-number", text.name, 1)
    prose = [plainly(mask(text.written)) if text.name.endswith(".md") else text.plain for text in texts]
    shelf = _Shelf([text.plain for text in texts], prose)
    for rule, number, line, piece in shelf.search():
        if not allowances.cover(texts[number].name, line, piece):
            yield problem(rule, texts[number].name, line)


def find_personal_data(text: str) -> Iterator[Found]:
    """Everything that must not stand in a text, each piece of it once."""
    for rule, _, line, piece in _Shelf([plainly(text)], [plainly(mask(text))]).search():
        yield Found(rule, line, piece)


class _Shelf:
    """Many texts as one: to look through them one by one would take longer."""

    def __init__(self, plains: list[str], proses: list[str]) -> None:
        self.plain, self.prose = _Row(plains), _Row(proses)

    def search(self) -> Iterator[tuple[str, int, int, str]]:
        """The rule, the number of the text, the line in it and the piece of each sign."""
        text = self.plain.text
        bare = WEB.sub(lambda found: " " * len(found[0]), text)
        taken: list[tuple[int, int]] = []
        for rule, start, end in _find(text, bare):
            if not _overlaps(taken, start, end):
                bisect.insort(taken, (start, end))
                row = text[text.rfind("\n", 0, start) + 1 : end]
                yield _as_account(rule, row), *self.plain.place(start), text[start:end]
        prose = WEB.sub(lambda found: " " * len(found[0]), self.prose.text)
        small = lowered(prose)
        for rule in LEFTOVERS:
            for found in _matches(rule, prose, small):
                yield rule, *self.prose.place(found.start()), found[0]


class _Row:
    """Texts one after the other, and where each of their lines begins."""

    def __init__(self, texts: list[str]) -> None:
        self.text = BETWEEN.join(texts)
        lengths = (len(text) + len(BETWEEN) for text in texts[:-1])
        self.starts = list(itertools.accumulate(lengths, initial=0))
        self.ends = [found.start() for found in re.finditer("\n", self.text)]

    def place(self, place: int) -> tuple[int, int]:
        """The number of the text that a place is in, and the line there."""
        number = bisect.bisect_right(self.starts, place) - 1
        before = bisect.bisect_left(self.ends, self.starts[number])
        return number, bisect.bisect_left(self.ends, place) - before + 1


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span lies over one of those taken, which are in order and apart."""
    after = bisect.bisect_left(taken, (start, end))
    return (after < len(taken) and taken[after][0] < end) or (after > 0 and taken[after - 1][1] > start)


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


def _as_account(rule: str, row: str) -> str:
    """An account as the address of an entry may be the organisation's own: a notice, unless it shows a person."""
    return "social-account" if rule == "social-profile" and ACCOUNT.match(row) and not PERSONAL.search(row) else rule
