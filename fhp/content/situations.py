"""Situations: what may be happening to a reader who needs help now, read from data/situations.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from fhp.content.pages import Id, Strict, Text
from fhp.content.resources import Paragraph
from fhp.content.yaml_files import Entries, load_entries
from fhp.problems import Problem

FILE = "data/situations.yaml"


class Situation(Strict):
    """A situation in her words; `help` lists the kinds of help that fit it, the most fitting first."""

    id: Id
    title: dict[str, Annotated[Text, StringConstraints(max_length=90)]]
    help: Annotated[list[Id], Field(min_length=1)]
    first: list[Id] = []  # organisations that come before the others of their region
    lacks: Paragraph | None = None  # what the library does not have for it
    read: list[Id] = []  # pages that help


def load_situations(root: Path, codes: list[str]) -> tuple[Entries[Situation], list[Problem]]:
    """The situations in the order of the file."""
    return load_entries(root, FILE, Situation, codes, ("title", "lacks"))
