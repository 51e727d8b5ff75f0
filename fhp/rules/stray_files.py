"""Stray files: what lies in data/ is read by somebody, and lists of words hold words."""

from __future__ import annotations

from collections.abc import Iterator

from fhp.content.files import plain_files
from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.library import Library
from fhp.content.link_states import FILE as LINKS
from fhp.content.schema import FILE as SCHEMA
from fhp.content.situations import FILE as SITUATIONS
from fhp.content.timeline import FILE as TIMELINE
from fhp.content.withdrawals import FILE as WITHDRAWN
from fhp.content.yaml_files import read_text
from fhp.problems import Problem, nearest, problem
from fhp.rules.names import CONFIRMED, WITHHELD
from fhp.rules.releases import FILE as RELEASED
from fhp.rules.spelling import LISTS
from fhp.rules.truth import QUOTATIONS, STYLE

READ = (GLOSSARY, LINKS, SCHEMA, SITUATIONS, TIMELINE, WITHDRAWN, RELEASED, CONFIRMED, WITHHELD, QUOTATIONS)
OF_A_LANGUAGE = ("data/words/{code}.yaml", f"{LISTS}/{{code}}.txt", STYLE)


def check_stray_files(library: Library) -> Iterator[Problem]:
    """A file of data/ has one of the names that are read; a list of words has one word a line."""
    codes = [language.code for language in library.languages]
    known = {*READ, *(name.format(code=code) for name in OF_A_LANGUAGE for code in codes)}
    for path in plain_files(library.root, "data/**/*"):
        name = path.relative_to(library.root).as_posix()
        if name not in known and not name.startswith("data/links"):  # beside which the link checker keeps its own
            yield problem("stray-file", name, value=name, nearest=nearest(name, known - _there(library)))
        if name.startswith(f"{LISTS}/"):
            text, problems = read_text(path, name)
            yield from problems
            for line, row in enumerate(text.split("\n"), 1):
                if len(row.split()) > 1:
                    yield problem("wrong-form", name, line, key=name, value=row, expected="una palabra / one word")


def _there(library: Library) -> set[str]:
    return {path.relative_to(library.root).as_posix() for path in plain_files(library.root, "data/**/*")}
