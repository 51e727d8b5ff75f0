"""Pictures: what a page names under `pictures:` is there and the same on both sides; what lies in docs/ is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from fhp.content.files import plain_files
from fhp.content.library import Library
from fhp.content.pages import IMAGES, LEAFLET, Page, Picture
from fhp.content.pictures import LIMITS, find_place
from fhp.problems import Problem, nearest, problem

SHARED = ("licence", "shows_people")  # what is not language
KINDS = ", ".join(LIMITS)


def check_pictures(library: Library) -> Iterator[Problem]:
    """Every picture is of a kind we publish, is named by a page that stands, and has its words in each language."""
    named = set()
    for page in library.pages:
        for number, picture in enumerate(_pictures(page)):
            place, line = find_place(library, page, picture.file), page.line("pictures", number, "file")
            named.add(place)
            if PurePosixPath(picture.file).suffix not in LIMITS:
                yield problem("picture-kind", page.name, line, value=picture.file, options=KINDS)
            elif place is None:
                hint = nearest(picture.file, [place.partition("/")[2] for place in _places(library)])
                yield problem("missing-image", page.name, line, value=picture.file, nearest=hint)
        for other in library.editions.values():
            twin = other.written(page.path)
            if twin and twin is not page:
                yield from _compare(page, twin)
    lost = any(name.endswith(".md") for name in library.unread)  # a page that cannot be read may name any
    for place in _places(library):
        if PurePosixPath(place).suffix not in LIMITS:
            yield problem("picture-kind", f"docs/{place}", value=PurePosixPath(place).name, options=KINDS)
        elif place not in named and not lost:
            yield problem("unnamed-picture", f"docs/{place}", value=place.partition("/")[2])


def _pictures(page: Page) -> list[Picture]:
    """Those of a page that stands: a withdrawn one shows nothing."""
    return [] if page.is_retired else page.meta.pictures or []


def _places(library: Library) -> list[str]:
    """Every picture and leaflet, from docs/."""
    docs = library.root / "docs"
    found = (path.relative_to(docs).as_posix() for path in plain_files(library.root, "docs/*/**/*"))
    return [place for place in found if PurePosixPath(place).suffix.lower() in {*IMAGES, LEAFLET}]


def _compare(page: Page, twin: Page) -> Iterator[Problem]:
    """What the twin shows this page shows too, in its own words; what is not language is told on the translation."""
    mine = {picture.file: (number, picture) for number, picture in enumerate(_pictures(page))}
    for number, picture in enumerate(_pictures(twin)):
        other = f"{twin.name}:{twin.line('pictures', number, 'file')}"
        if picture.file not in mine:
            yield problem("picture-on-one-side", page.name, page.line("pictures"), value=picture.file, other=other)
            continue
        place, own = mine[picture.file]
        for key in SHARED if page.meta.original != page.language else ():
            if getattr(own, key) != getattr(picture, key):
                line = page.line("pictures", place, key)
                yield problem("pair-differs", page.name, line, key=f"pictures: {key}", other=other)
