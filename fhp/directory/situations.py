"""Help by situation: whoever needs support now says what is happening, and finds who is there for it, nearest first.

The situations are data (data/situations.yaml), tied to kinds of help. However many organisations there are, the page
stays light: the rest of them are one link away, on their shelves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from fhp.content.addresses import organisation_path, root_link
from fhp.content.library import Edition, kept
from fhp.content.resources import Organisation
from fhp.content.situations import Situation
from fhp.directory.lists import shelf_rows
from fhp.directory.organisations import contact, find_shelf, shelf_link, spoken
from fhp.directory.shelves import PART, QUIET, REGIONS, by_name, region, shelves, wider
from fhp.text.markdown import escape, plain
from fhp.text.outside_links import safe, short
from fhp.text.references import Reference, link_to, links_to

HOME, INDEX = "help-now", "directory"  # the ids of the page that lists them and of the directory's own
WIDE = {"mesoamerica", "central-america", "latin-america-caribbean", "americas", "global", "global-south"}
COUNTRIES = ("mexico", "guatemala", "el-salvador", "honduras", "nicaragua", "costa-rica", "panama")
NEAR = REGIONS[:3]  # the others serve no reader of this library: their shelves hold them
MOST = (5, 4, 3, 2, 1)  # of one region under one situation: as many as leave the page light
ROOM = 28_000  # bytes of text in the rows: with the page around them that stays within the 14,600 of a page
BACK = {"before": "{#before}", "situations": "<!-- list: situations -->"}  # places above, and what puts them there
AGAIN = 80  # of them for a row that stands under an earlier situation too: packed, it weighs next to nothing


def find_helpers(edition: Edition, situation: Situation, most: int | None = None) -> list[Organisation]:
    """Who is there for it and can be reached, nearest first, the most fitting of each region before the others."""
    found = [
        entry
        for entry in edition.resources.organisations.values()
        if set(situation.help) & set(entry.help) and entry.status not in QUIET and contact(edition, entry).url
    ]
    helpers: list[Organisation] = []
    for name in NEAR:
        here = [entry for entry in found if region(entry) == name]
        here.sort(key=lambda entry: _fitness(edition, situation, entry))
        helpers += here[:most]
    return helpers


def _fitness(edition: Edition, situation: Situation, entry: Organisation) -> tuple[Any, ...]:
    """A key to sort by: fresh, the editors' choice, known to be active, there for all, wide, fitting, urgent."""
    first = situation.first.index(entry.id) if entry.id in situation.first else len(situation.first)
    is_unsure, is_narrow = entry.status == "unverified", not WIDE & set(entry.reach)
    best = min(place for place, kind in enumerate(situation.help) if kind in entry.help)
    behind = (entry.is_stale(edition.today), first, is_unsure, bool(entry.people), is_narrow, best, not entry.urgent)
    return (*behind, *by_name(entry, edition.language))


@kept
def shown_helpers(edition: Edition) -> dict[str, list[Organisation]]:
    """Maps the id of each situation to those who are shown for it."""
    shown: dict[str, list[Organisation]] = {}
    for most in MOST:
        shown = {found.id: find_helpers(edition, found, most) for found in edition.library.situations}
        once = {entry.id: entry for entries in shown.values() for entry in entries}
        size = sum(len(_row(edition, entry, "").encode()) for entry in once.values())
        if size + AGAIN * sum(map(len, shown.values())) <= ROOM:
            break
    return shown


def render_choices(edition: Edition, _path: str) -> str:
    """The situations, each a link to its place below; it is the list of contents of the page."""
    items = [
        f"- [{plain(found.title[edition.code])}<br><small>{_kinds(edition, found)}</small>](#{found.id})"
        for found in edition.library.situations
    ]
    label = edition.word("support", "choose")
    return (
        f'<nav class="need" id="situations" aria-label="{escape(label)}" markdown>\n\n'
        + "\n".join(items)
        + "\n\n</nav>"
    )


def situation_links(edition: Edition) -> list[str]:
    """Markdown links, from any page, to who is there for each situation; none where no page lists them."""
    page = edition.page(HOME)
    if page is None or page.is_retired:
        return []
    return [
        f"[{plain(found.title[edition.code])}]({root_link(edition.code, page.path, found.id)})"
        for found in edition.library.situations
    ]


def render_help(edition: Edition, path: str) -> str:
    """Every situation with who is there for it, and once, at the end, what is true of all of them."""
    shown = shown_helpers(edition)
    entries = {entry.id: entry for found in shown.values() for entry in found}
    if not entries:
        return edition.word("directory", "nobody")
    common = most_common_way(entries.values())
    page = edition.shown(path)
    back = [f"[{edition.word('support', key)}](#{key})" for key, sign in BACK.items() if page and sign in page.body]
    directory = edition.page(INDEX)
    if directory and any(shelf.facet == "people" for shelf in shelves(edition.library)):
        back.append(
            f"[{edition.word('directory', 'by-people')}]({root_link(edition.code, directory.path, 'by-people')})"
        )
    blocks = [_section(edition, found, shown[found.id], common, back) for found in edition.library.situations]
    return "\n\n".join([*blocks, say_of_all(edition, entries.values(), common) + "\n{: .meta }"])


def _section(edition: Edition, situation: Situation, entries: list[Organisation], common: str, back: list[str]) -> str:
    blocks = [f"## {plain(situation.title[edition.code])} {{#{situation.id}}}"]
    blocks += [f"{text}\n{{: .lacks }}" for text in _lacks(edition, situation)]
    blocks.append(
        '<div class="rows" markdown>\n\n' + "\n".join(_row(edition, e, common) for e in entries) + "\n\n</div>"
    )
    more = [
        f"{shelf_link(edition, 'help', kind)} ({len(shelf.organisations)})"
        for kind in situation.help
        if (shelf := find_shelf(edition.library, "help", kind))
    ]
    word = edition.words["support"]
    read = links_to(edition, situation.read)
    countries = [*_by_country(edition, situation)]
    after = [f"{word['country']}: {' · '.join(countries)}."] if countries else []
    after += [f"{word['more']}: {' · '.join(more)}."]
    after += [f"{word['read']}: {'; '.join(read)}."] if read else []
    return "\n\n".join([*blocks, "<br>\n".join([*after, " · ".join(back)]).removesuffix("<br>\n")])


def _by_country(edition: Edition, situation: Situation) -> Iterator[str]:
    """Links to who is there for it in each country near: to the place of the kind of help on the country's shelf."""
    for country in COUNTRIES:
        shelf = find_shelf(edition.library, "reach", country)
        groups = [row.group for row in shelf_rows(edition)[shelf.path()]] if shelf else []
        kind = next((kind for kind in situation.help if kind in groups), None)
        if shelf and kind:
            path = shelf.path(groups.index(kind) // PART + 1)
            yield link_to(edition, Reference(edition.word("reach", country), path, edition.code, kind))


def _lacks(edition: Edition, situation: Situation) -> Iterator[str]:
    """What the library does not have for it: what the editors say, and whether the best help is nowhere near."""
    if situation.lacks:
        yield plain(situation.lacks[edition.code])
    best = situation.help[0]
    holders = [entry for entry in find_helpers(edition, situation) if best in entry.help]
    if not any(region(entry) == NEAR[0] for entry in holders):
        key = "far" if holders else "none"
        yield edition.words["support"][key].format(kind=edition.word("help", best).lower())


def _row(edition: Edition, entry: Organisation, common: str) -> str:
    """One organisation: its name, reach and languages, what she gets, what it does not do, and where to ask."""
    reach = ", ".join(escape(edition.word("reach", value)) for value in widest(entry))
    name = link_to(edition, Reference(entry.name[edition.code], organisation_path(entry.id), edition.code))
    people = ", ".join(escape(edition.word("people", value)) for value in entry.people)
    about = " · ".join(part for part in (people, reach, spoken(edition.language, entry)) if part)
    lines = [f"**{name}** <small>{about}</small>", plain(entry.summary[edition.code])]
    if entry.limits:
        lines.append(f"<small>**{edition.word('support', 'mind')}:** {plain(entry.limits[edition.code])}</small>")
    shown = contact(edition, entry)
    link = f"[{escape(short(shown.url or ''))} ›]({safe(shown.url or '')})"
    lines.append(" ".join([link, *(f"<small>{note}</small>" for note in notes(edition, entry, common))]))
    return "- " + "<br>\n  ".join(lines)


def widest(entry: Organisation) -> list[str]:
    """Where it works, without the regions that lie in another of its own."""
    return [value for value in entry.reach if not set(wider(value)) & set(entry.reach)]


def notes(edition: Edition, entry: Organisation, common: str) -> Iterator[str]:
    """What is true of this one and not of most."""
    if entry.status == "unverified":
        yield edition.word("directory", "unverified")
    if entry.is_stale(edition.today):
        yield edition.word("directory", "stale")
    if entry.verified.how != common:
        yield edition.word("verified", entry.verified.how) + "."
    shown = contact(edition, entry)
    if shown.state not in ("unchecked", "alive", "moved"):
        yield shown.note


def most_common_way(entries: Iterable[Organisation]) -> str:
    """The way in which most of them were verified: said once, below all of them."""
    return Counter(entry.verified.how for entry in entries).most_common(1)[0][0]


def say_of_all(edition: Edition, entries: Iterable[Organisation], common: str) -> str:
    """What is true of most of them, the date of the oldest verification included."""
    word, entries = edition.words["support"], list(entries)
    oldest = edition.language.day(min(entry.verified.on for entry in entries))
    how = edition.word("verified", common)
    says = [word["common"].format(how=how[:1].lower() + how[1:], date=oldest)]
    if any(contact(edition, entry).state == "unchecked" for entry in entries):
        says.append(word["unchecked"])
    return " ".join(says)


def _kinds(edition: Edition, situation: Situation) -> str:
    return escape(", ".join(edition.word("help", kind).lower() for kind in situation.help))
