"""Situations: what a reader who needs help now is offered leads to somebody, and names what exists."""

from __future__ import annotations

from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.situations import FILE
from fhp.directory.situations import find_helpers
from fhp.problems import Problem, nearest, problem


def check_situations(library: Library) -> Iterator[Problem]:
    """A situation names kinds of help, organisations and pages that exist, and somebody is there for it."""
    kinds, resources = library.default.words.get("help", {}), library.resources
    for situation in library.situations:
        line = library.lines[FILE][situation.id]
        unknown = [kind for kind in situation.help if kind not in kinds]
        for kind in unknown:
            yield problem("unknown-value", FILE, line, key="help", value=kind, nearest=nearest(kind, kinds),
                          options=", ".join(kinds))  # fmt: skip
        for values, known in ((situation.first, resources.organisations), (situation.read, library.paths)):
            for value in values:
                if value not in known and value not in library.unread:
                    yield problem("unknown-related", FILE, line, value=value, nearest=nearest(value, known))
        if not unknown and not find_helpers(library.editions[library.default.code], situation):
            if not resources.organisations and library.unread:  # resources.yaml is the mistake, and is named
                continue
            yield problem("situation-without-help", FILE, line, value=situation.id, kinds=", ".join(situation.help))
