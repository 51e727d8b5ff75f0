"""Help card: "I need help now" alone, on one page to print, as one picture and as one text to send.

First what is happening and who is there for it, then each of them once, with what to know and where to ask.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fhp.content.resources import Organisation
from fhp.content.situations import Situation
from fhp.directory.organisations import contact
from fhp.directory.shelves import region
from fhp.directory.situations import HOME, NEAR, WIDE, find_helpers, most_common_way, notes, say_of_all, widest
from fhp.editions.making import Making
from fhp.editions.typst import head, make_pdf, make_pictures, quoted, say

DOTS = 92  # to the inch: small letters can still be read when the picture is made larger
MOST = 1  # of one region under one situation: fewer, in letters that a tired reader can read
SIZES = (10.5, 10.2, 9.9, 9.6, 9.3, 9.0, 8.6, 8.2, 7.8)  # of the letters: the largest that leaves it on one page
LOOK = """
#set page(margin: (x: 9mm, y: 8mm))
#set par(leading: 0.5em, spacing: 0.55em)
#show heading: set block(above: 0.75em, below: 0.4em)
#show heading.where(level: 1): set text(size: 1.5em)
#show link: set text(fill: black)
"""


@dataclass(frozen=True)
class Card:
    """What stands on a card: under each situation who is there for it, nearest first."""

    making: Making
    title: str
    helpers: tuple[tuple[Situation, tuple[Organisation, ...]], ...]

    @property
    def entries(self) -> list[Organisation]:
        """Each of them once, in the order in which they are named."""
        return list({entry.id: entry for _, found in self.helpers for entry in found}.values())


@dataclass(frozen=True)
class Row:
    """One organisation: where it works and in which languages, what she gets, what to know first, where to ask."""

    name: str
    about: str
    summary: str
    limits: str
    url: str
    notes: str

    @property
    def address(self) -> str:
        """The address as it is typed."""
        return self.url.removeprefix("https://").removesuffix("/")


def make_help_card(making: Making) -> dict[str, bytes]:
    """Maps file names to contents; {} for a library without the page, or with nobody to send her to."""
    page = making.edition.page(HOME)
    if page is None or page.is_retired:
        return {}
    card = read_card(making, page.meta.title)
    if not card.entries:
        return {}
    source, picture = _fit(card)
    stem = making.file("help")
    return {
        f"{stem}.txt": _write(card).encode(),
        f"{stem}.png": picture,
        f"{stem}.pdf": make_pdf(source, making.edition.today),
    }


def read_card(making: Making, title: str) -> Card:
    """What the library knows for the card."""
    situations = making.edition.library.situations
    return Card(making, title, tuple((found, tuple(_choose(making, found))) for found in situations))


def _choose(making: Making, situation: Situation) -> Iterator[Organisation]:
    """Of those who are there for it, the first; far away, only those who are there for more than one country."""
    counted: Counter[str] = Counter()
    for entry in find_helpers(making.edition, situation):
        name = region(entry)
        if counted[name] < MOST and (name == NEAR[0] or WIDE & set(entry.reach)):
            counted[name] += 1
            yield entry


def _fit(card: Card) -> tuple[str, bytes]:
    """The sheet in the largest letters that leave it on one page, and its picture."""
    for size in SIZES:
        source = "\n".join(_sheet(card, size))
        pages = make_pictures(source, card.making.edition.today, DOTS)
        if len(pages) == 1:
            return source, pages[0]
    raise ValueError(f"{HOME}: > 1 página / page")


def _row(card: Card, entry: Organisation, common: str) -> Row:
    edition = card.making.edition
    reach = ", ".join(edition.word("reach", value) for value in widest(entry))
    people = ", ".join(edition.word("people", value) for value in entry.people)
    spoken = ", ".join(edition.language.spoken(code) for code in entry.languages)
    limits = entry.limits[edition.code] if entry.limits else ""
    return Row(
        entry.name[edition.code],
        " · ".join(part for part in (people, reach, spoken) if part),
        _line(entry.summary[edition.code]),
        _line(limits and f"{edition.word('support', 'mind')}: {limits}"),
        contact(edition, entry).url or "",
        _line(" ".join(notes(edition, entry, common))),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _names(card: Card, entries: tuple[Organisation, ...]) -> str:
    """Their short names: 'IM-Defensoras' of 'Iniciativa … (IM-Defensoras)'."""
    names = [entry.name[card.making.code] for entry in entries]
    return "; ".join(found[1] if (found := re.search(r"\(([^()]+)\)$", name)) else name for name in names)


def _lacks(card: Card, situation: Situation) -> str:
    return _line(situation.lacks[card.making.code]) if situation.lacks else ""


def _write(card: Card) -> str:
    making, common = card.making, most_common_way(card.entries)
    lines = [card.title.upper(), ""]
    lines += [making.word("card-intro"), "", making.word("card-mind"), "", making.word("card-first"), ""]
    lines += [making.edition.word("support", "choose").upper()]
    for situation, entries in card.helpers:
        said = [_line(situation.title[making.code]), _lacks(card, situation), f"→ {_names(card, entries)}."]
        lines += ["", *(line for line in said if line)]
    lines += ["", making.word("card-who").upper()]
    for entry in card.entries:
        row = _row(card, entry, common)
        said = [row.name.upper(), row.about, row.summary, row.limits, row.notes, row.address]
        lines += ["", *(line for line in said if line)]
    lines += ["", say_of_all(making.edition, card.entries, common)]
    lines += ["", f"{making.dated} {making.word('newer')}", making.home, making.word("licence")]
    return "\n".join(lines) + "\n"


def _sheet(card: Card, size: float) -> Iterator[str]:
    making, common = card.making, most_common_way(card.entries)
    shown = card.title if not making.discreet else making.title
    yield head(shown, making.code, making.edition.today, size) + LOOK
    yield f"#heading(level: 1)[{say(card.title)}]"
    yield f"#par[{say(making.word('card-intro') + ' ')}#strong[{say(making.word('card-mind'))}]]"
    yield f"#par[{say(making.word('card-first'))}]"
    yield "#columns(2, gutter: 6mm)["
    yield f"#heading(level: 2)[{say(making.edition.word('support', 'choose'))}]"
    for situation, entries in card.helpers:
        yield f"#par[#strong[{say(situation.title[making.code] + '.')}]{say(' ' + _lacks(card, situation))}"
        yield f"{say(f' → {_names(card, entries)}.')}]"
    yield f"#heading(level: 2)[{say(making.word('card-who'))}]"
    for entry in card.entries:
        row = _row(card, entry, common)
        place = f"#link({quoted(row.url)})[#strong[#address[{say(row.address)}]]]"
        text = " ".join(part for part in (f"{row.about}.", row.summary, row.limits, row.notes) if part)
        said = f"#heading(level: 3)[{say(row.name)}] #par[{say(text)}] #par[{place}]"
        yield f"#block(breakable: false, above: 0.85em)[{said}]"
    home = f"#link({quoted(making.home)})[#address[{say(making.home)}]]"
    said = f"{say_of_all(making.edition, card.entries, common)} {making.dated} {making.word('newer')} "
    yield f"#par[#small[{say(said)}{home}{say('. ' + making.word('licence'))}]]]"
