"""Link states: what the link checker found out over time about each outside address, read from data/links.json.

The file is written by `fhp check-links` and kept on a branch of its own; outside_links.py decides what a reader sees.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from fhp.link_checker.memory import Record
from fhp.link_checker.state_file import StateError, load
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
    """Maps an address to its state; `lost_hosts` are sites that someone else holds now, with all that is below them."""

    known: Mapping[str, LinkState] = field(default_factory=dict)
    lost_hosts: Mapping[str, LinkState] = field(default_factory=dict)

    def of(self, url: str | None) -> LinkState | None:
        """The state of an address, None where no machine has looked at it yet."""
        labels = host_of(url or "").split(".")
        above = (".".join(labels[place:]) for place in range(len(labels)))
        lost = next((self.lost_hosts[host] for host in above if host in self.lost_hosts), None)
        return lost or self.known.get(url or "")


def load_link_states(root: Path, _today: datetime.date) -> tuple[LinkStates, list[Problem]]:
    """The state file; one that cannot be read is one problem, and no link is thought dead for it."""
    try:
        records = load(root / FILE).links
    except StateError as error:
        return LinkStates(), [problem("broken-link-state", FILE, error.line)]
    known = {url: _read_state(record) for url, record in records.items()}
    return LinkStates(known, _lost_hosts(records, known)), []


def _lost_hosts(records: Mapping[str, Record], known: Mapping[str, LinkState]) -> dict[str, LinkState]:
    """Sites of which a page was found in other hands, unless another page of theirs was well that day or later.

    A host that many share (a network, a host of blogs) is not lost with one of its pages.
    """
    well: dict[str, str] = {}
    for url, record in records.items():
        if known[url].state == "alive":
            well[host_of(url)] = max(record.last_ok, well.get(host_of(url), ""))
    return {
        host_of(url): state
        for url, state in known.items()
        if state.state == "taken-over" and well.get(host_of(url), "") < records[url].since
    }


def _read_state(record: Record) -> LinkState:
    day = datetime.date.fromisoformat
    return LinkState(
        state=WORDS[record.state],
        since=day(record.since or record.last_check or "1970-01-01"),
        last_check=day(_last_look(record)),
        by_hand=day(record.by_hand) if record.by_hand else None,
        archived=record.archived if record.archived.startswith("https://") else None,
    )


def _last_look(record: Record) -> str:
    """The day that a reader is told: of a site that answers, the day on which it last did."""
    answered = record.last_ok if WORDS[record.state] == "alive" else ""
    return answered or record.last_check or record.since or "1970-01-01"


def is_onion(url: str | None) -> bool:
    """Whether an address leads into Tor, where no machine of ours can look."""
    return host_of(url or "").endswith(".onion")


def host_of(url: str) -> str:
    """The host of an address, without `www.`; '' where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""
