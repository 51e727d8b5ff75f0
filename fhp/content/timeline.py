"""Timeline: what happened when, as far as it is known, read from data/timeline.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from fhp.content.pages import Allowed, Dates, Id
from fhp.content.resources import Confidence, Texts
from fhp.content.yaml_files import Entries, load_entries
from fhp.problems import Problem

FILE = "data/timeline.yaml"
Kind = Literal["beginning", "meeting", "publication", "law", "other"]  # something begins or opens, people meet …
KINDS: tuple[Kind, ...] = get_args(Kind)


class Event(Dates):
    """Something that happened; what is known of its date is in `precision` and `inferred`."""

    id: Id
    kind: Kind = "other"
    text: Texts
    sources: list[Id] = []
    related: list[Id] = []
    confidence: Confidence
    allowed: list[Allowed] = []


def load_timeline(root: Path, codes: list[str]) -> tuple[Entries[Event], list[Problem]]:
    """The events in the order of the file."""
    return load_entries(root, FILE, Event, codes, ("text",))
