"""Link states: what the link checker found out over time about each outside address, read from data/links.json.

The file is written by `fhp check-links` and committed; reader_links.py decides what a reader sees of it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fhp.problems import Problem, problem

FILE = "data/links.json"
# What each state of the file means to a reader; `unchecked` is a link that no machine has looked at yet.
WORDS = {
    "alive": "alive", "moved": "alive", "blocked": "blocked", "suspect": "suspect", "dead": "dead",
    "taken-over": "taken-over", "quarantined": "taken-over", "unsafe": "taken-over",
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


def load_link_states(root: Path) -> tuple[LinkStates, list[Problem]]:
    """The state file; one that cannot be read is one problem, and no link is thought dead for it."""
    path = root / FILE
    if not path.exists():
        return LinkStates(), []
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        known = {url: _read_state(entry) for url, entry in found.get("links", found).items()}
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return LinkStates(), [problem("broken-link-state", FILE)]
    lost = {host_of(url): state for url, state in known.items() if state.state == "taken-over"}
    return LinkStates(known, lost), []


def _read_state(entry: Mapping[str, Any]) -> LinkState:
    day = datetime.date.fromisoformat
    since, by_hand, archived = day(entry["since"]), entry.get("by_hand"), entry.get("archived")
    return LinkState(
        state=WORDS[entry["state"]],
        since=since,
        last_check=day(entry.get("last_check") or entry["since"]),
        by_hand=day(by_hand) if by_hand else None,
        archived=archived if isinstance(archived, str) and archived.startswith("https://") else None,
    )


def host_of(url: str) -> str:
    """The host of an address, without `www.`; '' where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""
