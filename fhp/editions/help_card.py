"""Help card: "I need help now" alone, on one page to print, as one picture and as one text to send."""

from __future__ import annotations

from collections.abc import Iterator

from fhp.content.resources import Organisation
from fhp.directory.lists import find_urgent
from fhp.directory.organisations import contact, verification, warnings
from fhp.editions.making import Making
from fhp.editions.typst import head, make_pdf, make_pictures, quoted, say

PAGE_ID = "help-now"
DOTS = 100  # to the inch: small letters can still be read when the picture is made larger
SIZES = (9.0, 8.6, 8.2, 7.8, 7.4, 7.0, 6.6)  # of the letters: the largest that leaves it on one page
ELSEWHERE = "elsewhere"  # of no use to a reader in Mesoamerica, and the page is one
Urgent = dict[str, list[Organisation]]
LOOK = """
#set page(margin: (x: 9mm, y: 8mm))
#set par(leading: 0.5em, spacing: 0.55em)
#show heading: set block(above: 0.75em, below: 0.4em)
#show heading.where(level: 1): set text(size: 1.5em)
"""


def make_help_card(making: Making) -> dict[str, bytes]:
    """Maps file names to contents; {} for a library without the page, or with nobody to send her to."""
    page = making.edition.page(PAGE_ID)
    found = {name: entries for name, entries in find_urgent(making.edition).items() if name != ELSEWHERE}
    if page is None or page.is_retired or not found:
        return {}
    title, stem = page.meta.title, making.file("help")
    today = making.edition.today
    for size in SIZES:
        source = "\n".join(_sheet(making, title, found, size))
        pages = make_pictures(source, today, DOTS)
        if len(pages) == 1:
            break
    else:
        raise ValueError(f"{PAGE_ID}: > 1 página / page")
    return {
        f"{stem}.txt": _write(making, title, found).encode(),
        f"{stem}.png": pages[0],
        f"{stem}.pdf": make_pdf(source, today),
    }


def _same_for_all(found: Urgent) -> str:
    """How all were verified, if all were in the same way: it is then said once."""
    ways = {entry.verified.how for entries in found.values() for entry in entries}
    return ways.pop() if len(ways) == 1 else ""


def _foot(making: Making, found: Urgent) -> str:
    way = _same_for_all(found)
    how = f"{making.edition.word('directory', 'verified')}: {making.edition.word('verified', way)}. " if way else ""
    return f"{how}{making.dated} {making.word('newer')} "


def _say(making: Making, entry: Organisation, found: Urgent) -> tuple[str, str, str, str, str]:
    """Name, what she gets, what to know first, where to ask, how sure we are."""
    edition = making.edition
    how = edition.language.day(entry.verified.on) if _same_for_all(found) else verification(edition.language, entry)
    limits = entry.limits[edition.code] if entry.limits else ""
    address = (contact(edition, entry).url or "").removeprefix("https://").removesuffix("/")
    sure = " ".join([*warnings(edition, entry), f"{edition.word('directory', 'verified')}: {how.removesuffix('.')}."])
    name, summary = entry.name[edition.code], entry.summary[edition.code]
    return tuple(" ".join(text.split()) for text in (name, summary, limits, address, sure))  # type: ignore[return-value]


def _write(making: Making, title: str, found: Urgent) -> str:
    lines = [title.upper(), "", making.word("card-intro"), "", making.word("card-mind")]
    for region, entries in found.items():
        lines += ["", making.edition.word("regions", region).upper()]
        for entry in entries:
            lines += ["", *(line for line in _say(making, entry, found) if line)]
    lines += ["", _foot(making, found).strip(), making.home, making.word("licence")]
    return "\n".join(lines) + "\n"


def _sheet(making: Making, title: str, found: Urgent, size: float) -> Iterator[str]:
    shown = title if not making.discreet else making.title
    yield head(shown, making.code, making.edition.today, size) + LOOK
    yield f"#heading(level: 1)[{say(title)}]"
    yield f"#par[{say(making.word('card-intro') + ' ')}#strong[{say(making.word('card-mind'))}]]"
    yield "#columns(2, gutter: 6mm)["
    for region, entries in found.items():
        yield f"#heading(level: 2)[{say(making.edition.word('regions', region))}]"
        for entry in entries:
            name, summary, limits, address, sure = _say(making, entry, found)
            url = contact(making.edition, entry).url or ""
            yield f"#heading(level: 3)[{say(name)}]"
            place = f"#link({quoted(url)})[#strong[#address[{say(address)}]]]"
            yield f"#par[{say(f'{summary} {limits} ')}{place}{say('. ' + sure)}]"
    yield "]"
    home = f"#link({quoted(making.home)})[#address[{say(making.home)}]]"
    yield f"#par[{say(_foot(making, found))}{home}{say('. ' + making.word('licence'))}]"
