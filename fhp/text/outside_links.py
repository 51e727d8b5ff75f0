"""Reader links: what a reader sees of an outside address of resources.yaml, given what is known of it.

Organisations' pages, "help now", footnotes and the open data all ask `link_of`. Nothing is asked of the network
here, nor of the reader's browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from fhp.content.languages import Language
from fhp.content.library import Edition
from fhp.content.link_states import LinkState, is_onion
from fhp.content.resources import Linked, Publication
from fhp.text.markdown import escape

WEB = ("https://", "http://")


@dataclass(frozen=True)
class Shown:
    """What to put before a reader: a link or none, an old copy or none, and one plain line."""

    state: str
    url: str | None
    archive: str | None
    note: str

    @property
    def is_lost(self) -> bool:
        """Nobody is to be sent there."""
        return self.state in ("dead", "taken-over")


def link_of(edition: Edition, entry: Linked, url: str | None = None) -> Shown:
    """What a reader sees of `url`, otherwise of the entry's own address: decided here only."""
    url = url or entry.url
    state = edition.library.links.of(url)
    if url is None or not url.startswith(WEB):
        return Shown("none", None, entry.archive_url, edition.word("links", "none"))
    if is_onion(url):
        return Shown("onion", url, None, edition.word("links", "onion"))
    if state is None:
        return Shown("unchecked", url, None, edition.word("links", "unchecked"))
    note = _note(edition.language, state)
    if state.state == "taken-over":
        return Shown(state.state, None, None, note)
    if state.state == "dead":
        return Shown(state.state, None, entry.archive_url or state.archived, note)
    return Shown(state.state, url, None, note)


def _note(language: Language, state: LinkState) -> str:
    name = "blocked-by-hand" if state.state == "blocked" and state.by_hand else state.state
    day = {"alive": state.last_check, "unclear": state.last_check, "blocked-by-hand": state.by_hand}.get(name)
    return language.word("links", name).format(date=language.day(day or state.since))


def render_link(shown: Shown, language: Language, label: str = "") -> str:
    """The link, or the old copy, and what is known of it, as Markdown on one line; `label` is otherwise the address."""
    if shown.url:
        return f"[{label or escape(short(shown.url))}]({safe(shown.url)}). {shown.note}".rstrip()
    if shown.archive:
        word = language.words["links"]
        return f"{shown.note} [{word['archive']}]({safe(shown.archive)}) ({word['archive-note']})."
    return shown.note


def reading_link(edition: Edition, entry: Publication) -> str:
    """Where a publication can be read, as the Markdown that ends its footnote; '' where we know of no place."""
    shown = link_of(edition, entry)
    if shown.state == "none" and not shown.archive:
        return ""
    plain = replace(shown, note="") if shown.state in ("none", "unchecked") else shown
    return render_link(plain, edition.language, edition.word("citation", "read")).strip()


def short(url: str) -> str:
    """An address as people write it: 'accessnow.org/help'."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def safe(url: str) -> str:
    """The address with every sign that could end a Markdown link, or an attribute, written in its percent form."""
    return re.sub(r"[\s<>\"'()\[\]\\`{}|^]", lambda found: quote(found[0]), url)
