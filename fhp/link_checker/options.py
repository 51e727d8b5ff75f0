"""What a run is told, and what it gives back."""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fhp.link_checker.addresses import Network

CONTROLS = (
    "https://www.wikipedia.org/",
    "https://www.debian.org/",
    "https://www.python.org/",
)


@dataclass(frozen=True)
class Options:
    """How to check. Seconds for times, days for `ttl`."""

    today: date
    once: bool = False
    state: Path | None = None
    pause: float = 1.0
    deadline: float = 75.0
    ttl: int = 1
    public_nets: tuple[str, ...] = ()
    controls: tuple[str, ...] | None = None
    contact: str = "https://biblioteca-pif.example/"
    hosts: Mapping[str, str] = field(default_factory=dict)
    looked: frozenset[str] = frozenset()  # addresses, as the list shows them, that a person ticked off
    progress: Callable[[int, int], None] | None = None

    @property
    def public(self) -> tuple[Network, ...]:
        return tuple(ipaddress.ip_network(net, strict=False) for net in self.public_nets)

    @property
    def control_urls(self) -> tuple[str, ...]:
        """Sites that are always up. On a network of our own they would say nothing about it."""
        if self.controls is not None:
            return self.controls
        return () if self.public_nets else CONTROLS


@dataclass(frozen=True)
class Place:
    """Where an editor finds the link."""

    file: str
    line: int


@dataclass(frozen=True)
class Verdict:
    """What is true of one address: the line of the report."""

    url: str
    verdict: str
    state: str
    new_url: str | None
    reason: str
    status: int | None
    where: tuple[Place, ...]
    checked: str | None
    since: str | None = None
    by_hand: str | None = None
    fixable: bool = False


@dataclass(frozen=True)
class Report:
    """All verdicts of a run, in the order of its targets."""

    verdicts: tuple[Verdict, ...]
    today: date
    void: str = ""
    asked: int = 0
    stopped: bool = False  # somebody ended the run: what it had found counts
    unsaved: str = ""  # why the memory could not be written
    remembered: tuple[Verdict, ...] = ()  # of a void run: what earlier ones knew

    def exit_code(self, fail_on_dead: bool = False) -> int:
        """0 fine, 1 unsafe, 2 dead (where asked for), 3 void, 130 stopped."""
        if self.void:
            return 3
        if self.stopped:
            return 130
        if self.unsaved:
            return 1
        found = {verdict.verdict for verdict in self.verdicts}
        if "unsafe" in found:
            return 1
        return 2 if fail_on_dead and "dead" in found else 0

    def moves(self) -> dict[str, str]:
        """Maps an old address to its new one, where a machine may change it."""
        return {v.url: v.new_url for v in self.verdicts if v.verdict == "moved" and v.fixable and v.new_url}
