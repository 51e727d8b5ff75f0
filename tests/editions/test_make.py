"""All editions together: the same bytes twice, checked by their sums, listed on the offline page."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from editions_fixtures import make_all, make_pocket

from fhp.editions.packing import checksum

MOST = {".epub": 400_000, "": 1_500_000}  # bytes of an edition in one language, by its ending
MOST_OF_CARD = 100_000  # page, picture and text together


def read_all(library: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((library / "site/offline").iterdir()) if path.is_file()}


@pytest.mark.large
def test_another_folder_zone_and_locale_give_the_same_bytes(pocket: Path, build_site, tmp_path: Path):
    library = make_pocket(tmp_path / "una cópia")
    settings = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    build_site(library, **settings)
    for options in ([], ["--discreet"]):
        assert make_all(library, *options, **settings).returncode == 0
    first, again = read_all(pocket), read_all(library)
    assert first.keys() == again.keys() and len(first) > 40
    assert [name for name in first if first[name] != again[name]] == []
    for name, content in again.items():
        for place in (str(ROOT), str(tmp_path), f"{os.environ.get('USER', 'root')}@"):
            assert place.encode() not in content, name


def test_every_file_is_in_the_sums_as_sha256sum_reads_them(pocket: Path):
    folder = pocket / "site/offline"
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    named = {line.split()[1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert named == read_all(pocket).keys() - {"SHA256SUMS"}


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_offline_page_names_each_edition_with_size_date_and_sum(pocket: Path, pocket_library, prefix):
    text = (pocket / f"site/{prefix}about/offline/index.html").read_text(encoding="utf-8")
    edition = next(one for one in pocket_library.editions.values() if one.prefix == prefix)
    files = read_all(pocket)
    listed = re.findall(r'<li><a href="[./]*/offline/([^"]+)">.*?</li>', text, re.DOTALL)
    rows = dict(zip(listed, re.findall(r"<li><a href=\"[./]*/offline/.*?</li>", text, re.DOTALL), strict=True))
    assert {"txt", "png", "pdf", "html", "epub", "zip", "zim"} <= {name.rpartition(".")[2] for name in rows}
    for name, row in rows.items():
        if name != "SHA256SUMS":
            assert checksum(files[name]) in row and edition.language.day(edition.today) in row
            assert f"{-(-len(files[name]) // 1000)} kB" in row
    assert "SHA256SUMS" in rows


def test_without_a_built_site_it_says_what_to_do(tmp_path: Path):
    done = make_all(make_pocket(tmp_path / "library"))
    assert done.returncode == 1 and "make build" in done.stderr


@pytest.mark.large
def test_each_edition_of_the_real_library_is_light(real_editions: Path):
    sizes = {path.name: path.stat().st_size for path in real_editions.iterdir()}
    assert len(sizes) > 10
    assert {name: size for name, size in sizes.items() if size > MOST.get(Path(name).suffix, MOST[""])} == {}
    assert sum(size for name, size in sizes.items() if "apoyo" in name) <= MOST_OF_CARD
