"""All editions together: the same bytes twice, checked by their sums, listed on the offline page."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, environment, make_tiny_site


def make(library: Path, *options: str, **more: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "fhp.cli", "editions", *options]
    done = subprocess.run(command, cwd=library, env=environment(**more), text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path.read_bytes() for path in sorted((library / "site/offline").iterdir())}


def test_another_folder_zone_and_locale_give_the_same_bytes(tiny_built: Path, tmp_path: Path):
    made = []
    for number, zone in enumerate(("America/Tegucigalpa", "Asia/Tokyo")):
        library = make_tiny_site(tmp_path / str(number) / "una cópia")
        shutil.copytree(tiny_built, library / "site")
        settings = {"TZ": zone, "LC_ALL": ("C", "C.UTF-8")[number], "PYTHONHASHSEED": str(number)}
        first = make(library, **settings)
        made.append(make(library, "--discreet", **settings))
        assert {name: content for name, content in made[-1].items() if name in first and name != "SHA256SUMS"} == {
            name: content for name, content in first.items() if name != "SHA256SUMS"
        }
    assert made[0].keys() == made[1].keys() and len(made[0]) > 10
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
    for name, content in made[0].items():
        assert str(ROOT).encode() not in content and os.environ.get("USER", "root ").encode() + b"@" not in content, (
            name
        )


def test_the_sums_are_those_that_sha256sum_reads(tiny_built: Path, tmp_path: Path):
    library = make_tiny_site(tmp_path / "library")
    shutil.copytree(tiny_built, library / "site")
    make(library)
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=library / "site/offline", check=True)


def test_without_a_built_site_it_says_what_to_do(tmp_path: Path):
    library = make_tiny_site(tmp_path / "library")
    command = [sys.executable, "-m", "fhp.cli", "editions"]
    done = subprocess.run(command, cwd=library, env=environment(), text=True, capture_output=True, check=False)
    assert done.returncode == 1 and "make build" in done.stderr
