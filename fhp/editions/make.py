"""Making: every edition of every language, written into one folder with their checksums."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from fhp.content.library import Library
from fhp.editions.briefs import make_briefs
from fhp.editions.epub import make_epub
from fhp.editions.help_card import make_help_card
from fhp.editions.making import Making
from fhp.editions.offline_page import write_offline_pages
from fhp.editions.one_file import make_one_file
from fhp.editions.packing import write_sums
from fhp.editions.printed import make_booklet, make_print
from fhp.editions.site_zip import make_zip, make_zip_of_all
from fhp.editions.zim import make_zim

FOLDER = "offline"  # below the root of the site

Make = Callable[[Making, Path], dict[str, bytes]]
KINDS: dict[str, Make] = {
    "help": lambda making, _site: make_help_card(making),
    "brief": lambda making, _site: make_briefs(making),
    "zip": make_zip,
    "zim": make_zim,
    "html": make_one_file,
    "epub": make_epub,
    "print": make_print,
    "tools": make_booklet,
}


def make_editions(library: Library, site: Path, folder: Path, discreet: bool = False) -> Iterator[tuple[str, int]]:
    """Writes them and their checksums; yields the name and the bytes of each."""
    folder.mkdir(parents=True, exist_ok=True)
    makings = [Making(edition, discreet) for edition in library.editions.values()]
    for name, content in _make_all(makings, site):
        (folder / name).write_bytes(content)
        yield name, len(content)
    write_sums(folder)
    write_offline_pages(library, site, folder)


def _make_all(makings: list[Making], site: Path) -> Iterator[tuple[str, bytes]]:
    for making in makings:
        for make in KINDS.values():
            yield from make(making, site).items()
    if len(makings) > 1:
        yield from make_zip_of_all(makings, site).items()
