"""Pictures: what may be published, what is refused and in how many lines, and what both languages share."""

import zlib
from pathlib import Path

import pytest
from conftest import DAY, run
from pictures import ALT, PDF, SVG, WEBP, add_picture, with_chunk
from shelves import change

from fhp.check import check
from fhp.content.library import load_library
from fhp.content.pairs import stamp

ES, EN = "docs/es/strategies/accompaniment.md", "docs/en/strategies/accompaniment.md"
LICENCE = "    licence: CC BY-SA 4.0\n"
PACKED = (
    b"%PDF-1.5\n1 0 obj<</Length 9>>stream\n" + zlib.compress(b"<</S/JavaScript/JS(app.alert(1))>>") + b"endstream\n"
)


def told(library: Path) -> list[tuple[str, str, int]]:
    """(rule, file, line) of every mistake."""
    return [(found.rule, found.path, found.line) for found in check(library, DAY)[1] if not found.is_notice]


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("pictures/weaving.webp", WEBP),
        ("strategies/weaving.webp", WEBP + b"\0" * (60_000 - len(WEBP))),
        ("pictures/weaving.svg", SVG),
        ("pictures/leaflet.pdf", PDF),
        ("pictures/leaflet.pdf", PDF + b"<</S/URI/URI(https://example.org)>>" + b"%" * 200_000),
    ],
)
def test_a_picture_or_a_leaflet_that_is_in_order_gets_no_word(tiny_site: Path, file: str, data: bytes):
    assert told(add_picture(tiny_site, file, data)) == []


@pytest.mark.parametrize(
    ("file", "data", "rule"),
    [
        ("pictures/weaving.webp", with_chunk(b"EXIF", b"II*\0"), "file-metadata"),
        ("pictures/weaving.webp", with_chunk(b"XMP ", b"<x/>"), "file-metadata"),
        ("pictures/weaving.webp", WEBP + b"\0" * 60_000, "heavy-image"),
        ("pictures/weaving.webp", b"\xff\xd8\xff\xe0", "false-image"),
        ("pictures/weaving.webp", SVG, "false-image"),
        ("pictures/weaving.svg", WEBP, "false-image"),
        ("pictures/weaving.svg", SVG.replace(b"<title>", b"<script/><title>"), "unsafe-image"),
        ("pictures/weaving.svg", SVG.replace(b"<title>", b"<foreignObject/><title>"), "unsafe-image"),
        (
            "pictures/weaving.svg",
            SVG.replace(b"<title>", b'<image href="https://a.org/b.png"/><title>'),
            "unsafe-image",
        ),
        ("pictures/weaving.svg", SVG.replace(b"<path ", b'<path fill="url(https://a.org/b)" '), "unsafe-image"),
        ("pictures/weaving.svg", SVG.replace(b"<path ", b'<path onload="alert(1)" '), "unsafe-image"),
        ("pictures/leaflet.pdf", b"Un folleto", "false-image"),
        ("pictures/leaflet.pdf", PDF + b"%" * 300_000, "heavy-image"),
        ("pictures/leaflet.pdf", PDF + b"<</S/Launch>>", "unsafe-image"),
        ("pictures/leaflet.pdf", PACKED, "unsafe-image"),
        ("pictures/leaflet.pdf", PDF + b"<</Author(Ana)>>", "file-metadata"),
    ],
)
def test_a_file_that_would_harm_is_refused(tiny_site: Path, file: str, data: bytes, rule: str):
    found = told(add_picture(tiny_site, file, data))
    assert {(one[0], one[1]) for one in found} == {(rule, f"docs/es/{file}")}


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (ES, f"    alt: {ALT['es']}\n", "", [("missing-key", ES, 12)]),
        (EN, LICENCE, "", [("missing-key", EN, 13)]),
        (ES, "    shows_people: false\n", "", [("missing-key", ES, 12)]),
        (ES, "shows_people: false", "shows_people: true", [("picture-without-consent", ES, 12)]),
        (EN, "CC BY-SA 4.0", "CC BY 4.0", [("pair-differs", EN, 15)]),
        (EN, "weaving.webp", "weavings.webp", [
            ("picture-on-one-side", EN, 12), ("missing-image", EN, 13), ("picture-on-one-side", ES, 11)]),
        (ES, "file: pictures", "file: ../pictures", [("wrong-form", ES, 12)]),
        (ES, "Porque alguien está.", "[El tejido](../pictures/weaving.webp)", [("typed-picture", ES, 21)]),
        (ES, "Porque alguien está.", "![El tejido](../pictures/weaving.webp)", [("typed-picture", ES, 21)]),
    ],
)  # fmt: skip
def test_a_slip_in_what_a_page_says_of_its_picture_gets_its_line(tiny_site: Path, path, old, new, expected):
    change(add_picture(tiny_site) / path, old, new)
    assert told(tiny_site) == expected


def test_a_page_with_people_who_consented_is_in_order_and_one_that_is_withdrawn_shows_nothing(tiny_site: Path):
    add_picture(tiny_site, more="    consent: Por escrito, de las cuatro.\n")
    for path in (ES, EN):
        change(tiny_site / path, "shows_people: false", "shows_people: true")
    assert told(tiny_site) == []
    reasons = ("--reason-es", "Ya no.", "--reason-en", "No longer.")
    assert run("fhp.cli", "retire", "strategies/accompaniment.md", *reasons, cwd=tiny_site).returncode == 0
    assert ("unnamed-picture", "docs/es/pictures/weaving.webp", 1) in told(tiny_site)


def test_a_page_of_one_language_may_have_a_picture_and_its_words_are_part_of_the_stamp(tiny_site: Path):
    before = stamp(load_library(tiny_site)[0].at("es", "strategies/accompaniment.md"))
    add_picture(tiny_site)
    named = stamp(load_library(tiny_site)[0].at("es", "strategies/accompaniment.md"))
    change(tiny_site / ES, "CC BY-SA 4.0", "CC BY 4.0")
    assert before != named == stamp(load_library(tiny_site)[0].at("es", "strategies/accompaniment.md"))
    (tiny_site / EN).unlink()
    assert told(tiny_site) == []
