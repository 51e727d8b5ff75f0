"""Making: every edition of every language, written into one folder with their checksums."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from fhp.content.library import Library
from fhp.editions.briefs import make_briefs
from fhp.editions.help_card import make_help_card
from fhp.editions.making import Making
from fhp.editions.packing import write_sums

FOLDER = "offline"  # below the root of the site
MOST = 1_500_000  # bytes of an edition in one language

Make = Callable[[Making, Path], dict[str, bytes]]
KINDS: dict[str, Make] = {
    "help": lambda making, _site: make_help_card(making),
    "brief": lambda making, _site: make_briefs(making),
}


def make_editions(library: Library, site: Path, folder: Path, discreet: bool = False) -> Iterator[tuple[str, int]]:
    """Writes them and their checksums; yields the name and the bytes of each."""
    folder.mkdir(parents=True, exist_ok=True)
    for edition in library.editions.values():
        making = Making(edition, discreet)
        for make in KINDS.values():
            for name, content in make(making, site).items():
                (folder / name).write_bytes(content)
                yield name, len(content)
    write_sums(folder)
