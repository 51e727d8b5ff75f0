"""Glossary: the terms of the field in every language, read from data/glossary.yaml."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from fhp.content.pages import Allowed, Id, Strict
from fhp.content.resources import Confidence, Texts
from fhp.content.yaml_files import Entries, Truth, load_entries
from fhp.problems import Problem

FILE = "data/glossary.yaml"


class Term(Strict):
    """A term; `attested` says in which languages the organisations use it, `variants` how else it is said.

    `link: {en: false}` keeps everyday words from being linked where a page first uses them.
    """

    id: Id
    term: Texts
    variants: dict[str, list[str]] = Field(default_factory=dict)
    plain: Texts
    attested: dict[str, Truth]
    sources: list[Id] = []
    related: list[Id] = []
    confidence: Confidence
    link: dict[str, Truth] = Field(default_factory=dict)
    allowed: list[Allowed] = []


def load_glossary(root: Path, codes: list[str]) -> tuple[Entries[Term], list[Problem]]:
    """The terms in the order of the file."""
    return load_entries(root, FILE, Term, codes, ("term", "plain", "attested"))
