"""Personal data: no e-mail address, telephone number or place of a house gets into the library (facts.md, section 7).

Read from the files as they are written, so that a page or an entry too broken to be understood is looked through too.
What was found is not repeated in the message: reports are public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhp.content.files import plain_files
from fhp.content.library import Library
from fhp.problems import Problem, problem

FILES = ("resources.yaml", "docs/**/*.md", "data/**/*.yaml", "data/**/*.txt")
# Each begins with a sign that is rare in prose, so that looking through a whole library takes milliseconds.
EMAIL = re.compile(r"@[\w-]+(?:\.[\w-]+)+|[\[({]\s*(?:at|arroba|@)\s*[\])}]\s*\w", re.IGNORECASE)
COORDINATES = re.compile(
    r"\d{1,2}\.\d{3,}\s*°?\s*[NS]?\s*[,;]\s*-?\d{1,3}\.\d{3,}|\d{1,3}\s*°\s*\d{1,2}\s*['′’]", re.IGNORECASE
)
MAPS = ("maps.google.", "/maps/", "/maps?", "maps.app.goo.gl", "goo.gl/maps", "openstreetmap.org", "osm.org/",
        "maps.apple.com", "waze.com", "what3words.com", "plus.codes", "geo:")  # fmt: skip
PHONE = re.compile(r"[+(\d][\d ().\u00a0\u2009-]{5,30}\d(?![\w%/]|[.,]\d)")
SEPARATED = re.compile(r"[ ().\u00a0\u2009-]")
WEB = re.compile(r"https?://[^\s<>\"')\]]+")
# Long numbers that are no telephone: dates, years, thousands, and those that say what they are.
HARMLESS = re.compile(
    r"\d{4}-\d{2}(?:-\d{2})?"
    r"|(?:1[5-9]|20)\d{2}\s*-\s*(?:1[5-9]|20)\d{2}(?:\s*-\s*(?:1[5-9]|20)\d{2})*"
    r"|(?:(?:1[5-9]|20)\d{2}[ .]+)+(?:1[5-9]|20)\d{2}"
    r"|\d{1,3}(?:[.\u00a0\u2009 ]\d{3})+"
    r"|\d{1,2}[.-]\d{1,2}[.-]\d{4}"
)
NAMED = re.compile(r"(?:ISBN(?:-1[03])?|ISSN|DOI|ORCID|translation_of|sha256|UUID|id)\s*[:=]?\s*[\"']?$", re.IGNORECASE)
FEWEST, MOST = 7, 15  # digits of a telephone number (ITU-T E.164)


def check_personal_data(library: Library) -> Iterator[Problem]:
    """Nothing by which a person could be called, written to or found stands in any file that readers see."""
    for pattern in FILES:
        for path in plain_files(library.root, pattern):
            name = path.relative_to(library.root).as_posix()
            text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
            for rule, offset in find_personal_data(text):
                yield problem(rule, name, text.count("\n", 0, offset) + 1)


def find_personal_data(text: str) -> Iterator[tuple[str, int]]:
    """The rule and the place in the text of everything that must not stand there."""
    yield from (("email-address", found.start()) for found in EMAIL.finditer(text) if _is_address(found, text))
    yield from (("house-location", found.start()) for found in COORDINATES.finditer(text) if not _goes_on(found, text))
    lowered = text.lower()
    yield from (("house-location", lowered.index(sign)) for sign in MAPS if sign in lowered)
    prose = WEB.sub(lambda found: " " * len(found[0]), text)
    yield from (("phone-number", found.start()) for found in PHONE.finditer(prose) if _is_phone(found, prose))


def _before(found: re.Match[str], text: str) -> str:
    """The sign before it, a space at the beginning of the text."""
    return text[found.start() - 1] if found.start() else " "


def _is_address(found: re.Match[str], text: str) -> bool:
    """Something stands before the @: a name alone, as in @grupo, is no address."""
    before = text[max(0, found.start() - 3) : found.start()].rstrip()[-1:]
    return before.isalnum() or before in tuple("_.+-")


def _goes_on(found: re.Match[str], text: str) -> bool:
    """It is the end of a longer number."""
    return _before(found, text).isdigit() or _before(found, text) == "."


def _is_phone(found: re.Match[str], text: str) -> bool:
    """Whether a run of digits can be dialled, and says nowhere that it is something else."""
    number = found[0].strip(" ().")
    digits = SEPARATED.sub("", number).lstrip("+")
    if re.match(r"[\w./=#&%-]", _before(found, text)) or not FEWEST <= len(digits) <= MOST:
        return False
    if HARMLESS.fullmatch(number) or _is_isbn(digits):
        return False
    return not NAMED.search(text[max(0, found.start() - 20) : found.start()])


def _is_isbn(digits: str) -> bool:
    """An ISBN-13 whose last digit proves the others (ISO 2108)."""
    weighed = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return len(digits) == 13 and digits.startswith(("978", "979")) and weighed % 10 == 0
