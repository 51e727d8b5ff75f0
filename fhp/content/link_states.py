"""Link states: what the link checker found out over time about each outside address, read from data/links.json.

The file is written by `fhp check-links` and committed; reader_links.py decides what a reader sees of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from fhp.link_checker.memory import Record, load
from fhp.problems import Problem, problem

FILE = "data/links.json"
# What each state of the file means to a reader: that a page moved is the editors' business, not hers.
WORDS = {
    "alive": "alive", "moved": "alive", "unclear": "unclear", "blocked": "blocked", "suspect": "suspect",
    "dead": "dead", "taken-over": "taken-over", "unsafe": "taken-over",
}  # fmt: skip


@dataclass(frozen=True)
class LinkState:
    """What is known of one address: the state, since when, the last look, a person's look, an archived copy."""

    state: str
    since: datetime.date
    last_check: datetime.date
    by_hand: datetime.date | None = None
    archived: str | None = None


@dataclass(frozen=True)
class LinkStates:
    """Maps an address to its state; `lost_hosts` are sites that someone else holds now, with every page of them."""

    known: Mapping[str, LinkState] = field(default_factory=dict)
    lost_hosts: Mapping[str, LinkState] = field(default_factory=dict)

    def of(self, url: str | None) -> LinkState | None:
        """The state of an address, None where no machine has looked at it yet."""
        return self.lost_hosts.get(host_of(url or "")) or self.known.get(url or "")


def load_link_states(root: Path, today: datetime.date) -> tuple[LinkStates, list[Problem]]:
    """The state file; one that cannot be read is one problem, and no link is thought dead for it."""
    try:
        known = {url: _read_state(record) for url, record in load(root / FILE, today).links.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        return LinkStates(), [problem("broken-link-state", FILE)]
    lost = {host_of(url): state for url, state in known.items() if state.state == "taken-over"}
    return LinkStates(known, lost), []


def _read_state(record: Record) -> LinkState:
    day = datetime.date.fromisoformat
    return LinkState(
        state=WORDS[record.state],
        since=day(record.since),
        last_check=day(record.last_check or record.since),
        by_hand=day(record.by_hand) if record.by_hand else None,
        archived=record.archived if record.archived.startswith("https://") else None,
    )


def host_of(url: str) -> str:
    """The host of an address, without `www.`; '' where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""
