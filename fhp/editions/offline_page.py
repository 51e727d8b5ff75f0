"""Offline page: the list of what was made, put into the built site once sizes and checksums are known."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from fhp.content.addresses import relative
from fhp.content.library import Edition, Library
from fhp.editions.making import Making
from fhp.editions.packing import SUMS, checksum

PAGE_ID = "offline"
OPENS, CLOSES = '<div id="editions">', "</div>"
ORDER = (("help", "txt"), ("help", "png"), ("help", "pdf"), ("brief", "txt"), ("whole", "html"), ("whole", "epub"),
         ("whole", "zip"), ("whole", "zim"), ("whole", "pdf"), ("lists", "pdf"), ("tools", "pdf"))  # fmt: skip


def write_offline_pages(library: Library, site: Path, folder: Path) -> None:
    """Puts the list into the page of each language, where the site has it."""
    for edition in library.editions.values():
        page = edition.page(PAGE_ID)
        file = site / edition.prefix / page.url / "index.html" if page else site
        if page and file.is_file():
            listed = _list(edition, site, folder, f"{edition.prefix}{page.url}")
            before, _, rest = file.read_text(encoding="utf-8").partition(OPENS)
            after = rest.partition(CLOSES)[2]
            if after:
                file.write_text(f"{before}{OPENS}{listed}{CLOSES}{after}", encoding="utf-8")


def _list(edition: Edition, site: Path, folder: Path, here: str) -> str:
    makings = [Making(edition, discreet) for discreet in (False, True)]
    rows = [row for making in makings for row in _rows(making, folder, site, here)]
    return _listed(makings[0], rows, relative(f"{folder.name}/{SUMS}", here))


def _listed(making: Making, rows: list[str], sums: str) -> str:
    if not rows:
        return f"<p>{escape(making.word('none'))}</p>"
    end = f'<li><a href="{sums}">{SUMS}</a>. {escape(making.word("sums"))}.</li>'
    return "\n<ul>\n" + "\n".join([*rows, end]) + "\n</ul>\n"


def _rows(making: Making, folder: Path, site: Path, here: str) -> Iterator[str]:
    for kind, ending in ORDER:
        file = folder / f"{making.file(kind)}.{ending}"
        if file.is_file():
            content = file.read_bytes()
            use = making.word(f"for-{ending}" if kind == "whole" and ending != "pdf" else f"for-{_use(kind)}")
            note = f" ({making.word('discreet-note')})" if making.discreet else ""
            size = making.word("kb").format(size=-(-len(content) // 1000), date=making.day)
            href = escape(relative(file.relative_to(site).as_posix(), here))
            yield (
                f'<li><a href="{href}">{escape(file.name)}</a>{escape(note)}. {escape(use)}. {escape(size)}.<br>'
                f"SHA-256: {checksum(content)}</li>"
            )


def _use(kind: str) -> str:
    return "print" if kind == "whole" else kind
