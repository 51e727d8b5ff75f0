"""Withdrawals: organisations that were in the directory and are no more, read from data/withdrawn.yaml.

Nothing else is kept of them. A page is withdrawn where it stands, by `status: retired` in its front matter.
"""

from __future__ import annotations

from pathlib import Path

from fhp.content.pages import Id, Strict
from fhp.content.resources import Texts
from fhp.content.yaml_files import Day, Entries, load_entries
from fhp.problems import Problem

FILE = "data/withdrawn.yaml"


class Withdrawn(Strict):
    """What stays: the id, which is part of an address, a name or a neutral word for it, the day, and why."""

    id: Id
    name: Texts
    withdrawn: Day
    reason: Texts


def load_withdrawals(root: Path, codes: list[str]) -> tuple[Entries[Withdrawn], list[Problem]]:
    """The withdrawn organisations in the order of the file."""
    return load_entries(root, FILE, Withdrawn, codes, ("name", "reason"))
