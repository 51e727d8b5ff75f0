"""The printed editions: tagged, whole, in reading order, for paper of either size."""

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import missing

NAMES = ("biblioteca-PIF.pdf", "biblioteca-PIF-directorio-y-fuentes.pdf", "biblioteca-PIF-herramientas.pdf")


def ask(folder: Path, *command: str) -> str:
    if not shutil.which(command[0]):
        missing("poppler-utils")
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.large
@pytest.mark.parametrize("name", NAMES)
def test_each_is_tagged_has_its_fonts_and_fits_both_papers(real_editions: Path, name):
    info = ask(real_editions, "pdfinfo", name)
    assert "Tagged:          yes" in info and "Author" not in info and "Producer" not in info
    width, height = (float(number) for number in info.split("Page size:")[1].split("pts")[0].split("x"))
    assert width <= 595.3 and height <= 792  # the width of A4, the height of Letter
    rows = ask(real_editions, "pdffonts", name).splitlines()[2:]
    assert rows and all(row.split()[-5:-2] == ["yes"] * 3 for row in rows)


@pytest.mark.large
def test_the_text_of_the_tools_comes_out_in_reading_order(real_editions: Path, real_library):
    text = ask(real_editions, "pdftotext", "-raw", NAMES[2], "-")
    whole = " ".join(text.replace("\u00ad\n", "").split())
    briefs = [page.meta.brief_text for page in real_library.editions["es"].standing if page.meta.type == "tool"]
    places = [whole.index(" ".join(brief.split())[:40]) for brief in briefs]
    assert len(places) > 5 and places == sorted(places)
