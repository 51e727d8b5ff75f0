"""ZIM: the site for Kiwix, with the index of titles and of full text that its search asks."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from libzim.writer import Creator, Hint, Item, StringProvider
from lxml import html
from PIL import Image, ImageDraw

from fhp.editions.articles import text_of
from fhp.editions.making import Making
from fhp.editions.site_zip import Copy
from fhp.editions.zim_bytes import settle

KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "ics": "text/calendar", "csv": "text/csv",
         "bib": "application/x-bibtex"}  # fmt: skip
SIDE = 48  # pixels of the picture in the list of books
PAPER, THREADS = "#fdfaf4", ("#5b2a86", "#b4540a")


class _Entry(Item):  # type: ignore[misc]  # it ships no types
    """A file of the copy as libzim asks for it."""

    def __init__(self, path: str, content: bytes) -> None:
        super().__init__()
        self.path, self.content = path, content
        heading = next(html.fromstring(content).iter("h1"), None) if path.endswith("index.html") else None
        self.title = "" if heading is None else text_of(heading)

    def get_path(self) -> str:
        return self.path

    def get_title(self) -> str:
        return self.title

    def get_mimetype(self) -> str:
        return KINDS.get(self.path.rpartition(".")[2], "text/plain")

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self.content)

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: bool(self.title), Hint.COMPRESS: True}


def make_zim(making: Making, site: Path) -> dict[str, bytes]:
    """Maps the file's name to the site of one language."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.zim"
        _write(file, making, Copy([making], site).files())
        return {f"{making.file('whole')}.zim": settle(file.read_bytes())}


def _write(file: Path, making: Making, files: dict[str, bytes]) -> None:
    creator = Creator(file).config_indexing(True, making.word("iso-639-3")).config_nbworkers(1)
    with creator.set_mainpath(f"{making.edition.prefix}index.html"):
        creator.add_illustration(SIDE, _picture(making.discreet))
        for path in sorted(files):
            creator.add_item(_Entry(path, files[path]))
        for name, value in _about(making).items():
            creator.add_metadata(name, value)


def _about(making: Making) -> dict[str, str]:
    short = making.title if making.discreet else making.edition.word("ui", "short-name")
    return {
        "Name": making.file("whole"),
        "Title": short,
        "Description": short if making.discreet else making.word("short"),
        "Language": making.word("iso-639-3"),
        "Creator": short,
        "Publisher": short,
        "Date": making.edition.today.isoformat(),
        "License": making.word("licence"),
        "Tags": "_ftindex:yes",
    }


def _picture(discreet: bool) -> bytes:
    """The library's mark, a plain weave; discreetly, an empty sheet."""
    picture = Image.new("RGB", (SIDE, SIDE), PAPER)
    draw = ImageDraw.Draw(picture)
    warp, weft = THREADS
    if not discreet:
        for place in (8, 22, 36):
            draw.rectangle((place, 0, place + 5, SIDE), warp)
        for number, place in enumerate((8, 22, 36)):
            draw.rectangle((0, place, SIDE, place + 5), weft)
            for over in (8, 22, 36)[number % 2 :: 2]:
                draw.rectangle((over, place - 3, over + 5, place + 8), warp)
    kept = io.BytesIO()
    picture.quantize(4).save(kept, "PNG", optimize=True)
    return kept.getvalue()
