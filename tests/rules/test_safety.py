"""The safety gate beyond the bed of mistakes: allowances, names, metadata of files, authors, speed."""

import io
import struct
import subprocess
import time
import zlib

import pytest
from conftest import ROOT
from shelves import change, read_library

from fhp.cli import main
from fhp.rules.authors import advise_authors
from fhp.rules.file_metadata import find_metadata
from fhp.rules.names import check_names, find_names, withhold
from fhp.rules.personal_data import check_personal_data, find_personal_data
from fhp.rules.phones import find_phones
from fhp.rules.signs import load_signs, lowered, make_sign

PAGE = "docs/es/strategies/accompaniment.md"


def rules(library):
    return [found.rule for found in [*check_personal_data(library), *check_names(library)]]


def test_what_an_editor_allows_with_her_reason_is_let_alone_and_nothing_else(tiny_site):
    change(tiny_site / PAGE, "Porque alguien está.", "La obra «Calle Luna 23» habla de eso. Calle Sol 24.")
    assert rules(read_library(tiny_site)) == ["street-address"] * 2
    reason = "allowed: [{value: Calle Luna 23, reason: Es el título de una obra.}]"
    change(tiny_site / PAGE, "original: es", f"original: es\n{reason}")
    assert rules(read_library(tiny_site)) == ["street-address"]
    change(tiny_site / PAGE, " Calle Sol 24.", "")
    assert rules(read_library(tiny_site)) == []


def test_an_allowance_belongs_to_its_own_entry(tiny_site):
    allowed = "    allowed: [{value: la calle 5 de Mayo 23, reason: Una obra.}]\n    status: active"
    change(tiny_site / "resources.yaml", "    status: active", allowed)
    change(tiny_site / "resources.yaml", "El encuentro.", "En la calle 5 de Mayo 23.")
    assert rules(read_library(tiny_site)) == ["street-address"]


def test_a_name_is_told_until_it_is_confirmed(tiny_site):
    change(tiny_site / PAGE, "Porque alguien está.", "Porque Rosa Ejemplo está.")
    assert rules(read_library(tiny_site)) == ["personal-name"]
    (tiny_site / "data/public-names.txt").write_text("Rosa Ejemplo # firma el prólogo\n", encoding="utf-8")
    assert rules(read_library(tiny_site)) == []


@pytest.mark.parametrize(
    "text",
    ["Guatemala, El Salvador y México.", "La Red Nacional de Defensoras.", "Ciudad de México", "La Luz y la Paz."],
)
def test_capitals_alone_make_no_person(text):
    assert list(find_names(text)) == []


def test_a_withheld_name_is_found_however_it_is_written_and_never_kept_in_clear(tiny_site, monkeypatch):
    monkeypatch.delenv("FHP_WITHHELD", raising=False)
    assert withhold(tiny_site, ["Ñusta Inventada Pérez"]) == 1
    assert b"inventada" not in (tiny_site / "data/withheld-names.local").read_bytes().lower()
    change(tiny_site / PAGE, "Porque alguien está.", "Porque nusta INVENTADA  pe\u0301rez está.")
    assert rules(read_library(tiny_site)) == ["withheld-name"]


def test_the_command_reads_names_from_the_keyboard(tiny_site, monkeypatch, capsys):
    monkeypatch.chdir(tiny_site)
    monkeypatch.setattr("sys.stdin", io.StringIO("Una Persona\nOtra Persona\n\n"))
    assert main(["withhold"]) == 0
    assert capsys.readouterr().out == "2\n"


def test_the_list_of_withheld_names_is_never_committed():
    assert "/data/*.local" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13))
RIFF = b"RIFF\x00\x00\x00\x00WEBP" + b"VP8X" + struct.pack("<I", 10) + bytes(10)
PDF = b"%PDF-1.4\n1 0 obj <</Title (x)>> endobj\n"
PACKED = zlib.compress(b"<< /Author (Rosa) >>")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (PNG + chunk(b"IEND", b""), []),
        (PNG + chunk(b"tEXt", b"Author\0Rosa"), ["text"]),
        (PNG + chunk(b"eXIf", b"MM"), ["EXIF"]),
        (b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xda", []),
        (b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xe1\x00\x08Exif\0\0\xff\xda", ["EXIF/XMP"]),
        (RIFF, []),
        (RIFF + b"EXIF" + struct.pack("<I", 4) + b"MM\0*", ["EXIF"]),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", []),
        (b"<svg><metadata>Rosa</metadata></svg>", ["SVG"]),
        (b"GIF89a", []),
        (b"GIF89a\x21\xfe\x04Rosa\x00", ["comment"]),
        (PDF, []),
        (PDF + b"2 0 obj <</Author (Rosa)>> endobj", ["PDF"]),
        (PDF + b"stream\n" + PACKED + b"\nendstream", ["PDF"]),
        (b"", []),
        (b"\xff\xd8\xff\xe1", []),
    ],
)
def test_metadata_is_found_in_each_kind_of_file(data, told):
    assert find_metadata(data) == told


def git(folder, *arguments, **more):
    names = ["-c", "user.name=x", "-c", f"user.email={more.get('email', 'x@users.noreply.github.com')}"]
    subprocess.run(["git", "-C", str(folder), *names, *arguments], check=True, capture_output=True)


def test_commits_are_given_advice_and_no_address_is_repeated(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "first")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "second")
    assert list(advise_authors(tmp_path, "HEAD~1")) == []
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "third", email="rosa@correo.example")
    (line,) = advise_authors(tmp_path, "HEAD~1")
    assert "correo" in line and "rosa" not in line
    with pytest.raises(ValueError, match="nowhere"):
        list(advise_authors(tmp_path, "nowhere"))


@pytest.mark.parametrize("number", ["+502 5555 0142", "5555-0142", "(502) 5555.0142", "55 1234 5678"])
def test_a_number_that_can_be_dialled_is_a_telephone(number):
    assert list(find_phones(f"Es el {number}."))


@pytest.mark.parametrize(
    "text", ["decreto 57-2008", "(2010) 2011 (2012)", "3-2-2012", "12.500, 14.300", "1234-2019-00567", "pp. 120-135"]
)
def test_other_numbers_are_not(text):
    assert list(find_personal_data(f"Es el {text}.")) == []


@pytest.mark.parametrize("unit", ["Rosa ", "calle ", "cinco ", "a dos ", "@a", "https://a ", "5 ", "Tel. 5,", "¿", "X"])
def test_no_text_makes_the_gate_slow(unit):
    began = time.process_time()
    list(find_personal_data(unit * (100_000 // len(unit))))
    list(find_names(unit * (100_000 // len(unit))))
    assert time.process_time() - began < 5


def test_the_words_around_which_a_pattern_is_tried_lose_no_match():
    """Each pattern finds on the lines around its words what it finds in the whole text."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/mistakes").glob("*.yaml"))]
    for text in texts:
        for found in (sign for signs in load_signs().values() for sign in signs):
            whole = [match.span() for match in found.pattern.finditer(text)]
            assert [match.span() for match in found.find(text, lowered(text))] == whole, found.pattern.pattern


def test_what_a_pattern_needs_is_read_from_it():
    assert make_sign(r"\b(?:calle|avenida)\s+\d").words == {"calle", "avenida"}
    assert make_sign(r"\d{3}(?:abc)?").words == frozenset()
