"""Further reading: publications by what a reader wants to do, for pages that say `<!-- list: reading-care -->`.

`purpose` in resources.yaml says for what each is good; a page holds several purposes, so that it stays light.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from fhp.content.addresses import root_link
from fhp.content.library import Edition
from fhp.content.resources import Publication
from fhp.lists.bibliography import render_facts
from fhp.text.alphabet import order
from fhp.text.long_lists import homes, who
from fhp.text.markdown import escape
from fhp.text.references import link_to, refer

INDEX = "list: further-reading"
PURPOSES = {
    "list: reading-protection": ("plan", "community", "facilitate", "after-attack", "state", "document"),
    "list: reading-care": ("own-care", "group-care", "accompany", "why-care", "funders"),
    "list: reading-digital": ("digital-basics", "digital-violence", "digital-teach"),
}


def find_readings(edition: Edition, purpose: str) -> list[Publication]:
    """The publications that are good for it, in the order of their titles."""
    found = [entry for entry in edition.resources.publications.values() if purpose in entry.purpose]
    return sorted(found, key=lambda entry: order(entry.title[edition.code], edition.language))


def render_purposes(edition: Edition, _path: str) -> str:
    """The way in: each purpose, linked to its place, and how many stand there."""
    items = []
    for marker, purposes in PURPOSES.items():
        home = homes(edition).get(marker)
        for purpose in purposes:
            count = len(find_readings(edition, purpose))
            if home and count:
                items.append(
                    f"- [{edition.word('purpose', purpose)}]({root_link(edition.code, home, purpose)}) ({count})"
                )
    return "\n".join(items)


def render_readings(purposes: tuple[str, ...], edition: Edition, _path: str) -> str:
    """Each purpose of a page with its publications: what each offers, and under which conditions."""
    blocks = []
    for purpose in purposes:
        found = find_readings(edition, purpose)
        if found:
            blocks.append(f"## {edition.word('purpose', purpose)} {{#{purpose}}}")
            blocks.append("\n".join(_entries(edition, found)))
    return "\n\n".join(blocks)


def _entries(edition: Edition, found: list[Publication]) -> Iterator[str]:
    for entry in found:
        reference = refer(edition, entry.id)
        title = link_to(edition, reference) if reference else escape(entry.title[edition.code])
        made = ", ".join(part for part in (escape(who(entry)), str(entry.year or "")) if part)
        yield f"- {title}. {made}{'.' if made else ''} {escape(entry.cited_for[edition.code])}"
        yield f"  <span>{render_facts(edition, entry)}</span>"


READINGS: dict[str, Callable[[Edition, str], str]] = {
    INDEX: render_purposes,
    **{marker: partial(render_readings, purposes) for marker, purposes in PURPOSES.items()},
}
