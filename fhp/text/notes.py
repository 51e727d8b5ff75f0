"""Notes: the footnote that a citation of each publication becomes, with its way to the bibliography and to the text."""

from __future__ import annotations

from fhp.content.addresses import root_link
from fhp.content.library import Edition
from fhp.text.citations import describe
from fhp.text.long_lists import BIBLIOGRAPHY, places
from fhp.text.outside_links import reading_link


def find_notes(edition: Edition) -> dict[str, tuple[str, str]]:
    """Maps a publication's id to its footnote in two parts, between which the page's locator stands."""
    notes = {}
    for entry in edition.resources.publications.values():
        path = places(edition).get((BIBLIOGRAPHY, entry.id))
        address = root_link(edition.code, path, entry.id) if path else ""
        notes[entry.id] = describe(entry, edition.language, address), reading_link(edition, entry)
    return notes
