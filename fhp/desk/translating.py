"""Translating: `fhp translations`, what stands where, and what a translator must look at in a page that is behind."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fhp.check import print_problems
from fhp.content.library import Library, load_library
from fhp.content.pairs import Pair, accept, find_made_from, find_pairs
from fhp.desk.differences import find_differences

HELP = {
    "translations": "estado de las traducciones / state of the translations",
    "accept": "esta traducción está al día / is up to date",
    "diff": "qué cambió en la original desde entonces / what changed in the original since",
    "markdown": "la tabla para una propuesta / the table for a pull request",
}
NO_TRANSLATION = "no es la traducción de ninguna página / is no translation of any page"
NOTHING = {  # why there is no difference to show
    "missing": "falta esa traducción / there is no such translation",
    "unconfirmed": "nadie la ha sellado todavía: compárela entera con {original} / "
    "nobody has stamped it yet: compare the whole of it with {original}",
    "up-to-date": "nada cambió en {original} desde que se selló / nothing changed in {original} since it was stamped",
    "no-history": "la historia de git no guarda la {original} de la que se hizo: compárela entera / "
    "the history of git does not hold the {original} that it was made from: compare the whole of it",
}
LEGEND = "[-antes-] {+ahora+} / [-before-] {+now+}"
HEAD = ("Página / page", "Lengua / language", "Estado / state", "Qué cambió / what changed")


def add_translations(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command; without an option it prints the table."""
    add = commands.add_parser("translations", help=HELP["translations"], description=HELP["translations"])
    add.set_defaults(run=_run)
    one = add.add_mutually_exclusive_group()
    one.add_argument("--accept", nargs="+", metavar="PATH", help=HELP["accept"])
    one.add_argument("--diff", metavar="PATH", help=HELP["diff"])
    one.add_argument("--markdown", action="store_true", help=HELP["markdown"])


def _run(options: argparse.Namespace) -> int:
    library, problems = load_library(Path())
    try:
        if options.accept:
            lines = accept(library.root, [_from_root(path) for path in options.accept], library)
        elif options.diff:
            lines = [*show_differences(library, _from_root(options.diff))]
        else:
            lines = [*(render_markdown(library) if options.markdown else render_table(library))]
    except ValueError as error:
        print(f"{error}: {NO_TRANSLATION}", file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    return 0 if options.accept or options.diff or not print_problems(problems) else 1


def _from_root(path: str) -> str:
    """A path as the library calls it, however it was typed."""
    typed = Path(path.replace("\\", "/"))
    here = Path().resolve()
    return (typed.relative_to(here) if typed.is_relative_to(here) else typed).as_posix()


def render_table(library: Library) -> Iterator[str]:
    """One line a translation: its state, and of one behind which parts changed."""
    for pair in _translations(library):
        changed = _changed(library, pair)
        detail = f": {changed}" if changed else ""
        yield f"{library.default.word('state', pair.state):<14} {pair.language}  {pair.path}{detail}"


def render_markdown(library: Library) -> Iterator[str]:
    """How many there are of each state, and a row for each that somebody must look at."""
    pairs = [*_translations(library)]
    counted = Counter(pair.state for pair in pairs)
    yield " · ".join(f"{_state(library, state)}: {counted[state]}" for state in ("up-to-date", "behind", "missing"))
    waiting = [pair for pair in pairs if pair.state != "up-to-date"]
    if waiting:
        yield ""
        yield _row(HEAD)
        yield _row(["---"] * len(HEAD))
    for pair in waiting:
        yield _row([f"`{pair.path}`", pair.language, _state(library, pair.state), _changed(library, pair)])


def _translations(library: Library) -> Iterator[Pair]:
    return (pair for pair in find_pairs(library) if pair.state != "original")


def _changed(library: Library, pair: Pair) -> str:
    """Which parts of the original changed since: headings, keys of its front matter; '?' where git knows not."""
    if pair.state != "behind" or pair.page is None:
        return ""
    before = find_made_from(library.root, pair)
    if before is None:
        return "?"
    return "; ".join(dict.fromkeys(found.part for found in find_differences(before, pair.original, pair.page)))


def _state(library: Library, state: str) -> str:
    return " / ".join(language.word("state", state) for language in library.languages)


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") for cell in cells) + " |"


def show_differences(library: Library, name: str) -> Iterator[str]:
    """What changed in the original of the page `name` since it was translated; of an original, for each translation.

    ValueError where there is no such page.
    """
    _, _, below = name.partition("docs/")
    code, _, path = below.partition("/")
    pairs = [pair for pair in _translations(library) if pair.path == path]
    original = next((pair.original for pair in pairs), None)
    if original is None:
        raise ValueError(name)
    mine = pairs if original.language == code else [pair for pair in pairs if pair.language == code]
    if not mine:
        raise ValueError(name)
    for pair in mine:
        yield from _show(library, pair)


def _show(library: Library, pair: Pair) -> Iterator[str]:
    twin = f"docs/{pair.language}/{pair.path}"
    before = find_made_from(library.root, pair) if pair.state == "behind" else None
    if pair.page is None or before is None:
        yield f"{twin}: {NOTHING[_why(pair)].format(original=pair.original.name)}"
        return
    yield LEGEND
    for found in find_differences(before, pair.original, pair.page):
        there = f"{twin}:{found.twin_line}" if found.twin_line else twin
        yield ""
        yield f"{pair.original.name}:{found.line} «{found.part}» → {there}"
        yield from (f"    {row}".rstrip() for row in found.text.split("\n"))


def _why(pair: Pair) -> str:
    """Why there is nothing to show, as a key of NOTHING."""
    if pair.page is None or pair.state == "up-to-date":
        return pair.state
    return "no-history" if pair.page.meta.translation_of else "unconfirmed"
