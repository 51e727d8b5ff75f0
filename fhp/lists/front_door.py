"""Front door: four doors into the library, and what is new in it. Each shows only what there is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from fhp.content.addresses import organisation_path, root_link
from fhp.content.library import Edition
from fhp.content.pages import Page
from fhp.directory.situations import situation_links
from fhp.lists.records import render_invitations
from fhp.text.markdown import escape

NEWEST = 6
KINDS = ("news", "tool", "case", "dialogue", "strategy", "organisation", "concept", "principle", "pillar")  # first
GROUP = 4  # sheets for a group named on their door; the index holds the rest
DOORS: dict[str, tuple[str, ...]] = {  # door → the pages it opens
    "learn": ("framework", "strategies", "principles", "concepts", "cases", "dialogues"),
    "in-a-group": ("tools",),
    "find-help": ("directory",),
    "follow": ("offline", "subscribe", "news", "timeline", "glossary", "bibliography"),
}


class Entry(NamedTuple):
    """Something that entered the library: on which day, of which kind, and as Markdown."""

    day: datetime.date
    kind: str
    text: str


def render_doors(edition: Edition, _path: str) -> str:
    """The doors, each with a line of what is behind it and its links."""
    blocks = []
    for door, ids in DOORS.items():
        links = [_link(edition, page) for page in _standing(edition, ids)]
        if door == "in-a-group" and links:
            links[:0] = [_link(edition, page) for page in edition.children("tools/index.md")[:GROUP]]
        if door == "find-help":
            links[:0] = situation_links(edition)
        if links:
            title, about = edition.word("doors", door), edition.word("doors", f"{door}-about")
            items = "\n".join(f"- {link}" for link in links)
            blocks.append(
                f'<div class="door {door}" markdown>\n\n## {title} {{#{door}}}\n\n{about}\n\n{items}\n\n</div>'
            )
    return '<div class="doors" markdown>\n\n' + "\n\n".join(blocks) + "\n\n</div>"


def render_newest(edition: Edition, _path: str) -> str:
    """What is still to come, then what entered the library last, under the day on which it did."""
    blocks = []
    for day, entries in groupby(_newest(edition), key=lambda entry: entry.day):
        items = "\n".join(
            f'- <span class="kind">{edition.word("types", entry.kind)}</span> {entry.text}' for entry in entries
        )
        blocks.append(f'<time datetime="{day}">{edition.language.day(day)}</time>\n\n{items}')
    listed = '<div class="new" markdown>\n\n' + "\n\n".join(blocks) + "\n\n</div>" if blocks else ""
    return render_invitations(edition) + listed


def _newest(edition: Edition) -> list[Entry]:
    """The latest first; of one day, one of each kind before a second of any, so that no kind hides the others."""
    turns: dict[tuple[datetime.date, str], int] = {}
    found: list[tuple[int, int, int, int, Entry]] = []
    for entry in _entries(edition):
        turn = turns[entry[:2]] = turns.get(entry[:2], 0) + 1
        found.append((-entry.day.toordinal(), turn, KINDS.index(entry.kind), len(found), entry))
    return [entry for *_, entry in sorted(found)][:NEWEST]


def _entries(edition: Edition) -> Iterator[Entry]:
    """The pages that a reader comes for, not the shelves they stand on, then the organisations."""
    for page in edition.standing:
        if page.meta.type in KINDS:
            text = f"{_link(edition, page)}. {escape(page.meta.description)}"
            yield Entry(page.meta.created, page.meta.type, text)
    for entry in edition.resources.organisations.values():
        name = escape(entry.name[edition.code])
        link = f"[{name}]({root_link(edition.code, organisation_path(entry.id))})"
        yield Entry(entry.created, "organisation", link)


def _standing(edition: Edition, ids: tuple[str, ...]) -> list[Page]:
    return [page for page_id in ids if (page := edition.page(page_id)) and not page.is_retired]


def _link(edition: Edition, page: Page) -> str:
    """The linked title, and the language it can be read in when that is another."""
    other = f" ({edition.word('languages', page.language)})" if page.language != edition.code else ""
    return f"[{escape(page.meta.title)}]({root_link(edition.code, page.path)}){other}"
